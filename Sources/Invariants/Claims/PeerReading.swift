import Diagnostics
import Dialects
import Manifests
import NetworkModel
import PolicyModel

/// Reads one peer: its fields are conditions that must all hold.
struct PeerReading {
    private var conjuncts: [EndpointPredicate] = []
    private var labelled: [String] = []
    private var addressed: [String] = []

    /// What the peer asks of an endpoint; an empty or contradictory peer is reported.
    static func conjuncts(
        _ node: Node, path: FieldPath, _ context: ReadingContext, depth: Int
    ) -> [EndpointPredicate] {
        context.object(node, path: path) { reader in
            var peer = PeerReading()
            peer.readPodFields(&reader)
            peer.readAddressFields(&reader)
            peer.readNot(&reader, depth: depth)
            peer.check(reader)
            return peer.conjuncts
        }
    }

    private mutating func readPodFields(_ reader: inout ObjectReader) {
        note(
            "namespaceSelector", reader.givenSelector("namespaceSelector").map(EndpointPredicate.namespaceLabels),
            reader)
        note("podSelector", reader.givenSelector("podSelector").map(EndpointPredicate.podLabels), reader)
        note("namespaces", Self.namespaces(&reader), reader)
        note("workload", Self.workload(&reader), reader)
    }

    private mutating func note(_ name: String, _ predicate: EndpointPredicate?, _ reader: ObjectReader) {
        if reader.contains(name) { labelled.append(name) }
        if let predicate { conjuncts.append(predicate) }
    }

    private mutating func readAddressFields(_ reader: inout ObjectReader) {
        addressed = ["external", "ipBlock"].filter { reader.contains($0) }
        let isExternal = reader.given("external").flatMap { _ in reader.bool("external") }
        if isExternal == false {
            reader.report(
                "external-false", "`\(reader.path).external` is false", at: "external", expected: "expected `true`",
                suggestion: "leave it out, or write `not: {external: true}` for every pod")
        }
        let block = reader.givenAddressBlock("ipBlock")
        if isExternal == true || block != nil { conjuncts.append(.external) }
        if let block { conjuncts.append(.address(block)) }
    }

    private mutating func readNot(_ reader: inout ObjectReader, depth: Int) {
        guard let node = reader.given("not") else { return }
        guard depth < EndpointReading.deepestNot else {
            reader.report(
                "nested-not", "`not` is nested more than \(EndpointReading.deepestNot) times", at: "not",
                expected: "expected a peer without `not`")
            return
        }
        let inner = EndpointReading(node, path: .field(reader.path, "not"), reader.context, depth: depth + 1)
        if let inner { conjuncts.append(.not(inner.predicate)) }
    }

    private func check(_ reader: ObjectReader) {
        if let pods = labelled.first, let address = addressed.first {
            reader.report(
                "contradictory-peer",
                "\(address.inBackticks) means addresses outside the cluster, \(pods.inBackticks) means pods: nothing is both",
                at: address, expected: "expected one of the two in a peer",
                suggestion: "make a list of two peers to speak of either")
        }
        guard case .mapping(let members) = reader.node.content, members.isEmpty else { return }
        reader.report(
            "empty-peer", "`\(reader.path)` is an empty peer", expected: "expected a condition",
            suggestion: "`{podSelector: {}}` is every pod of every namespace, `{external: true}` every address outside")
    }

    private static func namespaces(_ reader: inout ObjectReader) -> EndpointPredicate? {
        guard let elements = reader.filledList("namespaces") else { return nil }
        let names = elements.compactMap { element -> String? in
            guard let name = reader.context.string(element.node, path: element.path) else { return nil }
            reader.context.checkDNSLabel(Located(name, at: reader.location(of: element.node)), element.path)
            return name
        }
        return .namespaceNamed(Array(Set(names)).sorted())
    }

    private static func workload(_ reader: inout ObjectReader) -> EndpointPredicate? {
        reader.given("workload") { workload in
            let kind = workload.require("kind") ? workload.word("kind", of: WorkloadKind.self) : nil
            let namespace = workload.requiredString("namespace")
            let name = workload.requiredString("name")
            return .workload(WorkloadIdentity(kind: kind?.rawValue ?? "", namespace: namespace, name: name))
        }
    }
}

/// The kinds that a peer may name as `workload`.
enum WorkloadKind: String, CaseIterable {
    case pod = "Pod"
    case deployment = "Deployment"
    case statefulSet = "StatefulSet"
    case daemonSet = "DaemonSet"
    case replicaSet = "ReplicaSet"
    case replicationController = "ReplicationController"
    case job = "Job"
    case cronJob = "CronJob"
}
