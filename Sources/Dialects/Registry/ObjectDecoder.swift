import Diagnostics
import Manifests
import NetworkModel
import PolicyModel

/// What one document turned out to hold.
enum ReadObject: Sendable {
    /// A problem, which has been reported.
    case nothing
    case policy(dialect: Int, ObjectIdentity, any Sendable)
    case cluster(ObjectIdentity, ClusterObject)
    case spec
    case unread(IgnoredKind.Effect)
}

/// The part of loading that looks at one document alone, so that many can be read at the same time.
struct ObjectDecoder: Sendable {
    let dialects: [any Dialect]
    let kinds: KindTable
    let defaultNamespace: String

    func read(_ object: LooseObject, into diagnostics: inout Diagnostics) -> ReadObject {
        if let problem = object.patch {
            diagnostics.report(problem)
            return .nothing
        }
        switch kinds.reading(of: object.kind) {
        case .policy(let position, let kind):
            return policy(object, kind, position, dialects[position], &diagnostics)
        case .cluster(let core): return clusterObject(object, core, &diagnostics)
        case .spec: return .spec
        case .unread(let effect): return .unread(effect)
        case .brokenList: diagnostics.report(object.brokenList)
        case .otherVersion(let kinds): diagnostics.report(object.otherVersion(kinds))
        case .misspelt(let kind): diagnostics.report(object.misspelt(kind))
        }
        return .nothing
    }

    private func policy(
        _ object: LooseObject, _ kind: ObjectKind, _ position: Int, _ dialect: some Dialect,
        _ diagnostics: inout Diagnostics
    ) -> ReadObject {
        let decoded = object.document.decode(into: &diagnostics) { reader in
            reader.ignoring("apiVersion", "kind")
            return dialect.decode(&reader, kind: kind, defaultNamespace: defaultNamespace)
        }
        guard let resource = decoded ?? nil else { return .nothing }
        let name = dialect.identity(of: resource)
        let identity = ObjectIdentity(
            group: kind.group, kind: kind.kind, namespace: name.namespace, name: name.name)
        return .policy(dialect: position, identity, resource)
    }

    private func clusterObject(
        _ object: LooseObject, _ core: CoreKind, _ diagnostics: inout Diagnostics
    ) -> ReadObject {
        let decoded = object.document.decode(into: &diagnostics) { reader in
            core.read(&reader, defaultNamespace)
        }
        guard let read = decoded ?? nil else { return .nothing }
        return .cluster(read.identity(core.kind), read)
    }
}

extension ClusterObject {
    fileprivate func identity(_ kind: ObjectKind) -> ObjectIdentity {
        let (namespace, name): (String?, String) =
            switch self {
            case .namespace(let namespace): (nil, namespace.name)
            case .workload(let workload): (workload.identity.namespace, workload.identity.name)
            case .service(let service): (service.namespace, service.name)
            }
        return ObjectIdentity(group: kind.group, kind: kind.kind, namespace: namespace, name: name)
    }
}
