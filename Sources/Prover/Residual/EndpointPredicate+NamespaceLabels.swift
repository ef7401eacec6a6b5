import Evaluation
import NetworkModel
import PolicyModel

extension EndpointPredicate {
    /// The labels with which a pod without labels in a namespace is one of those that this is about; nil where more than
    /// that decides.
    func labels(ofNamespace name: String) -> LabelCover? {
        switch self {
        case .pod: return .everything
        case .namespaceNamed(let names): return names.contains(name) ? .everything : LabelCover([])
        case .namespaceLabels(let selector): return selector.labels(ofNamespace: name)
        case .all(let parts):
            return parts.reduce(LabelCover?.some(.everything)) { cover, part in
                part.labels(ofNamespace: name).flatMap { cover?.intersection($0) }
            }
        case .any(let parts):
            return parts.reduce(LabelCover?.some(LabelCover([]))) { cover, part in
                part.labels(ofNamespace: name).flatMap { other in cover.map { LabelCover($0.cubes + other.cubes) } }
            }
        case .not(let part):
            return part.labels(ofNamespace: name)?.complement
        case .podLabels(let selector): return selector.matches([:]) ? .everything : LabelCover([])
        case .external: return LabelCover([])
        case .ownNamespace, .address, .workload: return nil
        }
    }
}

extension LabelSelector {
    fileprivate func labels(ofNamespace name: String) -> LabelCover {
        var cube: LabelCube? = .everything
        for requirement in requirements {
            let admitted = LabelSet.admitted(by: requirement)
            guard requirement.key == namespaceNameLabel else {
                cube = cube?.restricting(requirement.key, to: admitted)
                continue
            }
            if !admitted.contains(name) { cube = nil }
        }
        return LabelCover(cube.map { [$0] } ?? [])
    }
}
