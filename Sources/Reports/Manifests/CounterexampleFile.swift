import Diagnostics
import NetworkModel

/// A counterexample as manifests to apply to a cluster, with the connection to try.
public struct CounterexampleFile: Hashable, Sendable {
    /// Safe as a file name, and unique within one report.
    public var name: String
    /// YAML documents that the API server accepts, with comments.
    public var text: String

    /// One file for each counterexample of a report, in the order of the report.
    public static func files(for report: VerificationReport) -> [CounterexampleFile] {
        var taken: Set<String> = []
        return report.results.flatMap { result in
            let connections = result.counterexamples.map {
                CounterexampleYAML(result: result, example: $0, universe: report.universe).text
            }
            let derivations = result.derivations.map {
                DerivationYAML(result: result, violation: $0, universe: report.universe).text
            }
            return (connections + derivations).enumerated().map { index, text in
                let wish = safeName(result.invariant) + "-\(index + 1)"
                let name = (1...).lazy.map { $0 == 1 ? wish : wish + "-\($0)" }.first { taken.insert($0).inserted }
                return CounterexampleFile(name: (name ?? wish) + ".yaml", text: text)
            }
        }
    }

    /// Letters, digits, dots and hyphens only, never a leading dot: an invariant's name must not choose the folder.
    private static func safeName(_ name: String) -> String {
        let safe = name.unicodeScalars.prefix(100).map { scalar in
            scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == ".")
                ? String(scalar) : "-"
        }
        let text = String(safe.joined().drop { $0 == "." })
        return text.isEmpty ? "invariant" : text
    }
}
