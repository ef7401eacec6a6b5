import Diagnostics
import Dialects
import Invariants
import Manifests

/// Files of this repository.
enum Repository {
    /// The directory of `Package.swift`, with a slash.
    static let root =
        #filePath.split(separator: "/", omittingEmptySubsequences: false)
        .dropLast(3).joined(separator: "/") + "/"

    static func read(_ path: String, into diagnostics: inout Diagnostics) -> [Document] {
        ManifestReader().read(paths: [root + path], into: &diagnostics)
    }

    /// The only document of a file.
    static func document(_ path: String) -> Node? {
        var diagnostics = Diagnostics()
        return read(path, into: &diagnostics).first?.root
    }
}

/// What a directory or file holds, as a command would read it.
struct RepositoryInput {
    var specs: Specs
    var input: LoadedInput
    var problems: [Diagnostic]

    init(_ path: String) {
        var diagnostics = Diagnostics()
        let files = ManifestFiles.collect([Repository.root + path], withRules: true, into: &diagnostics)
        let documents = ManifestReader().read(files.filter { !$0.isRules }, into: &diagnostics)
        let rules = files.filter(\.isRules).compactMap { file in
            file.bytes(into: &diagnostics).map { RulesFile(name: file.name, bytes: $0) }
        }
        let reader = SpecReader { path, diagnostics in ManifestReader().read(paths: [path], into: &diagnostics) }
        let specs = reader.read(documents, rules: rules, into: &diagnostics)
        self.specs = specs
        input = InputLoader().load(documents.filter { !specs.templateFiles.contains($0.file) }, into: &diagnostics)
        problems = diagnostics.sorted
    }
}

extension Node {
    /// The value of a key of a mapping.
    subscript(_ key: String) -> Node? {
        guard case .mapping(let members) = content else { return nil }
        return members.first { $0.key == key }?.value
    }

    /// The keys of a mapping, in their order.
    var keys: [String] {
        guard case .mapping(let members) = content else { return [] }
        return members.map(\.key)
    }

    /// The text of a scalar.
    var text: String? {
        guard case .scalar(let scalar) = content else { return nil }
        return scalar.text
    }
}
