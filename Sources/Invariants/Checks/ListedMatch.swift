import NetworkModel
import PolicyModel

extension LabelSelector {
    /// Whether labels match, all of them known.
    func admits(_ labels: [String: String]) -> Bool {
        requirements.allSatisfy { $0.admits(labels) }
    }

    /// Whether a listed namespace may match: of one without a manifest only the automatic label is known.
    func mayAdmit(_ namespace: Namespace) -> Bool {
        requirements.allSatisfy {
            (!namespace.hasManifest && $0.key != namespaceNameLabel) || $0.admits(namespace.labels)
        }
    }
}

extension LabelRequirement {
    func admits(_ labels: [String: String]) -> Bool {
        LabelSet.admitted(by: self).contains(labels[key])
    }
}
