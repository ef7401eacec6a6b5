import Diagnostics
import Dialects
import Invariants
import Manifests

/// All that an admission is decided from, read without an error.
struct AdmissionInputs {
    var change: ClusterChange
    var parts: ChangeParts
    var specs: Specs
}

extension AdmissionRequest {
    /// Reads the cluster and the change; nil where there is an error.
    func load(into diagnostics: inout Diagnostics, clock: inout StageClock) -> AdmissionInputs? {
        var found = Diagnostics()
        let (objects, specs) = cluster.decode(into: &found, clock: &clock)
        let before = cluster.loader.assemble(objects, into: &found)
        var changed = changedObjects(into: &found)
        if assumesTemplates {
            let templates = NamespaceTemplates(specs.universe, loader: cluster.loader, into: &found)
            changed += templates?.assumed(with: changed, in: before) ?? []
        }
        let deleted = deletions.compactMap { ObjectName($0).identity(among: before.identities, into: &found) }
        let parts = ChangeParts(
            cluster: objects, before: before, changed: changed, deleted: deleted, loader: cluster.loader)
        var afterwards = Diagnostics()
        let change = parts.change(into: &afterwards)
        let known = Set(found.all)
        for diagnostic in afterwards.all where !known.contains(diagnostic) { found.report(diagnostic) }
        clock.finish("lower")
        checkThatThereIsAChange(change, &found)
        diagnostics.append(contentsOf: found)
        return found.hasErrors ? nil : AdmissionInputs(change: change, parts: parts, specs: specs)
    }

    private func changedObjects(into diagnostics: inout Diagnostics) -> [DecodedObject] {
        let files = ManifestFiles.collect(changes, into: &diagnostics)
        let documents = ManifestReader().read(files.filter { !$0.isRules }, into: &diagnostics)
        let specs = documents.filter { SpecKind.claims($0) }.map { document in
            SourceLocation(file: document.file, line: Int(document.root.line), column: Int(document.root.column))
        }
        for place in files.filter(\.isRules).map({ SourceLocation(file: $0.name) }) + specs {
            diagnostics.report(
                Diagnostic(
                    "change-of-specs", at: place, "Specs are no part of the cluster, and cannot be admitted to it",
                    expected: "expected namespaces, policies and workloads", suggestion: "name the file after `--specs`"
                ))
        }
        return cluster.loader.decode(documents, into: &diagnostics)
    }

    private func checkThatThereIsAChange(_ change: ClusterChange, _ diagnostics: inout Diagnostics) {
        guard change.objects.isEmpty, !diagnostics.hasErrors else { return }
        diagnostics.report(
            Diagnostic(
                "no-change", at: nil, "the change holds no object that is checked",
                expected: "expected a namespace, a policy or a workload"))
    }
}
