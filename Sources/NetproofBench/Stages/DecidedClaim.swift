/// What it took to decide one invariant.
struct DecidedClaim: Hashable {
    var seconds: Double
    /// Inside the solver's checks.
    var solverSeconds: Double
    /// Of the processor, where known.
    var processorSeconds: Double
}
