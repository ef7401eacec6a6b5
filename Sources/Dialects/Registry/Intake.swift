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

    static func store(of dialect: any Dialect) -> any ResourceStore { openedStore(dialect) }
    private static func openedStore<Language: Dialect>(_ dialect: Language) -> any ResourceStore {
        DialectStore(dialect)
    }

    // MARK: Taking in

    mutating func take(_ object: LooseObject, as read: ReadObject, _ diagnostics: inout Diagnostics) {
        switch read {
        case .nothing: return
        case .policy(let dialect, let identity, let resource):
            guard register(identity.at(object.location), &diagnostics) else { return }
            stores[dialect].append(resource)
        case .cluster(let identity, let read):
            guard register(identity.at(object.location), &diagnostics) else { return }
            take(read)
        case .spec: specDocuments.append(object.document)
        case .unread(let effect): passOver(object, effect, &diagnostics)
        }
    }

    private mutating func take(_ object: ClusterObject) {
        switch object {
        case .namespace(let namespace): namespaces.append(namespace)
        case .workload(let workload): workloads.append(workload)
        case .service(let service): services.append(service)
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
        if let namespace = object.value.namespace { mentionedNamespaces.insert(namespace) }
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

extension ObjectIdentity {
    fileprivate func at(_ location: SourceLocation) -> Located<ObjectIdentity> { Located(self, at: location) }
}
