public import Diagnostics
import Dialects
import Invariants
import Manifests
import PolicyModel

extension InputRequest {
    /// Reads everything, reporting every problem; nil where there is an error, for no verdict may rest on half an input.
    ///
    /// - Parameter clock: told when each stage ends.
    public func load(into diagnostics: inout Diagnostics, clock: inout StageClock) -> Inputs? {
        var found = Diagnostics()
        let cluster = live.map { LiveReading($0, into: &found) }
        if cluster != nil { clock.finish("ask") }
        let (objects, specs) = decode(cluster?.documents ?? [], into: &found, clock: &clock)
        var loaded = loader.assemble(objects, into: &found)
        loaded.withheld = cluster?.withheld ?? []
        clock.finish("lower")
        diagnostics.append(contentsOf: found)
        return found.hasErrors ? nil : Inputs(loaded: loaded, specs: specs)
    }

    /// What puts the input's objects together.
    var loader: InputLoader {
        InputLoader(options: LoadOptions(defaultNamespace: defaultNamespace, ignoredKinds: ignoredKinds))
    }

    /// Reads every object by itself, and the Specs, reporting every problem.
    ///
    /// - Parameter cluster: What was read from a running cluster.
    func decode(
        _ cluster: [Document] = [], into found: inout Diagnostics, clock: inout StageClock
    ) -> (objects: [DecodedObject], specs: Specs) {
        let reader = ManifestReader()
        let files = ManifestFiles.collect(allPaths, withRules: true, into: &found)
        let documents = reader.read(files.filter { !$0.isRules }, into: &found)
        let rules = files.rules(into: &found)
        clock.finish("read")
        let specs = SpecReader(templates: { Self.template($0, reader, into: &$1) }).read(
            documents + cluster, rules: rules, into: &found)
        checkUniverse(specs, &found)
        checkWaivers(specs, &found)
        let listed = Self.documents(documents, without: specs.templateFiles, among: allPaths)
        return (loader.decode(listed + cluster, into: &found), specs)
    }

    /// The files that the LabelUniverse names as policies of new namespaces, whether they can be read or not.
    public var templateFiles: [String] {
        // What is wrong with the input is told by those who use it; standard input, to be read but once, is left to them.
        var (unheard, files) = (Diagnostics(), [String]())
        let paths = allPaths.filter { $0 != ManifestFile.standardInputPath }
        let documents = ManifestReader().read(ManifestFiles.collect(paths, into: &unheard), into: &unheard)
        let reader = SpecReader { path, _ in
            files.append(path)
            return nil
        }
        _ = reader.read(documents.filter(SpecKind.claims), into: &unheard)
        return files
    }

    private func checkUniverse(_ specs: Specs, _ diagnostics: inout Diagnostics) {
        guard let universePath, specs.universe.location == nil, !diagnostics.hasErrors else { return }
        diagnostics.report(
            Diagnostic("universe", at: SourceLocation(file: universePath), "the file holds no LabelUniverse"))
    }

    /// Tells of paths that were named for their waivers and hold none. That is no error: the last waiver of a folder may
    /// have gone, and without it more is claimed, not less.
    private func checkWaivers(_ specs: Specs, _ diagnostics: inout Diagnostics) {
        guard !diagnostics.hasErrors else { return }
        for path in waiverPaths {
            let others = Self.files(of: allPaths, without: [path])
            guard specs.waivers.allSatisfy({ others.contains($0.location.file) }) else { continue }
            diagnostics.report(
                Diagnostic(
                    "no-waiver", severity: .warning, at: SourceLocation(file: path), "nothing is waived here",
                    expected: "expected a `Waiver`"))
        }
    }

    private static func template(
        _ path: String, _ reader: ManifestReader, into diagnostics: inout Diagnostics
    ) -> [Document]? {
        var found = Diagnostics()
        let files = ManifestFiles.collect([path], into: &found)
        guard !found.hasErrors else { return nil }
        let documents = reader.read(files, into: &diagnostics)
        return documents
    }

    /// The documents of all files but those of policy templates: these govern namespaces that do not exist yet, and
    /// often lie in a directory that is read.
    private static func documents(
        _ documents: [Document], without templates: [String], among paths: [String]
    ) -> [Document] {
        guard !templates.isEmpty else { return documents }
        let names = files(of: paths, without: templates)
        return documents.filter { names.contains($0.file) }
    }

    /// The names of the files of some paths that are none of others.
    private static func files(of paths: [String], without others: [String]) -> Set<String> {
        // Problems of these paths have been reported already. A file is collected once, under whatever name, so that
        // what comes after the others is what is none of them.
        var known = Diagnostics()
        let count = ManifestFiles.collect(others, withRules: true, into: &known).count
        let rest = ManifestFiles.collect(others + paths, withRules: true, into: &known).dropFirst(count)
        return Set(rest.map(\.name))
    }
}
