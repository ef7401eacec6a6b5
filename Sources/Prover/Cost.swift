extension Prover {
    /// What it took to decide a claim, by the clock on the wall.
    public struct Cost: Hashable, Sendable {
        /// All of it.
        public var time: Duration
        /// The part inside the solver's checks; the rest went into questions, and into reading answers.
        public var timeInChecks: Duration
    }
}
