import NetworkModel
import Testing

/// One numbered clause of the handbook, as policies and what they make of connections among the pods of its fixture.
struct PolicyClause: Sendable, CustomTestStringConvertible {
    /// A sentence that ends with the number: `NotIn selects pods without the key (NP-22)`.
    var sentence: String
    var policies: [WrittenPolicy]
    var expectations: [Expectation]
    /// Added to the fixture; those with the name of a listed one take its place.
    var namespaces: [Namespace] = []
    var workloads: [Workload] = []
    /// Where nodes have their addresses, if the clause says so.
    var nodeCIDRs: [CIDRBlock] = []

    var testDescription: String { sentence }

    /// - Parameter expectations: one to a line, see `Expectation`.
    init(
        _ sentence: String, _ policies: WrittenPolicy..., namespaces: [Namespace] = [], workloads: [Workload] = [],
        nodes: [String] = [], expect expectations: String
    ) {
        self.sentence = sentence
        self.policies = policies
        self.namespaces = namespaces
        self.workloads = workloads
        nodeCIDRs = nodes.compactMap { CIDRBlock($0) }
        self.expectations = expectations.split(separator: "\n").flatMap(Expectation.read)
    }
}

/// A policy as the handbook gives it: its whole `spec`, in namespace `red` unless it says otherwise.
struct WrittenPolicy: Sendable, ExpressibleByStringLiteral {
    var spec: String
    var namespace: String

    init(_ spec: String, in namespace: String) {
        self.spec = spec
        self.namespace = namespace
    }

    init(stringLiteral spec: String) { self.init(spec, in: "red") }

    func manifest(named name: String) -> String {
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: \(name), namespace: \(namespace)}
        spec: \(spec)

        """
    }
}

/// What becomes of a connection, written `D blue/w -> red/w TCP/8080`.
///
/// An end is a pod of the fixture, `blue/*` for all three of a namespace, `E`, `N1`, `N2`, or an address. The target
/// is TCP/8080 where it is missing.
struct Expectation: Sendable {
    enum Verdict: String, Sendable, CaseIterable {
        case allowed = "A"
        case denied = "D"
        /// Both outcomes must be possible.
        case undefined = "U"
        /// Allowed if ipBlocks match the addresses of pods, denied if they do not.
        case byBlock = "I"
    }

    var verdict: Verdict
    var source: String
    var destination: String
    var transport: TransportProtocol
    var port: UInt16

    static func read(_ line: Substring) -> [Expectation] {
        let words = line.split(separator: " ").map(String.init)
        guard words.count >= 4, words[2] == "->", let verdict = Verdict(rawValue: words[0]) else {
            fatalError("not an expectation: \(line)")  // A mistake in the tests themselves.
        }
        let target = (words.count > 4 ? words[4] : "TCP/8080").split(separator: "/").map(String.init)
        guard target.count == 2, let transport = TransportProtocol(exactly: target[0]), let port = UInt16(target[1])
        else { fatalError("not a target: \(line)") }  // As above.
        return expanded(words[1]).flatMap { source in
            expanded(words[3]).map { destination in
                Expectation(
                    verdict: verdict, source: source, destination: destination, transport: transport, port: port)
            }
        }
    }

    private static func expanded(_ end: String) -> [String] {
        guard end.hasSuffix("/*") else { return [end] }
        return ["w", "d", "n"].map { end.dropLast() + $0 }
    }
}
