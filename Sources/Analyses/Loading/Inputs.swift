public import Dialects
public import Invariants
import Prover

/// All that a run was given, read without an error.
public struct Inputs: Sendable {
    public var loaded: LoadedInput
    public var specs: Specs

    public init(loaded: LoadedInput, specs: Specs) {
        self.loaded = loaded
        self.specs = specs
    }

    /// What claims are decided about.
    var world: World { World(cluster: loaded.cluster, program: loaded.program, universe: specs.universe) }
}
