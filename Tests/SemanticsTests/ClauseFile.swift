import Diagnostics
import Manifests
import NetworkModel

/// A file of `Specs/semantics`.
struct ClauseFile {
    private static let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
        .joined(separator: "/")

    /// The documents of a file, by its name without ending.
    static func documents(_ name: String) -> [Document] {
        var diagnostics = Diagnostics()
        let path = root + "/Specs/semantics/\(name).yaml"
        let documents = ManifestReader().read(paths: [path], into: &diagnostics)
        stopIfFaulty(diagnostics)
        return documents
    }

    /// The cases of a file on single connections, by its name without ending.
    static func clauses(_ name: String) -> [PolicyClause] {
        cases(name, under: "clauses") { PolicyClause(&$0) }
    }

    /// The cases of a file on claims, by its name without ending.
    static func claims(_ name: String) -> [ClaimClause] {
        cases(name, under: "claims") { ClaimClause(&$0) }
    }

    private static func cases<Case>(_ name: String, under list: String, _ read: (inout ObjectReader) -> Case) -> [Case]
    {
        var diagnostics = Diagnostics()
        let cases = documents(name).flatMap { document in
            document.decode(into: &diagnostics) { $0.objects(list, read) } ?? []
        }
        stopIfFaulty(diagnostics)
        return cases
    }

    private static func stopIfFaulty(_ diagnostics: Diagnostics) {
        guard let fault = diagnostics.sorted.first else { return }
        fatalError(fault.text)  // A mistake in the cases themselves, before any of them can be run.
    }
}

extension PolicyClause {
    /// One case; its fields are those of `Specs/semantics/README.md`.
    init(_ reader: inout ObjectReader) {
        number = reader.requiredString("clause")
        says = reader.requiredString("says")
        policies = reader.objects("policies") { WrittenPolicy(&$0) }
        namespaces = reader.namespaces("namespaces")
        workloads = reader.pods("pods")
        nodeCIDRs = reader.strings("nodes").compactMap { CIDRBlock($0) }
        expectations = (reader.string("connections") ?? "").split(separator: "\n").flatMap(Expectation.read)
        refusal = reader.string("refused")
    }
}

extension WrittenPolicy {
    init(_ reader: inout ObjectReader) {
        spec = reader.field("spec")
        namespace = reader.contains("namespace") ? reader.string("namespace") : "red"
        location = reader.location
    }
}

extension Workload {
    /// A pod of a case, named `namespace/name`.
    fileprivate init(named name: String, _ reader: inout ObjectReader) {
        let parts = name.split(separator: "/").map(String.init)
        let hasPorts = reader.contains("ports")
        let ports = reader.objects("ports") { port in
            NamedPort(
                name: port.requiredString("name"),
                transport: TransportProtocol(exactly: port.requiredString("protocol")) ?? .tcp,
                port: UInt16(clamping: port.requiredInteger("port")))
        }
        self.init(
            identity: WorkloadIdentity(kind: "Pod", namespace: parts.first ?? "", name: parts.last ?? ""),
            podLabels: reader.field("labels")?.strings ?? [:], namedPorts: hasPorts ? ports : ClauseFixture.ports,
            usesHostNetwork: reader.bool("hostNetwork") ?? false,
            addresses: reader.strings("addresses").compactMap { IPAddress($0) })
    }
}

extension ObjectReader {
    /// Namespaces by name, each with its labels; none where the field is missing.
    mutating func namespaces(_ name: String) -> [Namespace] {
        members(name).map { Namespace(name: $0.key, labels: $0.value.strings, hasManifest: true) }
    }

    /// Pods by `namespace/name`; none where the field is missing.
    mutating func pods(_ name: String) -> [Workload] {
        members(name).map { member in
            context.object(member.value, path: .key(.root, member.key)) { Workload(named: member.key, &$0) }
        }
    }

    /// The members of a mapping whose keys are names; none where it is missing.
    private mutating func members(_ name: String) -> [Node.Member] {
        guard case .mapping(let members)? = field(name)?.content else { return [] }
        return members
    }
}

extension Node {
    /// A mapping of strings.
    fileprivate var strings: [String: String] {
        guard case .mapping(let members) = content else { return [:] }
        return Dictionary(
            uniqueKeysWithValues: members.map { member in
                guard case .scalar(let scalar) = member.value.content else { return (member.key, "") }
                return (member.key, scalar.text)
            })
    }
}
