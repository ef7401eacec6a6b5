import Diagnostics
import Dialects
import Manifests
import PolicyModel

/// Reads the policies that every future namespace is created with.
struct TemplatePolicies {
    let templates: SpecReader.Templates

    /// The policies of all files, lowered into the namespace placeholder; nil after an error has been reported.
    func read(_ paths: [TemplatePath], into diagnostics: inout Diagnostics) -> [Policy]? {
        var found = Diagnostics()
        let policies = paths.flatMap { self.policies(at: $0, into: &found) }
        checkNames(policies, into: &found)
        diagnostics.append(contentsOf: found)
        return found.hasErrors ? nil : policies.sorted { $0.identity < $1.identity }
    }

    private func policies(at path: TemplatePath, into diagnostics: inout Diagnostics) -> [Policy] {
        var faults = Diagnostics()
        let documents = templates(path.path, &faults)
        diagnostics.append(contentsOf: faults)
        guard let documents else {
            diagnostics.report(
                Diagnostic(
                    "template-unreadable", at: path.location, "cannot read the policies of \(path.text.inBackticks)",
                    expected: "expected a file, its path relative to this one"))
            return []
        }
        if documents.isEmpty, !faults.hasErrors {
            diagnostics.report(
                Diagnostic(
                    "template-empty", at: path.location, "\(path.text.inBackticks) holds no policy",
                    expected: "expected a NetworkPolicy at least",
                    suggestion: "write `policies: []` if new namespaces get no policy"))
        }
        return documents.compactMap { policy($0, into: &diagnostics) }
    }

    private func policy(_ document: Document, into diagnostics: inout Diagnostics) -> Policy? {
        document.decode(into: &diagnostics) { reader -> Policy? in
            guard isNetworkPolicy(&reader) else {
                reader.ignoringOthers()
                return nil
            }
            guard let resource = reader.networkPolicy(defaultNamespace: "") else { return nil }
            checkNamespace(resource.metadata, reader)
            return resource.lowered(inNamespace: Universe.futureNamespacePlaceholder)
        } ?? nil
    }

    private func isNetworkPolicy(_ reader: inout ObjectReader) -> Bool {
        guard reader.require("apiVersion"), reader.require("kind") else { return false }
        let found = "\(reader.string("apiVersion") ?? "") \(reader.string("kind") ?? "")"
        if found == "networking.k8s.io/v1 NetworkPolicy" { return true }
        reader.report(
            "template-kind", "\(found.inBackticks) is no policy that a namespace can be created with", at: "kind",
            expected: "expected `networking.k8s.io/v1 NetworkPolicy`")
        return false
    }

    /// A template is copied into namespaces that have no name yet.
    private func checkNamespace(_ metadata: ObjectMetadata, _ reader: ObjectReader) {
        guard let location = metadata.namespaceLocation, let namespace = metadata.namespace else { return }
        reader.context.report(
            Diagnostic(
                "template-namespace", at: location,
                "a policy template cannot be in the namespace \(namespace.inBackticks)",
                expected: "expected no `metadata.namespace`",
                suggestion: "leave it out: the policy is created in each new namespace"))
    }

    private func checkNames(_ policies: [Policy], into diagnostics: inout Diagnostics) {
        var first: [String: Policy] = [:]
        for policy in policies {
            guard let earlier = first[policy.identity.name] else {
                first[policy.identity.name] = policy
                continue
            }
            diagnostics.report(
                Diagnostic(
                    "duplicate-object", at: policy.location,
                    "duplicate NetworkPolicy \(policy.identity.name.inBackticks)",
                    expected: "expected a name of its own",
                    related: [Diagnostic.Related(location: earlier.location, message: "the first is here")]))
        }
    }
}
