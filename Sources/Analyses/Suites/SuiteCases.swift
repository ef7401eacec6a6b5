import Invariants
import NetworkModel
import PolicyModel
import Reports

extension ExpectedConnection {
    /// What the case is called.
    var title: String { name ?? "\(from) to \(to) on \(port)" }

    /// Whether the connection is as expected.
    func `case`(for traced: TracedFlow) -> SuiteCase {
        var outcome = SuiteCase.Outcome.passed
        if traced.isUnexpected {
            outcome = .failed(
                SuiteCase.Failure(
                    expected: self.outcome.rawValue, got: traced.verdict.rawValue,
                    details: ["egress   \(traced.egress.summary)", "ingress  \(traced.ingress.summary)"]))
        }
        return SuiteCase(name: title, kind: .connection, location: location, outcome: outcome)
    }
}

extension ExpectedVerdict {
    /// Whether the verdict and the counterexample are as expected.
    func `case`(for result: InvariantResult) -> SuiteCase {
        SuiteCase(
            name: invariant, kind: .invariant, location: location,
            outcome: failure(of: result).map(SuiteCase.Outcome.failed) ?? .passed, seconds: result.seconds)
    }

    private func failure(of result: InvariantResult) -> SuiteCase.Failure? {
        let details = TextReport(isVerbose: false).explanation(of: result)
        guard result.verdict.rawValue == verdict.rawValue else {
            return SuiteCase.Failure(expected: verdict.rawValue, got: result.verdict.rawValue, details: details)
        }
        guard let counterexample else { return nil }
        // Of a derivation one of its connections is meant.
        let found = result.counterexamples + result.derivations.flatMap(\.attempts).map(\.connection)
        let objections = found.map(counterexample.objections)
        guard !objections.contains(where: \.isEmpty) else { return nil }
        let fewest = objections.min { $0.count < $1.count }
        return SuiteCase.Failure(
            expected: "a counterexample \(counterexample.inWords)",
            got: fewest.map { "\(found.count) without it: \($0.joined(separator: "; "))" }
                ?? "none that is a connection", details: details)
    }
}

extension ExpectedCounterexample {
    /// What a counterexample does not show of what it has to.
    func objections(to found: Counterexample) -> [String] {
        var objections: [String] = []
        if let scope, scope.rawValue != found.scope.rawValue {
            objections.append(
                "it is \(found.scope == .listed ? "in listed namespaces" : "in a namespace yet to be created")")
        }
        objections += from.map { $0.objections(to: found.from.endpoint, "the source") } ?? []
        objections += to.map { $0.objections(to: found.to.endpoint, "the destination") } ?? []
        if let ports, !ports.contains(where: { $0.contains(found.transport, found.port) }) {
            objections.append("it is on \(found.transport.name) \(found.port)")
        }
        let named = [found.egress, found.ingress].flatMap { $0.isolatedBy + [$0.policy].compactMap(\.self) }
        for policy in policies
        where !named.contains(where: { $0.namespace == policy.namespace && $0.name == policy.name }) {
            objections.append("\(policy.qualifiedName) has no part in it")
        }
        return objections
    }

    fileprivate var inWords: String {
        var words: [String] = []
        if let scope { words.append(scope == .listed ? "in listed namespaces" : "in a namespace yet to be created") }
        if let from { words.append("from \(from.inWords)") }
        if let to { words.append("to \(to.inWords)") }
        if let ports { words.append("on " + ports.map(\.numbers).joined(separator: " or ")) }
        if !policies.isEmpty { words.append("by " + policies.map(\.qualifiedName).joined(separator: " and ")) }
        return words.joined(separator: ", ")
    }
}

extension ExpectedCounterexample.End {
    fileprivate func objections(to endpoint: Endpoint, _ subject: String) -> [String] {
        guard let pod = endpoint.pod else {
            return isExternal == true ? [] : ["\(subject) is no pod"]
        }
        var objections = isExternal == true ? ["\(subject) is a pod"] : []
        if let namespace, pod.namespace.name != namespace {
            objections.append("\(subject) is in namespace \(pod.namespace.name)")
        }
        for (key, value) in namespaceLabels.sorted(by: { $0.key < $1.key })
        where pod.namespace.labels?[key] != value {
            objections.append("the namespace of \(subject) has \(Self.words(key, pod.namespace.labels?[key]))")
        }
        for (key, value) in labels.sorted(by: { $0.key < $1.key }) where pod.labels[key] != value {
            objections.append("\(subject) has \(Self.words(key, pod.labels[key]))")
        }
        return objections
    }

    private static func words(_ key: String, _ value: String?) -> String { value.map { "\(key)=\($0)" } ?? "no \(key)" }

    fileprivate var inWords: String {
        if isExternal == true { return "an address outside" }
        let place = namespace.map { " in namespace \($0)" } ?? ""
        func list(_ labels: [String: String]) -> String {
            labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ", ")
        }
        return "a pod" + (labels.isEmpty ? "" : " with \(list(labels))") + place
            + (namespaceLabels.isEmpty ? "" : " whose namespace has \(list(namespaceLabels))")
    }
}

extension PortEntry {
    fileprivate func contains(_ transport: TransportProtocol, _ port: UInt16) -> Bool {
        if case .ports(let set) = match { set.contains(transport, port) } else { false }
    }

    fileprivate var numbers: String {
        guard case .ports(let set) = match else { return "a named port" }
        return TransportProtocol.allCases.flatMap { transport in
            set[transport].ranges.map { range in
                let isOne = range.lowerBound == range.upperBound
                return "\(transport.name) \(range.lowerBound)" + (isOne ? "" : "-\(range.upperBound)")
            }
        }.joined(separator: " or ")
    }
}
