import Diagnostics
import Invariants
import Manifests

extension [ManifestFile] {
    /// The contents of those that hold rules.
    func rules(into diagnostics: inout Diagnostics) -> [RulesFile] {
        filter(\.isRules).compactMap { file in
            file.bytes(into: &diagnostics).map { RulesFile(name: file.name, bytes: $0) }
        }
    }
}
