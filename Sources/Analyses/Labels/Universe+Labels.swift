import PolicyModel

extension Universe {
    /// Whether it has rules for the labels of namespaces or of pods.
    var hasLabelRules: Bool { !namespaces.labels.isEmpty || !pods.labels.isEmpty }
}
