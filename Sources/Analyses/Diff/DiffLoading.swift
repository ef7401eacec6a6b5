import Diagnostics
import Dialects
import Invariants
import Manifests
import PolicyModel

/// All that a difference is found from, read without an error.
struct DiffInputs {
    struct Side {
        var name: String
        var loaded: LoadedInput
    }

    var base: Side
    var head: Side
    var specs: Specs
    var expected: [ExpectedOpening]
}

extension DiffRequest {
    /// Reads both revisions; nil where there is an error in either.
    ///
    /// Specs are those of the spec paths and of the head; they hold for both revisions.
    func load(into diagnostics: inout Diagnostics, clock: inout StageClock) -> DiffInputs? {
        var found = Diagnostics()
        defer { diagnostics.append(contentsOf: found.withoutRepetitions) }
        let head = RevisionSource(self.head, in: directory)
        let base =
            base.map { RevisionSource($0, in: directory) }
            ?? mergeBase.flatMap { head.mergeBase(with: $0, into: &found) }
        guard let base else { return nil }
        let reader = ManifestReader()
        let headFiles = files(of: head, specPaths, withRules: true, reader, into: &found)
        let baseFiles = files(of: base, [], withRules: false, reader, into: &found)
        clock.finish("read")
        guard let headFiles, let baseFiles else { return nil }
        let specs = SpecReader(templates: { headFiles.template($0, reader, into: &$1) })
            .read(headFiles.documents, rules: headFiles.rules, into: &found)
        let loaded = [baseFiles, headFiles].map { files in
            let documents = files.documents.filter { !SpecKind.claims($0) && !specs.templateFiles.contains($0.file) }
            return loader.load(documents, into: &found)
        }
        let expected = ExpectedOpenings.read(
            reader.read(ManifestFiles.collect(expectedPaths, into: &found), into: &found), into: &found)
        clock.finish("lower")
        guard !found.hasErrors else { return nil }
        return DiffInputs(
            base: DiffInputs.Side(name: base.name, loaded: loaded[0]),
            head: DiffInputs.Side(name: head.name, loaded: loaded[1]), specs: specs, expected: expected)
    }

    private var loader: InputLoader {
        InputLoader(options: LoadOptions(defaultNamespace: defaultNamespace, ignoredKinds: ignoredKinds))
    }

    private func files(
        of source: RevisionSource, _ others: [String], withRules: Bool, _ reader: ManifestReader,
        into diagnostics: inout Diagnostics
    ) -> RevisionFiles? {
        switch source {
        case .path(let path):
            let files = ManifestFiles.collect([path] + others, withRules: withRules, into: &diagnostics)
            return RevisionFiles(files, reader, into: &diagnostics)
        case .git(let revision, let mayBeMissing):
            let set = revision.files(mayBeMissing: mayBeMissing, withRules: withRules, into: &diagnostics)
            let files = ManifestFiles.collect(others, withRules: withRules, into: &diagnostics)
            guard let set else { return nil }
            return RevisionFiles(files, of: set, reader, into: &diagnostics)
        }
    }
}

/// The documents and rules of a revision, and its files where they come from git.
private struct RevisionFiles {
    let documents: [Document]
    let rules: [RulesFile]
    private let set: FileSet?

    init(
        _ files: [ManifestFile], of set: FileSet? = nil, _ reader: ManifestReader, into diagnostics: inout Diagnostics
    ) {
        self.set = set
        let own = set?.files ?? []
        var documents = reader.read(FileSet(files: own.filter { !$0.isRules }), into: &diagnostics)
        documents += reader.read(files.filter { !$0.isRules }, into: &diagnostics)
        self.documents = documents
        var rules = own.filter(\.isRules).map { RulesFile(name: $0.name, bytes: $0.bytes) }
        rules += files.rules(into: &diagnostics)
        self.rules = rules
    }

    /// The documents of a file that a LabelUniverse names.
    func template(
        _ path: String, _ reader: ManifestReader, into diagnostics: inout Diagnostics
    ) -> [Document]? {
        if let file = set?.files.first(where: { $0.name == path }) {
            return reader.read(FileSet(files: [file]), into: &diagnostics)
        }
        var found = Diagnostics()
        let files = ManifestFiles.collect([path], into: &found)
        return found.hasErrors ? nil : reader.read(files, into: &diagnostics)
    }
}

extension Diagnostics {
    /// Each problem once: what both revisions have in one file is one problem.
    fileprivate var withoutRepetitions: Diagnostics {
        var result = Diagnostics()
        var seen: Set<Diagnostic> = []
        for diagnostic in all where seen.insert(diagnostic).inserted { result.report(diagnostic) }
        return result
    }
}
