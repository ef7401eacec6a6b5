import Diagnostics
import Invariants
import Testing

/// A claim that must not be read, and the ids of what is said about it.
struct Fault: CustomTestStringConvertible, Sendable {
    var spec: String
    var ids: [String]

    init(_ spec: String, _ ids: String...) {
        self.spec = spec
        self.ids = ids
    }

    var testDescription: String { spec }
}

@Suite("Faulty invariants")
struct FaultyClaimTests {
    @Test(
        "a claim that is not exactly one claim is refused",
        arguments: [
            Fault("description: nothing", "claim"),
            Fault("never: {to: {namespaces: [a]}}\nalways: {to: {namespaces: [a]}}", "claim"),
            Fault("never: {}", "no-endpoint"),
            Fault("never: {ports: [{port: 23}]}", "no-endpoint"),
            Fault("only: {to: {namespaces: [a]}}", "no-endpoint"),
            Fault("never:", "null-field"),
            Fault("nevver: {to: {namespaces: [a]}}", "claim", "unknown-field"),
            Fault("never: {form: {namespaces: [a]}, to: {namespaces: [a]}}", "unknown-field"),
            Fault("severity: severe\nnever: {to: {namespaces: [a]}}", "severity"),
            Fault("severity: null\nnever: {to: {namespaces: [a]}}", "null-field"),
            Fault("description: 7\nnever: {to: {namespaces: [a]}}", "type"),
            Fault("never: {to: {namespaces: [a]}}\nprotect: both", "choice"),
            Fault("never: {from: {external: true}, to: {external: true}}", "no-pod"),
            Fault("never: {from: {external: true}, to: {namespaces: [a]}}\nprotect: from", "protect"),
            Fault("never: {from: {namespaces: [a]}, to: {external: true}}\nprotect: to", "protect"),
        ])
    func claims(_ fault: Fault) {
        let reading = Reading.invariant(fault.spec)
        #expect(Set(reading.ids) == Set(fault.ids), "\(reading.problems.map(\.text))")
        #expect(reading.specs.invariants == [])
    }

    @Test(
        "an endpoint that could mean something else is refused",
        arguments: [
            Fault("{}", "empty-peer"),
            Fault("[{}]", "empty-peer"),
            Fault("[]", "empty-endpoint"),
            Fault("~", "null-field"),
            Fault("[null]", "type"),
            Fault("prod", "type"),
            Fault("{podSelector: null}", "null-field"),
            Fault("{podSelector: {matchLabels: null}}", "null-field"),
            Fault("{podSelector: {app: web}}", "unknown-field"),
            Fault("{podSelector: {matchLabels: {app: 80}}}", "type"),
            Fault("{podSelector: {matchLabels: {on: x}}}", "key-type"),
            Fault("{podSelector: {matchLabels: {a/b/c: x}}}", "V2"),
            Fault("{podSelector: {matchLabels: {app: -x}}}", "V3"),
            Fault("{podSelector: {matchExpressions: [{key: app, operator: Is, values: [x]}]}}", "V4"),
            Fault("{podSelector: {matchExpressions: [{key: app, operator: In}]}}", "V5"),
            Fault("{external: true, podSelector: {}}", "contradictory-peer"),
            Fault("{external: true, namespaces: [a]}", "contradictory-peer"),
            Fault("{ipBlock: {cidr: 10.0.0.0/8}, namespaceSelector: {}}", "contradictory-peer"),
            Fault("{external: false}", "external-false"),
            Fault("{external: yes}", "disputed-scalar"),
            Fault("{ipBlock: {}}", "V9"),
            Fault("{ipBlock: {cidr: 10.0.0.1}}", "V9"),
            Fault("{ipBlock: {cidr: 10.0.0.0/8, except: [11.0.0.0/16]}}", "V9"),
            Fault("{namespaces: []}", "empty-list"),
            Fault("{namespaces: prod}", "type"),
            Fault("{namespaces: [Prod]}", "V1"),
            Fault("{workload: {kind: Statefulset, namespace: a, name: b}}", "choice"),
            Fault("{workload: {kind: Deployment, name: b}}", "required"),
            Fault("{workload: {}}", "required"),
            Fault("{not: {}}", "empty-peer"),
            Fault("{not: [{not: []}]}", "empty-endpoint"),
            Fault("{namespaceselector: {}}", "unknown-field"),
            Fault("{namespaces: ['{{ .Values.ns }}']}", "template"),
        ])
    func endpoints(_ fault: Fault) {
        let reading = Reading.invariant("never:\n  to: {namespaces: [prod]}\n  from: \(fault.spec)\n")
        #expect(Set(reading.ids) == Set(fault.ids), "\(reading.problems.map(\.text))")
        #expect(reading.specs.invariants == [])
    }

    @Test(
        "ports are held to NetworkPolicy's rules, and may not be empty",
        arguments: [
            Fault("[]", "empty-list"),
            Fault("~", "null-field"),
            Fault("[{}]", "empty-port"),
            Fault("[null]", "type"),
            Fault("[{protocol: tcp, port: 1}]", "V10"),
            Fault("[{protocol: null, port: 1}]", "null-field"),
            Fault("[{port: 0}]", "V11"),
            Fault("[{port: 65536}]", "V11"),
            Fault("[{port: '80'}]", "V12"),
            Fault("[{port: Metrics}]", "V12"),
            Fault("[{port: 80, endPort: 79}]", "V13"),
            Fault("[{endPort: 80}]", "V13"),
            Fault("[{port: http, endPort: 80}]", "V13"),
            Fault("[{prt: 80}]", "unknown-field"),
            Fault("[80]", "type"),
        ])
    func ports(_ fault: Fault) {
        let reading = Reading.invariant("never:\n  to: {namespaces: [prod]}\n  ports: \(fault.spec)\n")
        #expect(Set(reading.ids) == Set(fault.ids), "\(reading.problems.map(\.text))")
        #expect(reading.specs.invariants == [])
    }

    @Test(
        "a relation compares one thing",
        arguments: [
            Fault("[]", "empty-list"),
            Fault("[{}]", "pair"),
            Fault("[{is: same}]", "pair"),
            Fault("[{namespace: equal}]", "choice"),
            Fault("[{namespace: same, is: same}]", "pair"),
            Fault("[{namespaceLabel: tenant}]", "pair"),
            Fault("[{namespaceLabel: tenant, podLabel: tenant, is: same}]", "pair"),
            Fault("[{podLabel: a/b/c, is: same}]", "V2"),
            Fault("{namespace: same}", "type"),
        ])
    func pairs(_ fault: Fault) {
        let reading = Reading.invariant("never:\n  to: {namespaces: [prod]}\n  pair: \(fault.spec)\n")
        #expect(Set(reading.ids) == Set(fault.ids), "\(reading.problems.map(\.text))")
        #expect(reading.specs.invariants == [])
    }

    @Test("not may be nested eight times, and no deeper")
    func nesting() {
        func nested(_ count: Int) -> Reading {
            let endpoint =
                String(repeating: "{not: ", count: count) + "{external: true}" + String(repeating: "}", count: count)
            return Reading.invariant("never:\n  to: {namespaces: [prod]}\n  from: \(endpoint)\n")
        }
        #expect(nested(8).ids == [])
        #expect(nested(9).ids == ["nested-not"])
    }

    @Test("objects have a name of their own, a known kind and a known version")
    func objects() {
        func object(_ version: String, _ kind: String, _ name: String) -> String {
            "apiVersion: \(version)\nkind: \(kind)\nmetadata: {name: \(name)}\nspec: {never: {to: {namespaces: [a]}}}\n---\n"
        }
        let good = "netproof.dev/v1alpha1"
        #expect(Reading(object("netproof.dev/v1", "Invariant", "a")).ids == ["spec-version"])
        #expect(Reading(object(good, "Invarient", "a")).ids == ["spec-kind"])
        #expect(Reading("kind: Invariant\nmetadata: {name: a}\n").ids == ["spec-version"])
        #expect(Reading(object(good, "Invariant", "Not_A_Name")).ids == ["V1"])
        #expect(Reading("apiVersion: \(good)\nkind: Invariant\n").ids == ["required", "required"])
        let twice = Reading(object(good, "Invariant", "a") + object(good, "Invariant", "a"))
        #expect(twice.ids == ["duplicate-object"])
        #expect(twice.problems.first?.related.map(\.location.line) == [3])
    }

    @Test("all errors of a file are told, with line, column and suggestion")
    func allErrors() {
        let reading = Reading.invariant(
            """
            severity: hihg
            never:
              from: {namespaceSelektor: {matchLabels: {env: test}}}
              to: {namespaces: [prod]}
              ports: [{port: 0}]
            """)
        #expect(
            reading.problems.map(\.lines) == [
                [
                    "specs/shop.yaml:5:13: error: `spec.severity` is `hihg`",
                    "    expected `info`, `low`, `medium`, `high` or `critical`", "    did you mean `high`?",
                ],
                [
                    "specs/shop.yaml:7:12: error: unknown field `namespaceSelektor` in `spec.never.from`",
                    "    expected `namespaceSelector`, `podSelector`, `namespaces`, `workload`, `external`, `ipBlock` or `not`",
                    "    did you mean `namespaceSelector`?",
                ],
                [
                    "specs/shop.yaml:9:20: error: `spec.never.ports[0].port` is 0 [V11]",
                    "    expected a port from 1 to 65535",
                ],
            ])
    }
}
