import Dialects
import Evaluation
import NetworkModel

/// A cluster with its ends as the analyser has them.
struct ComparedCluster {
    let input: LoadedInput
    let evaluator: Evaluator
    let workloads: [ComparedEnd]

    init(_ loaded: LoadedCase) {
        input = loaded.input
        // The analyser lets an ipBlock match no pod: one of the two behaviours that Kubernetes allows.
        evaluator = Evaluator(program: input.program, behaviour: Behaviour(ipBlockMatchesPods: false))
        workloads = ComparedEnd.workloads(loaded, evaluator)
    }

    var names: Set<String> { Set(workloads.map(\.name)) }

    /// The ends of a name, or of an address.
    func end(named name: String) -> ComparedEnd? { workloads.first { $0.name == name } }

    func end(at address: UInt128) -> ComparedEnd {
        let address = IPAddress(family: .v4, value: address)
        return ComparedEnd(
            name: address.description, external: address.value, endpoints: [evaluator.prepare(.external(address))])
    }
}
