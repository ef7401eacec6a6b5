import Analyses
import Diagnostics
import Dialects
import Manifests
import Synchronization

/// What is known of a cluster: the objects of every resource that matters, how old that is, and what is not known.
final class KnownCluster: Sendable {
    /// A resource under watch. One that is taken up again has another number, so that an old watch changes nothing more.
    struct Registration: Hashable {
        let resource: LiveResource
        fileprivate let number: Int
    }

    private struct Watched {
        let number: Int
        var table: ObjectTable
        var isListed = false
        /// Since it was last listed.
        var failure: APIFailure?
        /// When its state was last known to be that of the cluster.
        var heardAt = ContinuousClock.now
        var counts = WatchCounts()
    }

    private struct State {
        var watched: [LiveResource: Watched] = [:]
        /// Nil until it has been told what the cluster serves.
        var served: (resources: [LiveResource], incomplete: String?)?
        var discoveryFailure: APIFailure?
        var discoveredAt = ContinuousClock.now
        var lastNumber = 0
        /// Advances with everything that may change what is decided.
        var revision = 0
    }

    private let state = Mutex(State())
    private let allowances: [String]

    /// - Parameter allowances: Kinds that may be withheld, as `Kind` or `Kind.group`.
    init(allowing allowances: [String]) {
        self.allowances = allowances
    }

    // MARK: What is served

    /// Takes up what the cluster serves, and gives up what it no longer does; gives what has to be watched anew.
    func serve(_ resources: [LiveResource], incomplete: String?) -> [Registration] {
        let wanted = resources.thatMatter
        return state.withLock { state in
            if state.served?.incomplete != incomplete || state.served == nil { state.revision += 1 }
            state.served = (resources, incomplete)
            state.discoveryFailure = nil
            if incomplete == nil { state.discoveredAt = .now }
            let gone = Set(state.watched.keys).subtracting(wanted)
            for resource in gone { state.watched[resource] = nil }
            let new = wanted.filter { state.watched[$0] == nil }
            if !gone.isEmpty || !new.isEmpty { state.revision += 1 }
            return new.map { resource in
                state.lastNumber += 1
                state.watched[resource] = Watched(number: state.lastNumber, table: ObjectTable(of: resource))
                return Registration(resource: resource, number: state.lastNumber)
            }
        }
    }

    /// The cluster did not tell what it serves.
    func note(_ failure: APIFailure) {
        state.withLock { state in
            if state.discoveryFailure == nil { state.revision += 1 }
            state.discoveryFailure = failure
        }
    }

    func holds(_ registration: Registration) -> Bool {
        state.withLock { $0.watched[registration.resource]?.number == registration.number }
    }

    // MARK: Its objects

    /// The API server has answered for a resource.
    func hear(of registration: Registration) { change(registration) { watched, _ in watched.heardAt = .now } }

    func replace(_ table: ObjectTable, of registration: Registration) {
        change(registration) { watched, revision in
            watched.table = table
            watched.isListed = true
            watched.failure = nil
            watched.counts.lists += 1
            revision += 1
        }
    }

    func apply(_ event: WatchEvent, to registration: Registration) throws(APIFailure) {
        var failure: APIFailure?
        change(registration) { watched, revision in
            do throws(APIFailure) {
                switch event {
                case .put(let object, _): try watched.table.put(object)
                case .removed(let object, _): try watched.table.remove(object)
                case .bookmark: break
                }
                if !event.isBookmark { revision += 1 }
                watched.heardAt = .now
                watched.failure = nil
                watched.counts.count(event)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }

    func note(_ failure: APIFailure, of registration: Registration) {
        change(registration) { watched, revision in
            if watched.failure == nil, !watched.isListed { revision += 1 }
            watched.failure = failure
            watched.counts.failures += 1
        }
    }

    private func change(_ registration: Registration, _ body: (inout Watched, _ revision: inout Int) -> Void) {
        state.withLock { state in
            guard var watched = state.watched[registration.resource], watched.number == registration.number else {
                return
            }
            // Taken out while it changes, so that its table is not copied.
            state.watched[registration.resource] = nil
            body(&watched, &state.revision)
            state.watched[registration.resource] = watched
        }
    }

    // MARK: What is known

    var revision: Int { state.withLock(\.revision) }

    /// All objects; nil while some resource has neither been listed nor refused.
    var objects: LiveObjects? {
        let state = state.withLock { $0 }
        guard let served = state.served else { return state.discoveryFailure.map(Self.nothing) }
        guard state.watched.values.allSatisfy({ $0.isListed || $0.failure != nil }) else { return nil }
        var withholding = Withholding(allowing: allowances)
        var objects = LiveObjects(objects: [])
        withholding.check(served.resources, incomplete: served.incomplete, into: &objects.problems)
        for (resource, watched) in state.watched.sorted(by: { $0.key.fullName < $1.key.fullName }) {
            if watched.isListed {
                watched.table.contents(into: &objects)
            } else if let failure = watched.failure {
                // That a server is out of order withholds nothing.
                withholding.withhold(
                    resource, failure.description, failure.isForbidden ? "live-forbidden" : "live-failed",
                    mayBeAllowed: failure.isWithholding, into: &objects.problems)
            }
        }
        objects.withheld = withholding.withheld
        return objects
    }

    private static func nothing(_ failure: APIFailure) -> LiveObjects {
        var problems = Diagnostics()
        problems.report(
            Diagnostic(
                "live-failed", at: nil, "the cluster cannot be read: \(failure.description.printable(limit: 500))"))
        return LiveObjects(objects: [], problems: problems)
    }

    /// Whether a resource is withheld as the user lets it be.
    private func isAllowed(_ resource: LiveResource, _ watched: Watched) -> Bool {
        !watched.isListed && (watched.failure?.isWithholding ?? false)
            && Withholding.allows(resource, among: allowances)
    }

    /// What has not been heard of for the longest time, and since when.
    var oldest: (name: String, heardAt: ContinuousClock.Instant) {
        let state = state.withLock { $0 }
        let resources = state.watched.filter { !isAllowed($0.key, $0.value) }.map {
            ($0.key.fullName, $0.value.heardAt)
        }
        let isLenient = state.served?.incomplete != nil && Withholding.allowsIncompleteDiscovery(among: allowances)
        let all = resources + (isLenient ? [] : [("what it serves", state.discoveredAt)])
        return all.min { $0.1 < $1.1 }.map { (name: $0.0, heardAt: $0.1) } ?? ("what it serves", state.discoveredAt)
    }

    /// Of each resource, by name.
    var counts: [(resource: String, counts: WatchCounts)] {
        let watched = state.withLock(\.watched)
        return watched.sorted { $0.key.fullName < $1.key.fullName }.map { resource, watched in
            var counts = watched.counts
            counts.objects = watched.table.count
            return (resource.fullName, counts)
        }
    }
}
