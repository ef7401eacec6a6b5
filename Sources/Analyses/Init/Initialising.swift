public import Diagnostics
import Dialects
import Invariants
import Manifests
import NetworkModel
import PolicyModel
import Reports

/// Makes the first configuration, universe and invariants of a repository, by looking at its manifests.
public struct Initialising: Sendable {
    public var verification: Verification
    /// Where manifests are, as the configuration names them.
    public var paths: [String]

    public init(_ verification: Verification, paths: [String]) {
        self.verification = verification
        self.paths = paths
    }

    /// A file to be written, by its path from the working directory.
    public struct File: Hashable, Sendable {
        public var path: String
        public var text: String
    }

    public static let universePath = "netproof/universe.yaml"
    public static let invariantsPath = "netproof/invariants.yaml"

    /// Nil where the input cannot be used, for reasons that `diagnostics` then holds.
    ///
    /// - Parameter configurationPath: the name of the configuration.
    /// - Throws: What is the tool's own fault.
    public func files(
        _ request: InputRequest, configurationPath: String, into diagnostics: inout Diagnostics,
        progress: @escaping VerifyProgress.Handler = { _ in }
    ) throws -> [File]? {
        var clock = StageClock()
        guard var inputs = request.load(into: &diagnostics, clock: &clock) else { return nil }
        let survey = LabelSurvey(inputs.loaded.cluster, inputs.loaded.program)
        // What an earlier run wrote is written anew.
        inputs.specs.invariants.removeAll { $0.location.file.isPath(Self.invariantsPath) }
        if inputs.specs.universe.location?.file.isPath(Self.universePath) ?? false {
            inputs.specs.universe = Universe()
        }
        let taken = Set(inputs.specs.invariants.map(\.name))
        let proposals = ProposedInvariant.all(survey).filter { !taken.contains($0.name) }
        let verdicts = try verdicts(of: proposals, inputs, &diagnostics, progress)
        guard !diagnostics.hasErrors else { return nil }
        var files = [
            File(
                path: Self.invariantsPath,
                text: Self.heading + zip(proposals, verdicts).map { $0.yaml($1) }.joined(separator: "---\n"))
        ]
        var universe = inputs.specs.universe.location?.file
        if universe == nil {
            universe = Self.universePath
            files.append(File(path: Self.universePath, text: survey.universeYAML))
        }
        let configuration = configuration(request, universe: universe ?? Self.universePath)
        return [File(path: configurationPath, text: configuration)] + files
    }

    private static let heading = """
        # Invariants to begin with, written by `netproof init`. What is a guess is called one; what became of each on the
        # manifests of that day stands beside it. Change them, take them out, add your own.

        """

    // MARK: The configuration

    private func configuration(_ request: InputRequest, universe: String) -> String {
        func list(_ texts: [String]) -> String { "[" + texts.map(JSONValue.literal).joined(separator: ", ") + "]" }
        var lines = [
            "# What `netproof verify` reads where no path is named. Written by `netproof init`.",
            "apiVersion: netproof.dev/v1alpha1", "kind: Configuration",
            "# Manifests of namespaces, policies and workloads.",
            "inputs: \(list(paths))", "# Invariants, and which labels may exist.",
            "specs: \(list([Self.invariantsPath] + (universe == Self.universePath ? [universe] : [])))",
            "universe: \(JSONValue.literal(universe))",
        ]
        if request.defaultNamespace != "default" {
            lines.append("namespace: \(JSONValue.literal(request.defaultNamespace))")
        }
        if !request.ignoredKinds.isEmpty { lines.append("ignoreKinds: \(list(request.ignoredKinds))") }
        lines += [
            "# Reports beside the text, such as sarif=netproof.sarif or junit=netproof.xml.", "# outputs: [text]",
            "# Only invariants of this severity or more fail a run.", "# failOn: high",
            "# Findings that are known and do not fail: `netproof baseline write` makes the file.",
            "# baseline: netproof-baseline.yaml",
        ]
        return lines.map { $0 + "\n" }.joined()
    }

    // MARK: Verdicts

    /// What became of each proposal, in words.
    private func verdicts(
        of proposals: [ProposedInvariant], _ inputs: Inputs, _ diagnostics: inout Diagnostics,
        _ progress: @escaping VerifyProgress.Handler
    ) throws -> [[String]] {
        let text = proposals.map { $0.yaml([]) }.joined(separator: "---\n")
        let documents = ManifestReader().read(text: Array(text.utf8), file: Self.invariantsPath, into: &diagnostics)
        var proposed = inputs
        proposed.specs = SpecReader(templates: { _, _ in nil }).read(documents, into: &diagnostics)
        proposed.specs.universe = inputs.specs.universe
        guard !diagnostics.hasErrors else { return [] }
        var ignored = Diagnostics()
        let waivers = WaiverPlan(proposed.specs, [], on: .today, into: &ignored)
        return try verification.decide(proposed, waivers, progress: progress).map(Self.words)
    }

    private static func words(_ result: InvariantResult) -> [String] {
        let gap = result.scopes.hasGap ? "; not guaranteed for namespaces yet to be created" : ""
        var lines = ["Now: " + result.verdict.rawValue + gap]
        switch result.verdict {
        case .refuted:
            if let first = result.countingCounterexamples.first { lines.append("     " + first.sentence) }
        case .undecided: lines += result.undecidedReasons.prefix(1).map { "     " + $0.text }
        case .vacuous: lines += result.vacuousParts.prefix(1).map { "     " + $0.text }
        case .proved: break
        }
        return lines
    }
}

extension String {
    /// Whether it names the same file, both from the working directory.
    fileprivate func isPath(_ other: String) -> Bool {
        func plain(_ path: String) -> [Substring] { path.split(separator: "/").filter { $0 != "." } }
        return plain(self) == plain(other)
    }
}
