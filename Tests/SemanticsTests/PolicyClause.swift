import Diagnostics
import Manifests
import NetworkModel

/// One numbered clause of the handbook, as policies and what they make of connections among the pods of its fixture.
struct PolicyClause: Sendable {
    /// Such as `NP-22`.
    var number: String
    /// What it comes to, in a sentence.
    var says: String
    var policies: [WrittenPolicy]
    var expectations: [Expectation]
    /// Added to the fixture; those with the name of a listed one take its place.
    var namespaces: [Namespace] = []
    var workloads: [Workload] = []
    /// Where nodes have their addresses, if the clause says so.
    var nodeCIDRs: [CIDRBlock] = []
    /// The rule by which the API server refuses each of the policies, if it does.
    var refusal: String?

    /// The sentence, with the number.
    var sentence: String { "\(says) (\(number))" }
}

/// A policy as the handbook gives it: its whole `spec`, in namespace `red` unless it says otherwise.
struct WrittenPolicy: Sendable {
    /// Nil where the policy has none.
    var spec: Node?
    /// Nil where the policy names none.
    var namespace: String?
    var location: SourceLocation

    /// The policy as a document.
    func document(named name: String) -> Document {
        Document(
            kind: "NetworkPolicy", of: "networking.k8s.io/v1", named: name, namespace: namespace, spec: spec,
            at: location)
    }
}

extension Document {
    /// An object around a `spec` that a case gives; every other node of it stands at `location`.
    init(
        kind: String, of version: String, named name: String, namespace: String? = nil, spec: Node?,
        at location: SourceLocation
    ) {
        let metadata = [("name", name)] + (namespace.map { [("namespace", $0)] } ?? [])
        let fields = [
            ("apiVersion", Node(text: version, at: location)), ("kind", Node(text: kind, at: location)),
            ("metadata", Node(metadata.map { ($0.0, Node(text: $0.1, at: location)) }, at: location)),
        ]
        let whole = fields + (spec.map { [("spec", $0)] } ?? [])
        self.init(file: location.file, root: Node(whole, at: location))
    }
}

extension Node {
    fileprivate init(text: String, at location: SourceLocation) {
        self.init(
            content: .scalar(Scalar(text: text, isPlain: false)), line: Int32(location.line),
            column: Int32(location.column))
    }

    fileprivate init(_ fields: [(String, Node)], at location: SourceLocation) {
        let (line, column) = (Int32(location.line), Int32(location.column))
        let members = fields.map { Member(key: $0.0, keyLine: line, keyColumn: column, value: $0.1) }
        self.init(content: .mapping(members), line: line, column: column)
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
