import TestSupport

/// Small clusters with invariants, so that every mutant of their policies can be verified as a cluster of its own.
enum Clusters {
    struct Sample: Sendable, CustomStringConvertible {
        var description: String
        var namespaces: String
        var policies: String
        var specs: String
        /// Rules over endpoints, a file of their own; nil for none.
        var rules: String?
    }

    static let all = [layered, tenants, pods, addresses, hops, gaps]

    private static let namespaces = """
        apiVersion: v1
        kind: Namespace
        metadata: {name: prod, labels: {env: prod, team: a}}
        ---
        apiVersion: v1
        kind: Namespace
        metadata: {name: test, labels: {env: test, team: b}}
        ---

        """

    private static func policy(_ name: String, _ namespace: String, _ spec: String) -> String {
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: \(name), namespace: \(namespace)}
        spec: \(spec)
        ---

        """
    }

    private static func invariant(_ name: String, _ spec: String) -> String {
        """
        apiVersion: netproof.dev/v1alpha1
        kind: Invariant
        metadata: {name: \(name)}
        spec: \(spec)
        ---

        """
    }

    /// Default deny with exceptions; two policies that do the same; claims of every kind.
    static let layered = Sample(
        description: "layered", namespaces: namespaces,
        policies: policy("deny", "prod", "{podSelector: {}, policyTypes: [Ingress, Egress]}")
            + policy("deny-too", "prod", "{podSelector: {}, policyTypes: [Ingress]}")
            + policy(
                "db", "prod",
                "{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], "
                    + "ports: [{port: 3306}, {port: 5000, endPort: 5010}]}]}")
            + policy(
                "web", "prod",
                "{podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress, Egress], ingress: [{from: "
                    + "[{namespaceSelector: {matchExpressions: [{key: env, operator: NotIn, values: [test]}]}}]}], "
                    + "egress: [{to: [{podSelector: {matchLabels: {app: db}}}]}]}"),
        specs: invariant(
            "test-never-reaches-db",
            "{never: {from: {namespaceSelector: {matchLabels: {env: test}}}, to: {namespaceSelector: {matchLabels: {env: prod}}, "
                + "podSelector: {matchLabels: {app: db}}}, ports: [{port: 3306}]}}")
            + invariant(
                "web-reaches-db",
                "{always: {from: {namespaces: [prod], podSelector: {matchLabels: {app: web}}}, to: {namespaces: [prod], "
                    + "podSelector: {matchLabels: {app: db}}}, ports: [{port: 3306}]}}")
            + invariant("prod-is-isolated", "{isolated: {direction: both, pods: {namespaces: [prod]}}}")
            + invariant(
                "refuted", "{never: {from: {namespaces: [prod]}, to: {namespaces: [prod]}, ports: [{port: 3306}]}}"))

    /// Two selectors at once, and only future namespaces that obey rules.
    static let tenants = Sample(
        description: "tenants", namespaces: namespaces,
        policies: policy(
            "own", "prod",
            "{podSelector: {}, ingress: [{from: [{podSelector: {}}]}, {from: [{namespaceSelector: {matchLabels: "
                + "{team: a}}, podSelector: {matchExpressions: [{key: role, operator: Exists}]}}]}]}")
            + policy(
                "own", "test",
                "{podSelector: {matchExpressions: [{key: public, operator: DoesNotExist}]}, "
                    + "ingress: [{from: [{namespaceSelector: {matchLabels: {team: b, env: test}}}]}]}"),
        specs: invariant(
            "teams-stay-apart",
            "{never: {from: {namespaceSelector: {matchExpressions: [{key: team, operator: NotIn, values: [a]}]}}, "
                + "to: {namespaces: [prod]}}}")
            + invariant(
                "only-team-b",
                "{only: {from: {namespaceSelector: {matchLabels: {team: b}}}, to: {namespaces: [test], "
                    + "podSelector: {matchLabels: {app: db}, matchExpressions: [{key: public, operator: DoesNotExist}]}}}}"
            )
                + """
                apiVersion: netproof.dev/v1alpha1
                kind: LabelUniverse
                metadata: {name: universe}
                spec:
                  namespaces:
                    labels:
                      team: {values: [a, b], required: true}
                    relabel: [env]

                """)

    /// Only the listed pods exist; named ports, and a policy that selects nothing.
    static let pods = Sample(
        description: "pods",
        namespaces: namespaces + """
            apiVersion: v1
            kind: Pod
            metadata: {name: db, namespace: prod, labels: {app: db}}
            spec: {containers: [{name: db, image: db, ports: [{name: sql, containerPort: 3306}]}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: web, namespace: prod, labels: {app: web}}
            spec: {containers: [{name: web, image: web}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: probe, namespace: test, labels: {app: probe}}
            spec: {containers: [{name: probe, image: probe}]}
            ---

            """,
        policies: policy(
            "db", "prod",
            "{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], "
                + "ports: [{port: sql}]}]}")
            + policy("nothing", "prod", "{podSelector: {matchLabels: {app: cache}}, policyTypes: [Ingress]}")
            + policy(
                "probe", "test",
                "{podSelector: {}, policyTypes: [Egress], egress: [{to: [{namespaceSelector: {}}], "
                    + "ports: [{port: 80}]}]}"),
        specs: invariant(
            "web-reaches-db",
            "{always: {from: {namespaces: [prod], podSelector: {matchLabels: {app: web}}}, to: {namespaces: [prod], "
                + "podSelector: {matchLabels: {app: db}}}, ports: [{port: 3306}]}}")
            + invariant(
                "test-never-reaches-db",
                "{never: {from: {namespaces: [test]}, to: {namespaces: [prod]}, ports: [{port: 3306}]}}")
                + """
                apiVersion: netproof.dev/v1alpha1
                kind: LabelUniverse
                metadata: {name: universe}
                spec:
                  namespaces: {exist: listed}
                  pods: {exist: listed}

                """)

    /// Address blocks with exceptions, which may match pods or not.
    static let addresses = Sample(
        description: "addresses", namespaces: namespaces,
        policies: policy(
            "out", "prod",
            "{podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8, "
                + "except: [10.1.0.0/16, 10.2.0.0/16]}}], ports: [{protocol: UDP, port: 53}]}]}")
            + policy("in", "prod", "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 192.0.2.0/25}}]}]}"),
        specs: invariant(
            "not-to-the-vault",
            "{never: {from: {namespaces: [prod]}, to: {ipBlock: {cidr: 10.1.0.0/16}}}}")
            + invariant(
                "from-the-office",
                "{only: {from: {ipBlock: {cidr: 192.0.2.0/25}}, to: {namespaces: [prod]}, ports: [{port: 22}]}}")
                + """
                apiVersion: netproof.dev/v1alpha1
                kind: LabelUniverse
                metadata: {name: universe}
                spec:
                  network: {ipBlockMatchesPods: never}

                """)

    /// A claim about several connections one after the other, and one about pods that policies isolate.
    static let hops = Sample(
        description: "hops", namespaces: namespaces,
        policies: policy(
            "db", "prod",
            "{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: api}}}]}]}")
            + policy(
                "api", "prod",
                "{podSelector: {matchLabels: {app: api}}, ingress: [{from: [{namespaceSelector: {matchLabels: "
                    + "{env: prod}}}], ports: [{port: 8080}]}]}"),
        specs: invariant(
            "api-answers",
            "{always: {from: {namespaces: [prod]}, to: {namespaces: [prod], podSelector: {matchLabels: {app: api}}}, "
                + "ports: [{port: 8080}]}}")
                + """
                apiVersion: netproof.dev/v1alpha1
                kind: LabelUniverse
                metadata: {name: universe}
                spec:
                  namespaces: {exist: listed}

                """,
        rules: """
            .invariant tests_do_not_reach_the_database_in_two_hops severity high "by way of the api"
            violation(T, D) :-
                pod(T), pod(A), pod(D), connects(T, A, tcp, 8080), connects(A, D, tcp, 3306),
                T.namespace.name = "test", A.namespace.name = "prod", A.label["app"] = "api",
                D.namespace.name = "prod", D.label["app"] = "db".

            """)

    /// Claims that hold of the listed namespaces alone, so that every change lets stand what is violated in others.
    static let gaps = Sample(
        description: "gaps", namespaces: namespaces,
        policies: policy("in", "prod", "{podSelector: {}, ingress: [{from: [{podSelector: {}}]}]}")
            + policy("out", "test", "{podSelector: {}, policyTypes: [Egress], egress: [{to: [{podSelector: {}}]}]}"),
        specs: invariant(
            "test-never-opens-prod",
            "{never: {from: {namespaceSelector: {matchLabels: {env: test}}}, "
                + "to: {namespaceSelector: {matchLabels: {env: prod}}}, ports: [{port: 80}]}}")
            + invariant(
                "prod-talks",
                "{always: {from: {namespaceSelector: {matchLabels: {env: prod}}}, "
                    + "to: {namespaceSelector: {matchLabels: {env: prod}}}, ports: [{port: 80}]}}"),
        rules: Clusters.reachingProduction)

    /// A rule that says what the first claim of `gaps` does.
    static let reachingProduction = """
        .invariant tests_do_not_open_production
        violation(T, D) :-
            pod(T), pod(D), connects(T, D, tcp, 80),
            T.namespace.label["env"] = "test", D.namespace.label["env"] = "prod".

        """
}

extension Clusters.Sample {
    /// The paths of the files that the folder now holds.
    func writeSpecs(to folder: TemporaryFolder) throws -> [String] {
        try [folder.write("specs.yaml", specs)] + [rules].compactMap(\.self).map { try folder.write("rules.dl", $0) }
    }
}
