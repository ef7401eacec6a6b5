import Diagnostics
import Dialects
import Manifests
import NetworkModel
import PolicyModel

/// Reads what a suite expects of an invariant.
enum InvariantExpectation {
    static func read(_ reader: inout ObjectReader) -> ExpectedVerdict? {
        let name = reader.require("name") ? reader.string("name") : nil
        let location = reader.location(of: "name")
        let verdict = reader.require("verdict") ? reader.word("verdict", of: ExpectedVerdict.Verdict.self) : nil
        let counterexample = reader.given("counterexample") { Self.counterexample(&$0) }
        guard let name, let verdict else { return nil }
        if counterexample != nil, verdict != .refuted {
            reader.report(
                "suite", "what is \(verdict.rawValue) has no counterexample", at: "counterexample",
                expected: "expected `verdict: refuted`")
        }
        return ExpectedVerdict(invariant: name, verdict: verdict, counterexample: counterexample, location: location)
    }

    private static func counterexample(_ reader: inout ObjectReader) -> ExpectedCounterexample {
        let expected = ExpectedCounterexample(
            scope: reader.word("scope", of: ExpectedCounterexample.Scope.self),
            from: reader.given("from") { end(&$0) }, to: reader.given("to") { end(&$0) },
            ports: PortReading.entries(&reader), policies: policies(&reader), location: reader.location)
        for case .named(let name, _) in (expected.ports ?? []).map(\.match) {
            reader.report(
                "suite", "the port \(name.inBackticks) is a name, and a counterexample has a number", at: "ports",
                expected: "expected a number from 1 to 65535")
        }
        if expected.scope == nil, expected.from == nil, expected.to == nil, expected.ports == nil,
            expected.policies.isEmpty
        {
            reader.report(
                "suite", "nothing is expected of the counterexample",
                expected: "expected `scope`, `from`, `to`, `ports` or `policies`",
                suggestion: "leave `counterexample` out if any will do")
        }
        return expected
    }

    private static func end(_ reader: inout ObjectReader) -> ExpectedCounterexample.End {
        let end = ExpectedCounterexample.End(
            namespace: reader.given("namespace").flatMap { _ in reader.string("namespace") },
            namespaceLabels: labels("namespaceLabels", &reader), labels: labels("labels", &reader),
            isExternal: reader.given("external").flatMap { _ in reader.bool("external") })
        let isPod = end.namespace != nil || !end.namespaceLabels.isEmpty || !end.labels.isEmpty
        if end.isExternal == true, isPod {
            reader.report(
                "suite", "\("\(reader.path)".inBackticks) is an address outside the cluster, and a pod",
                expected: "expected `external`, or `namespace`, `namespaceLabels` and `labels`")
        }
        if end.isExternal == nil, !isPod {
            reader.report(
                "suite", "nothing is expected of \("\(reader.path)".inBackticks)",
                expected: "expected `namespace`, `namespaceLabels`, `labels` or `external`")
        }
        return end
    }

    private static func labels(_ name: String, _ reader: inout ObjectReader) -> [String: String] {
        guard reader.given(name) != nil else { return [:] }
        return Dictionary(reader.stringMap(name).map { ($0.key, $0.value) }) { _, last in last }
    }

    private static func policies(_ reader: inout ObjectReader) -> [ExpectedCounterexample.PolicyName] {
        (reader.filledList("policies") ?? []).compactMap { element in
            guard let text = reader.context.string(element.node, path: element.path) else { return nil }
            let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
            let location = reader.context.location(of: element.node)
            guard (1...2).contains(parts.count), !parts.contains("") else {
                reader.context.report(
                    Diagnostic(
                        "suite", at: location, "\(text.inBackticks) names no policy",
                        expected: "expected `namespace/name`"))
                return nil
            }
            return ExpectedCounterexample.PolicyName(
                namespace: parts.count == 2 ? parts[0] : nil, name: parts[parts.count - 1], location: location)
        }
    }
}
