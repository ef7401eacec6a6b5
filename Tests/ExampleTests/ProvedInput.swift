import Diagnostics
import Dialects
import Invariants
import Manifests
import PolicyModel
import Prover
import Testing

/// Files of this repository, and what the prover says of the invariants in them.
struct ProvedInput {
    var specs: Specs
    private var prover: Prover

    /// By example, then by invariant.
    static let expectedVerdicts: [String: [String: String]] = {
        var diagnostics = Diagnostics()
        let document = ManifestReader().read(paths: [root + "examples/expected.json"], into: &diagnostics).first
        return (document?.root.members ?? [:]).mapValues { $0.members.compactMapValues(\.text) }
    }()

    private static let root =
        #filePath.split(separator: "/", omittingEmptySubsequences: false)
        .dropLast(3).joined(separator: "/") + "/"

    init(_ paths: [String]) throws {
        var diagnostics = Diagnostics()
        let files = ManifestFiles.collect(paths.map { Self.root + $0 }, withRules: true, into: &diagnostics)
        let documents = ManifestReader().read(files.filter { !$0.isRules }, into: &diagnostics)
        let rules = files.filter(\.isRules).compactMap { file in
            file.bytes(into: &diagnostics).map { RulesFile(name: file.name, bytes: $0) }
        }
        let reader = SpecReader { path, diagnostics in ManifestReader().read(paths: [path], into: &diagnostics) }
        let specs = reader.read(documents, rules: rules, into: &diagnostics)
        let input = InputLoader()
            .load(documents.filter { !specs.templateFiles.contains($0.file) }, into: &diagnostics)
        try #require(diagnostics.sorted.map(\.text) == [])
        self.specs = specs
        prover = Prover(World(cluster: input.cluster, program: input.program, universe: specs.universe))
    }

    /// For the namespaces that are listed, by invariant.
    func verdicts() throws -> [String: String] {
        try answers().mapValues { $0.listed.word }
    }

    /// For namespaces yet to be created, by invariant.
    func futureVerdicts() throws -> [String: String] {
        try answers().compactMapValues { $0.future?.word }
    }

    /// To the invariant of a name.
    func answer(to name: String) throws -> Prover.Answer {
        let invariant = try #require(specs.invariants.first { $0.name == name })
        return try #require(try prover.answers(to: [invariant.claim]).first)
    }

    private func answers() throws -> [String: Prover.Answer] {
        let answers = try prover.answers(to: specs.invariants.map(\.claim))
        return Dictionary(uniqueKeysWithValues: zip(specs.invariants.map(\.name), answers))
    }
}

extension Prover.ScopeAnswer {
    fileprivate var word: String {
        switch self {
        case .proved: "proved"
        case .refuted, .derivable, .mislabelled: "refuted"
        case .undecided: "undecided"
        case .vacuous: "vacuous"
        }
    }
}

extension Node {
    fileprivate var members: [String: Node] {
        guard case .mapping(let members) = content else { return [:] }
        return Dictionary(uniqueKeysWithValues: members.map { ($0.key, $0.value) })
    }

    fileprivate var text: String? {
        guard case .scalar(let scalar) = content else { return nil }
        return scalar.text
    }
}
