public import Diagnostics
import Dialects
public import Invariants
import NetworkModel
import PolicyModel
public import Prover
public import Reports

/// A cluster with the proofs of its present state, to decide what single changes do to it.
///
/// What it decides of a change is what ``Admission`` decides, in less time: it stops at the first invariant that is
/// violated, and leaves out what the change cannot have broken.
public struct AdmissionGuard: Sendable {
    let objects: [DecodedObject]
    let base: LoadedInput
    /// As they are written.
    let writtenSpecs: Specs
    /// Those that are decided, without what is waived.
    let specs: Specs
    let prepared: PreparedClaims
    /// About the cluster as it is, in the order of the invariants.
    let verdicts: [Verdict]
    let memory: GuardMemory
    /// Nil where nothing is taken for granted.
    private let templates: NamespaceTemplates?
    /// Not part of what is proved: it changes under proofs that stay.
    private var terminating: TerminatingNamespaces
    let options: VerifyOptions
    let request: InputRequest
    /// By which waivers have expired or not.
    public let day: CalendarDate
    /// What the cluster holds.
    public let counts: InputCounts
    public let invariants: [String]

    /// Reads a cluster and its Specs, and proves what is to be proved of it; nil where the input cannot be used, for
    /// reasons that `diagnostics` then holds.
    ///
    /// - Parameters:
    ///   - live: What is known of a running cluster, besides what the request names.
    ///   - assumesTemplates: Whether new namespaces are taken to have the policies that the universe says that they are
    ///     created with, and a policy that is one of these to come with the others.
    ///   - previous: Of which the proofs are taken over where nothing that they rest on is different.
    /// - Throws: What is the tool's own fault, such as a counterexample that does not hold up when replayed.
    public init?(
        _ request: InputRequest, live: LiveObjects = LiveObjects(objects: []), assumesTemplates: Bool = false,
        after previous: AdmissionGuard? = nil, options: VerifyOptions = VerifyOptions(),
        into diagnostics: inout Diagnostics
    ) throws {
        var (found, clock) = (live.problems, StageClock())
        let (read, written) = request.decode(into: &found, clock: &clock)
        let objects = read + live.objects
        var base = request.loader.assemble(objects, into: &found)
        base.withheld = live.withheld
        let day = options.day ?? .today
        if let previous, !found.hasErrors, previous.isOf(base, written, on: day) {
            self = previous
            terminating = TerminatingNamespaces(in: live)
            return
        }
        (self.base, self.day, memory) = (base, day, GuardMemory())
        terminating = TerminatingNamespaces(in: live)
        templates =
            assumesTemplates ? NamespaceTemplates(written.universe, loader: request.loader, into: &found) : nil
        var specs = written
        let waivers = WaiverPlan(specs, base.program.policies, on: day, into: &found)
        specs = specs.selecting(options.selected, into: &found)
        specs.invariants = waivers.invariants(of: specs)
        diagnostics.append(contentsOf: found)
        if found.hasErrors { return nil }
        (self.objects, writtenSpecs, self.specs) = (objects, written, specs)
        (self.options, self.request) = (options, request)
        counts = Inputs(loaded: base, specs: specs).counts
        invariants = specs.invariants.map(\.name)
        let cluster = DecidedCluster(base, specs: specs, options: options)
        verdicts = try cluster.verdicts(of: specs.invariants)
        let verdicts = verdicts
        prepared = try PreparedClaims(specs.invariants.map(\.claim), in: cluster.world).findingFootings(
            ofClaimsAt: verdicts.indices.filter { verdicts[$0] == .proved },
            includingFuture: specs.universe.namespaces.future == .fail, options: options.proverOptions,
            workers: options.jobs)
    }

    /// Whether it is of this very input; where in it the objects stand makes no difference.
    private func isOf(_ base: LoadedInput, _ written: Specs, on day: CalendarDate) -> Bool {
        self.base.cluster == base.cluster && self.base.program == base.program && self.base.ignored == base.ignored
            && self.base.withheld == base.withheld && writtenSpecs == written && self.day == day
    }

    /// Whether it holds the very proofs of another.
    public func sharesProofs(with other: AdmissionGuard) -> Bool { memory === other.memory }

    /// What a running cluster withholds and is taken to make no difference, in words such as `v1 Pod objects`.
    public var withheld: [String] { base.withheld }

    /// The invariants that hold of the cluster as it is, by name.
    public var proved: [String] { zip(invariants, verdicts).filter { $0.1 == .proved }.map(\.0) }

    /// How many invariants have which verdict about the cluster as it is.
    public var verdictCounts: [Verdict: Int] {
        verdicts.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }

    /// Decides a change.
    ///
    /// - Parameter solvers: Those of this thread, of which nothing is asked that depends on earlier changes.
    public func decide(_ change: ObjectChange, with solvers: inout Solvers) throws -> GuardDecision {
        switch change {
        case .put(let document, let namespace):
            var (diagnostics, request) = (Diagnostics(), self.request)
            request.defaultNamespace = namespace
            let objects = request.loader.decode([document], into: &diagnostics)
            // What the object waives counts for nothing yet, but must be such that it can be read afterwards.
            _ = SpecReader.waivers(of: document, into: &diagnostics)
            guard !diagnostics.hasErrors, let object = objects.first else {
                return GuardDecision(reasons: [.unreadable(diagnostics)])
            }
            return try decide(putting: object, with: &solvers)
        case .remove(let identity):
            guard let location = base.location(of: identity) else {
                return GuardDecision(reasons: [], remark: "the cluster that is checked holds no such object")
            }
            if let remark = terminating.remark(onRemoving: identity) {
                return GuardDecision(reasons: [], remark: remark)
            }
            let revision = request.loader.revision(of: base, removing: identity)
            let object = ClusterChange.ChangedObject(action: .delete, identity: identity, location: location)
            return try decide(object, revision, with: &solvers) { try fromScratch(putting: [], removing: [identity]) }
        }
    }

    private func decide(putting object: DecodedObject, with solvers: inout Solvers) throws -> GuardDecision {
        guard let identity = object.identity else { return decision(ofUnread: object) }
        let changed = ClusterChange.ChangedObject(
            action: base.locations[identity] == nil ? .create : .update, identity: identity, location: object.location)
        var revision = request.loader.revision(of: base, putting: object)
        let assumed = templates?.assumed(with: [object], in: base) ?? []
        for policy in assumed {
            guard let own = request.loader.revision(of: base, putting: policy) else {
                revision = nil
                break
            }
            revision?.policies += own.policies
        }
        return try decide(changed, revision, assuming: assumed, with: &solvers) {
            try fromScratch(putting: [object] + assumed, removing: [])
        }
    }

    /// Objects of kinds that are not read: those that may allow or cut connections are nothing to be sure of.
    private func decision(ofUnread object: DecodedObject) -> GuardDecision {
        let kind = object.kind
        let effect = object.unreadEffect
        switch effect {
        case nil: return GuardDecision(reasons: [], remark: "\(kind) is no object of the cluster that is checked")
        case .some(.none): return GuardDecision(reasons: [], remark: "no connection depends on \(kind) objects")
        case .otherNetworks?:
            return GuardDecision(reasons: [], remark: "\(kind) objects speak of networks that are not checked")
        case .mayAllow?, .mayRestrict?:
            if [kind.kind, kind.qualifiedName].contains(where: request.ignoredKinds.contains) {
                return GuardDecision(reasons: [], remark: "\(kind) objects are ignored on request")
            }
            if effect == .mayRestrict, !specs.invariants.contains(where: \.claim.mayBreakByDenial) {
                return GuardDecision(reasons: [], remark: "no invariant asks for what \(kind) objects may cut")
            }
            let message = "\(kind) objects are not modelled, and connections may depend on them"
            return GuardDecision(reasons: [AdmissionReason(.invariant, .undecided, name: kind.kind, message: message)])
        }
    }

    private func decide(
        _ object: ClusterChange.ChangedObject, _ revision: InputRevision?, assuming policies: [DecodedObject] = [],
        with solvers: inout Solvers, fromScratch: () throws -> GuardDecision
    ) throws -> GuardDecision {
        let identities = [object.identity] + policies.compactMap(\.identity)
        guard let revision, !identities.contains(where: waiversDepend) else { return try fromScratch() }
        let review = GuardReview(object, revision, of: self)
        guard review.isSliced else { return try fromScratch() }
        return GuardDecision(reasons: try review.reasons(with: &solvers))
    }

    /// Whether a waiver takes out of a claim what the changed policy lets pass, or one of the changed namespace, so that
    /// the claim itself may change.
    private func waiversDepend(on identity: ObjectIdentity) -> Bool {
        writtenSpecs.waivers.contains { waiver in
            guard case .policy(let name) = waiver.scope else { return false }
            if identity.isNamespace {
                return base.program.policies.contains { $0.identity.namespace == identity.name && name.names($0) }
            }
            switch name {
            case .named(_, let namespace, let name): return name == identity.name && namespace == identity.namespace
            case .at(let location): return location == base.locations[identity]
            }
        }
    }

    /// Decides as `admit` does, with everything put together again.
    private func fromScratch(putting changed: [DecodedObject], removing deleted: [ObjectIdentity]) throws
        -> GuardDecision
    {
        var found = Diagnostics()
        let change = ClusterChange(
            of: objects, base, changed: changed, deleting: deleted, loader: request.loader, into: &found)
        let waivers = ChangedWaivers(writtenSpecs, change, on: day, into: &found)
        guard !found.hasErrors else { return GuardDecision(reasons: [.unreadable(found)]) }
        var specs = self.specs
        specs.invariants = waivers.after.invariants(of: writtenSpecs.selecting(options.selected, into: &found))
        return GuardDecision(
            reasons: try ChangeDecision(change, specs: specs, options: options, before: verdicts).reasons)
    }
}

extension AdmissionReason {
    fileprivate static func unreadable(_ diagnostics: Diagnostics) -> AdmissionReason {
        let problem = diagnostics.sorted.first { $0.severity == .error }
        return AdmissionReason(
            .invariant, .undecided, name: "",
            message: "the object cannot be read: \(problem?.message ?? "it is empty")",
            suggestion: problem?.expected)
    }
}
