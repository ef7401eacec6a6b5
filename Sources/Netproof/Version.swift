import Prover

/// Which versions are at work.
public enum Version {
    /// Netproof's own.
    public static let netproof = "0.1.0"

    /// The Z3 library that is loaded, as in `4.8.12`.
    public static var solver: String { ProverVersion.solver }
}
