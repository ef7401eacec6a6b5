import NetworkModel
import PolicyModel

/// Legal names and label values that the input does not use.
struct FreshNames {
    private let taken: Set<String>
    private var namespaces = 0

    init(world: World, domains: [LabelDomain]) {
        var taken = Set(world.cluster.namespaces.map(\.name))
        for domain in domains { taken.formUnion(domain.mentioned) }
        self.taken = taken
    }

    /// A value that can stand for any other.
    var anyValue: String { unused(["any", "other"]) }

    mutating func namespace() -> String {
        namespaces += 1
        switch namespaces {
        case 1: return unused(["new-namespace", "some-new-namespace"])
        case 2: return unused(["another-namespace", "yet-another-namespace"])
        default: return unused(["new-namespace-\(namespaces)"])
        }
    }

    /// The value of a label in a model; nil if it is absent.
    func value(_ state: LabelTerms.State, of variable: LabelVariable) -> String? {
        switch state {
        case .absent: nil
        case .value(let value): value
        case .fresh(0): unused(["other", "other-1"])
        case .fresh(1): unused(["another", "another-1"])
        case .fresh(let number): unused(["other-number-\(number)"])
        }
    }

    private func unused(_ candidates: [String]) -> String {
        if let free = candidates.first(where: { !taken.contains($0) }) { return free }
        // Numbers go on forever and the input is finite.
        return (2...).lazy.map { "\(candidates[0])-\($0)" }.first { !taken.contains($0) }!
    }
}
