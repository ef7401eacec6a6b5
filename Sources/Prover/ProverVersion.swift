import SMT

/// Which solver proofs come from.
public enum ProverVersion {
    /// The version of the Z3 library that is loaded, as in `4.8.12`.
    public static var solver: String { Session.solverVersion }
}
