public import NetworkModel
public import PolicyModel

/// What a change touches, for claims to be decided about that alone.
public struct TouchedPods: Sendable {
    /// The pods whose connections the change may alter.
    public var endpoints: EndpointPredicate
    /// The namespaces of which anything is changed, by name: all those pods are in one of them.
    public var namespaces: [String]
    /// The workloads of which anything is changed.
    public var workloads: [WorkloadIdentity]

    public init(endpoints: EndpointPredicate, namespaces: [String], workloads: [WorkloadIdentity] = []) {
        self.endpoints = endpoints
        self.namespaces = namespaces
        self.workloads = workloads
    }
}
