extension PolicySpec {
    // MARK: What nearly every namespace starts with

    static let defaultDeny = PolicySpec(pods: .everything, ingress: .denied, egress: .denied)

    static let sameNamespace = PolicySpec(
        pods: .everything, ingress: .allowed(.pods(.everything)), egress: .allowed(.pods(.everything)))

    static let nameLookup = PolicySpec(
        pods: .everything,
        egress: .allowed(
            .pods(.labels(["k8s-app": "kube-dns"]), namespaces: .namespace("kube-system")),
            ports: [Port(transport: "UDP", port: "53"), .tcp(53)]))

    static let monitoring = PolicySpec(
        pods: .everything,
        ingress: .allowed(
            .pods(.app("prometheus"), namespaces: .namespace("monitoring")), ports: [.tcp("metrics"), .tcp(9090)]))

    static func databaseGuard(_ dice: inout Dice) -> PolicySpec {
        let database = dice.pick(Vocabulary.databases)
        let clients = Expression(key: "app", operation: "In", values: [dice.pick(Vocabulary.clients), "migration"])
        return PolicySpec(
            pods: .app(database.app),
            ingress: .allowed(.pods(.expressions([clients])), ports: [.tcp(database.port)]))
    }

    static func cacheGuard(_ dice: inout Dice) -> PolicySpec {
        PolicySpec(
            pods: .app(Vocabulary.cache.app),
            ingress: .allowed(.pods(.app(dice.pick(Vocabulary.clients))), ports: [.tcp(Vocabulary.cache.port)]))
    }

    // MARK: What is added as needed

    static func ingressController(_ dice: inout Dice) -> PolicySpec {
        PolicySpec(
            pods: .app(dice.pick(Vocabulary.services)),
            ingress: .allowed(
                .namespaces(.namespace("ingress-nginx")),
                ports: [.tcp(dice.pick(Vocabulary.servicePorts)), .tcp("http")]))
    }

    static func partnerNetwork(_ dice: inout Dice) -> PolicySpec {
        let network = "\(20 + dice.roll(160)).\(dice.roll(256))"
        return PolicySpec(
            pods: .app(dice.pick(Vocabulary.apps)),
            egress: .allowed(
                .block("\(network).0.0/16", except: "\(network).\(dice.roll(256)).0/24"), ports: [.tcp(443)]))
    }

    static func portRange(_ dice: inout Dice) -> PolicySpec {
        let start = 8000 + 100 * dice.roll(20)
        return PolicySpec(
            pods: .labels(["tier": dice.pick(Vocabulary.tiers)]),
            ingress: .allowed(
                .pods(.app(dice.pick(Vocabulary.clients))), ports: [Port(port: "\(start)", end: start + 99)]))
    }

    static func otherEnvironments(_ dice: inout Dice) -> PolicySpec {
        PolicySpec(
            pods: .app(dice.pick(Vocabulary.services)),
            ingress: .allowed(
                .namespaces(
                    .expressions([
                        Expression(key: "env", operation: "NotIn", values: [dice.pick(["dev", "test"])]),
                        Expression(key: "team", operation: "Exists"),
                    ])), ports: [.tcp(dice.pick(Vocabulary.servicePorts))]))
    }

    static func teamPeers(_ team: String, _ environment: String, _ dice: inout Dice) -> PolicySpec {
        let subject = dice.pick(Vocabulary.services)
        let clients = [dice.pick(Vocabulary.clients), "\(dice.pick(Vocabulary.services))-canary"]
        return PolicySpec(
            pods: .app(subject),
            ingress: .allowed(
                .pods(
                    .expressions([Expression(key: "app", operation: "In", values: clients)]),
                    namespaces: .labels(["env": environment, "team": team])),
                ports: [.tcp(dice.pick(Vocabulary.servicePorts))]))
    }

    static func serviceCalls(_ dice: inout Dice) -> PolicySpec {
        PolicySpec(
            pods: .app(dice.pick(Vocabulary.clients)),
            ingress: .allowed(
                .pods(.labels(["tier": "frontend"])), ports: [.tcp(dice.pick(Vocabulary.servicePorts))]),
            egress: .allowed(
                .pods(.app(dice.pick(Vocabulary.services))), ports: [.tcp(dice.pick(Vocabulary.servicePorts))]))
    }

    static func namedPort(_ dice: inout Dice) -> PolicySpec {
        let services = [dice.pick(Vocabulary.services), dice.pick(Vocabulary.services)]
        return PolicySpec(
            pods: .expressions([
                Expression(key: "app", operation: "In", values: services),
                Expression(key: "legacy", operation: "DoesNotExist"),
            ]),
            ingress: .allowed(
                .pods(.labels(["tier": dice.pick(Vocabulary.tiers)])),
                ports: [.tcp(dice.pick(Vocabulary.namedPorts))]))
    }

    static func outgoing(_ environment: String, _ dice: inout Dice) -> PolicySpec {
        PolicySpec(
            pods: .app(dice.pick(Vocabulary.clients)),
            egress: .allowed(
                .pods(.app(dice.pick(Vocabulary.services)), namespaces: .labels(["env": environment])),
                ports: [.tcp(dice.pick(Vocabulary.servicePorts)), .tcp(dice.pick(Vocabulary.namedPorts))]))
    }
}
