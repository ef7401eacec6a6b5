import Diagnostics
import Invariants
import Manifests
import PolicyModel
import Reports

/// Which part of the invariants a run decides.
public struct ShardRequest: Hashable, Sendable {
    /// Counted from one.
    public var number: Int
    public var count: Int
    /// Whatever else than the input and the options of the search all parts must have in common, such as what fails a run.
    public var surroundings: [String]

    public init(number: Int, count: Int, surroundings: [String] = []) {
        self.number = number
        self.count = count
        self.surroundings = surroundings
    }

    /// The places of the invariants that are this part's; ascending.
    ///
    /// Names are put in the order of their fingerprints and cut into runs that differ in length by one at most, so that
    /// neighbours in a file, which are often alike in cost, go to different parts, and a new invariant moves few others.
    func positions(among names: [String]) -> [Int] {
        let order = names.indices.map { (Fingerprint.of([names[$0]]), $0) }.sorted { $0 < $1 }.map(\.1)
        let start = (number - 1) * order.count / count
        let end = number * order.count / count
        return order[start..<end].sorted()
    }
}

extension Specs {
    /// The invariants at some places alone.
    func keeping(_ positions: [Int]) -> Specs {
        var kept = self
        kept.invariants = positions.map { invariants[$0] }
        kept.places = positions.filter(places.indices.contains).map { places[$0] }
        return kept
    }
}

extension InputRequest {
    /// What the files of the input hold, in short.
    fileprivate func digest(_ specs: Specs) -> String {
        // Whatever is wrong with them has been reported already.
        var reported = Diagnostics()
        let files = ManifestFiles.collect(allPaths + specs.templateFiles, withRules: true, into: &reported)
        return Fingerprint.of(
            files.flatMap { file in
                [file.name, String(decoding: file.bytes(into: &reported) ?? [], as: UTF8.self)]
            })
    }
}

extension Verification {
    /// The part of a run that is asked for; nil where that is all of it.
    func shard(of specs: Specs, _ request: InputRequest, on day: CalendarDate) -> Shard? {
        guard let part = options.shard else { return nil }
        let names = specs.invariants.map(\.name)
        let limits = [options.timeout.map { "\($0)" } ?? "", options.resourceLimit.map { "\($0)" } ?? ""]
        let words =
            ["netproof/shard/1", solver.name, solver.version, request.digest(specs), day.description]
            + limits + ["\(options.maxCounterexamples)", request.defaultNamespace, "\(request.ignoredKinds.count)"]
            + request.ignoredKinds + ["\(names.count)"] + names
            + ["\(options.baseline?.findings.count ?? -1)"] + (options.baseline?.findings.map(\.fingerprint) ?? [])
            + part.surroundings
        return Shard(
            number: part.number, count: part.count, fingerprint: Fingerprint.of(words),
            positions: part.positions(among: names), total: names.count)
    }
}
