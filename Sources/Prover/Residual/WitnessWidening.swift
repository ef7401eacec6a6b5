import NetworkModel
import PolicyModel

/// Finds out for which other labels of a namespace what a witness shows is true as well.
struct WitnessWidening: Sendable {
    private let namespace: String
    private let vocabulary: NamespaceVocabulary

    /// Larger boxes of assignments are not tried for one widening: the cube then stays smaller, which costs a question.
    private static let largestBox = 4_096

    init(_ namespace: String, _ vocabulary: NamespaceVocabulary) {
        self.namespace = namespace
        self.vocabulary = vocabulary
    }

    /// The largest cube that widening key after key finds, with all of whose assignments it is true of the witness.
    func cube(around witness: Witness, where isTrue: (Witness) -> Bool) -> LabelCube {
        let labels = self.labels(in: witness)
        var cube = LabelCube.everything
        for key in vocabulary.keys { cube = cube.replacing(key, by: vocabulary.state(of: key, labels[key])) }
        for key in vocabulary.keys {
            for state in vocabulary.states(of: key) where cube[key].intersection(state).isEmpty {
                let wider = cube.replacing(key, by: state)
                guard assignments(of: wider, near: labels)?.allSatisfy({ isTrue(relabelled(witness, $0)) }) ?? false
                else { continue }
                cube = cube.replacing(key, by: cube[key].union(state))
            }
        }
        return cube
    }

    /// One of each kind that anything tells apart; nil for too many.
    private func assignments(of cube: LabelCube, near labels: [String: String]) -> [[String: String]]? {
        var assignments = [labels]
        for key in vocabulary.keys {
            let states = vocabulary.states(of: key).filter { !$0.intersection(cube[key]).isEmpty }
            guard assignments.count * states.count <= Self.largestBox else { return nil }
            assignments = assignments.flatMap { assignment in
                states.map { state in
                    var assignment = assignment
                    // The witness's own value stands for its state: another one need not equal the other end's.
                    assignment[key] = state.contains(labels[key]) ? labels[key] : state.representative
                    return assignment
                }
            }
        }
        return assignments
    }

    private func labels(in witness: Witness) -> [String: String] {
        let pods = EndpointRole.pair.compactMap { witness.endpoint($0).pod }
        return pods.first { $0.namespace.name == namespace }?.namespace.labels ?? [:]
    }

    private func relabelled(_ witness: Witness, _ labels: [String: String]) -> Witness {
        var other = witness
        for role in EndpointRole.pair where other.endpoint(role).pod?.namespace.name == namespace {
            other.updatePod(role) { $0.namespace.labels = labels }
        }
        return other
    }
}

extension EndpointPredicate {
    /// Pods of a namespace, with labels of it that are in none of the cubes.
    static func pods(of namespace: String, except cubes: [LabelCube]) -> EndpointPredicate {
        .all([.namespaceNamed([namespace])] + cubes.map { .not($0.predicate) })
    }
}
