import Diagnostics
import Dialects
import Manifests
import PolicyModel

/// A policy that might be missing, as the manifest that would be committed, read back as any other.
struct CandidatePolicy {
    let namespace: String
    let name: String
    /// What it is for, in words.
    let purpose: String
    /// Where the template stands that it is made from; nil for one that is made up.
    let template: SourceLocation?
    let manifest: String
    let object: DecodedObject
    let policy: Policy

    /// The name of the file that suggested policies are said to be in.
    static let file = "suggestion.yaml"

    var ruleCount: Int { policy.ingress.count + policy.egress.count }

    /// Nil where the policy cannot be written, or not be read back as a policy.
    ///
    /// - Parameter file: What it is said to stand in.
    init?(
        _ policy: Policy, purpose: String, template: SourceLocation? = nil, file: String = Self.file,
        loader: InputLoader
    ) {
        guard let namespace = policy.identity.namespace, let body = policy.networkPolicyManifest else { return nil }
        let comment = "# " + purpose.printable(limit: .max) + "\n"
        var diagnostics = Diagnostics()
        let documents = ManifestReader().read(text: Array((comment + body).utf8), file: file, into: &diagnostics)
        let objects = loader.decode(documents, into: &diagnostics)
        guard objects.count == 1, let object = objects.first, !diagnostics.hasErrors else { return nil }
        var found = Diagnostics()
        let policies = loader.assemble([object], into: &found).program.tiers.flatMap(\.policies)
        guard let read = policies.first, !found.hasErrors, policies.count == 1 else { return nil }
        self.namespace = namespace
        name = policy.identity.name
        self.purpose = purpose
        self.template = template
        manifest = comment + body
        self.object = object
        self.policy = read
    }
}

extension Policy {
    /// What it does, whatever it is called and wherever it stands.
    var content: Policy {
        let nowhere = SourceLocation(file: "")
        func plain(_ rule: Rule) -> Rule {
            Rule(
                action: rule.action, peers: rule.peers?.map { PeerEntry($0.predicate, location: nowhere) },
                ports: rule.ports?.map { PortEntry($0.match, usesEndPort: $0.usesEndPort, location: nowhere) },
                location: nowhere)
        }
        var copy = self
        copy.identity.name = ""
        copy.location = nowhere
        copy.ingress = ingress.map(plain)
        copy.egress = egress.map(plain)
        return copy
    }
}
