import Diagnostics
import Manifests
import NetworkModel
import PolicyModel

/// What has been read so far.
struct Intake {
    private let options: LoadOptions
    private var stores: [any ResourceStore]
    private var namespaces: [Namespace] = []
    private var workloads: [Workload] = []
    private var services: [Service] = []
    private var mentionedNamespaces: Set<String> = []
    private var specDocuments: [Document] = []
    private var ignored: [ObjectKind: IgnoredKind] = [:]
    private var unmodelled: [ObjectKind: IgnoredKind] = [:]
    private var usedIgnores: Set<String> = []
    private var locations: [ObjectIdentity: SourceLocation] = [:]

    init(dialects: [any Dialect], options: LoadOptions) {
        self.options = options
        stores = dialects.map(Self.store)
    }

    private static func store(of dialect: any Dialect) -> any ResourceStore { openedStore(dialect) }
    private static func openedStore<Language: Dialect>(_ dialect: Language) -> any ResourceStore {
        DialectStore(dialect)
    }

    // MARK: Taking in

    mutating func take(_ object: LooseObject, as reading: KindReading, _ diagnostics: inout Diagnostics) {
        if let problem = object.patch { return diagnostics.report(problem) }
        switch reading {
        case .policy(let dialect, let kind): takePolicy(object, dialect, kind, &diagnostics)
        case .cluster(let kind): takeClusterObject(object, kind, &diagnostics)
        case .spec: specDocuments.append(object.document)
        case .otherVersion(let kinds): diagnostics.report(object.otherVersion(kinds))
        case .misspelt(let kind): diagnostics.report(object.misspelt(kind))
        case .unread(let effect): passOver(object, effect, &diagnostics)
        }
    }

    private mutating func takePolicy(
        _ object: LooseObject, _ dialect: Int, _ kind: ObjectKind, _ diagnostics: inout Diagnostics
    ) {
        guard
            let identity = stores[dialect].read(
                object, defaultNamespace: options.defaultNamespace, into: &diagnostics)
        else { return }
        let object = ObjectIdentity(
            group: kind.group, kind: kind.kind, namespace: identity.namespace, name: identity.name
        ).at(object.location)
        guard register(object, &diagnostics) else { return stores[dialect].dropLast() }
        if let namespace = identity.namespace { mentionedNamespaces.insert(namespace) }
    }

    private mutating func takeClusterObject(
        _ object: LooseObject, _ kind: CoreKind, _ diagnostics: inout Diagnostics
    ) {
        let decoded = object.document.decode(into: &diagnostics) { reader in
            kind.read(&reader, options.defaultNamespace)
        }
        guard let read = decoded ?? nil,
            register(read.identity(kind.kind).at(object.location), &diagnostics)
        else { return }
        switch read {
        case .namespace(let namespace): namespaces.append(namespace)
        case .workload(let workload):
            workloads.append(workload)
            mentionedNamespaces.insert(workload.identity.namespace)
        case .service(let service):
            services.append(service)
            mentionedNamespaces.insert(service.namespace)
        }
    }

    /// Whether the object is the first of its name; a second one is reported.
    private mutating func register(
        _ object: Located<ObjectIdentity>, _ diagnostics: inout Diagnostics
    ) -> Bool {
        if let first = locations[object.value] {
            diagnostics.report(object.duplicate(of: first))
            return false
        }
        locations[object.value] = object.location
        return true
    }

    private mutating func passOver(
        _ object: LooseObject, _ effect: IgnoredKind.Effect, _ diagnostics: inout Diagnostics
    ) {
        let names = [object.kind.kind, object.kind.qualifiedName].filter(options.ignoredKinds.contains)
        usedIgnores.formUnion(names)
        let kind = IgnoredKind(
            kind: object.kind, count: 0, firstLocation: object.location, effect: effect, isAskedFor: !names.isEmpty)
        if effect == .mayAllow, names.isEmpty {
            unmodelled[object.kind, default: kind].count += 1
            return
        }
        if ignored[object.kind] == nil, object.kind.isKustomization { diagnostics.report(object.notRendered) }
        ignored[object.kind, default: kind].count += 1
    }

    // MARK: Result

    /// Reports what can only be said once everything has been read.
    func finish(_ diagnostics: inout Diagnostics) {
        for kind in unmodelled.values.sorted(by: { $0.kind < $1.kind }) { diagnostics.report(kind.unmodelled) }
        let seen = ignored.keys.sorted().flatMap { [$0.kind, $0.qualifiedName] }
        for name in options.ignoredKinds where !usedIgnores.contains(name) {
            diagnostics.report(
                Diagnostic(
                    "unused-ignore-kind", severity: .warning, at: nil,
                    "no object of the kind \(name.inBackticks) was ignored",
                    suggestion: SpellingSuggestion.sentence(for: name, among: seen)))
        }
    }

    func result() -> LoadedInput {
        let listed = Set(namespaces.map(\.name))
        let mentioned = mentionedNamespaces.subtracting(listed).sorted().map {
            Namespace(name: $0, hasManifest: false)
        }
        return LoadedInput(
            cluster: Cluster(namespaces: namespaces + mentioned, workloads: workloads, services: services),
            program: PolicyProgram(tiers: tiers()), ignored: ignored.values.sorted { $0.kind < $1.kind },
            specDocuments: specDocuments, locations: locations, resources: stores)
    }

    /// By rank; tiers of one rank stay in the order of their dialects.
    private func tiers() -> [Tier] {
        let ranked = stores.flatMap { $0.lowered() }.enumerated()
        return ranked.sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }.map(\.element.tier)
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

extension ObjectIdentity {
    fileprivate func at(_ location: SourceLocation) -> Located<ObjectIdentity> { Located(self, at: location) }
}
