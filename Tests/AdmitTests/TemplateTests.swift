import Analyses
import Diagnostics
import Dialects
import Manifests
import Prover
import Reports
import TestSupport
import Testing

/// Policies of new namespaces that are taken for granted.
@Suite("Templates that are assumed")
struct TemplateTests {
    /// As files of the universe: without a namespace.
    private static func template(_ name: String, _ spec: String) -> String {
        "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: \(name)}, spec: \(spec)}\n"
    }

    private static let noIngress = "{podSelector: {}, policyTypes: [Ingress]}"
    private static let noEgress = "{podSelector: {}, policyTypes: [Egress]}"
    private static let templates = [
        "ingress.yaml": template("no-ingress", noIngress), "egress.yaml": template("no-egress", noEgress),
    ]
    private static let cluster =
        Documents.namespace("old") + Documents.policy("old", "no-ingress", noIngress)
        + Documents.policy("old", "no-egress", noEgress)
    private static let guarded = Documents.invariant("guarded", "isolated: {direction: both, pods: {podSelector: {}}}")
    private static let universe = Documents.universe(
        "{namespaces: {exist: listed, policies: [ingress.yaml, egress.yaml]}}")

    /// A guard with or without the option.
    private struct Guarded {
        let resident: AdmissionGuard

        init(_ cluster: String, _ specs: String, assuming: Bool = true) throws {
            let folder = try TemporaryFolder()
            for (name, text) in TemplateTests.templates { try folder.write(name, text) }
            let request = InputRequest(
                paths: [try folder.write("cluster.yaml", cluster)],
                specPaths: [try folder.write("specs.yaml", specs)])
            var diagnostics = Diagnostics()
            let resident = try AdmissionGuard(request, assumesTemplates: assuming, into: &diagnostics)
            self.resident = try #require(resident, "\(diagnostics.sorted.map(\.text))")
        }

        func admits(_ text: String) throws -> Bool {
            var diagnostics = Diagnostics()
            let documents = ManifestReader().read(text: Array(text.utf8), file: "change", into: &diagnostics)
            let change = ObjectChange.put(try #require(documents.first), namespace: "default")
            var solvers = try Solvers(Prover.Options())
            return try resident.decide(change, with: &solvers).isAdmitted
        }
    }

    @Test("a namespace under `isolated` is admitted with the policies that it is created with, and not without")
    func isolated() throws {
        let assuming = try Guarded(Self.cluster, Self.guarded + Self.universe)
        #expect(try assuming.admits(Documents.namespace("new")))
        #expect(try assuming.admits(Documents.namespace("other")))
        let plain = try Guarded(Self.cluster, Self.guarded + Self.universe, assuming: false)
        #expect(try !plain.admits(Documents.namespace("new")))
        for (isAssuming, decision) in [(true, AdmissionReport.Decision.admitted), (false, .denied)] {
            let report = try Admitted(
                cluster: Self.cluster, specs: Self.guarded + Self.universe, change: Documents.namespace("new"),
                assuming: isAssuming, templates: Self.templates)
            #expect(try report.decided().decision == decision)
        }
    }

    @Test("the policies are reviewed with it: what they break is broken")
    func breaking() throws {
        let specs =
            Documents.invariant(
                "reached",
                "always: {from: {namespaces: [old]}, to: {namespaceSelector: {matchLabels: {open: \"yes\"}}}}")
            + Self.universe
        let new = Documents.namespace("new", "{open: \"yes\"}")
        let cluster = Documents.namespace("old")
        let plain = try Guarded(cluster, specs, assuming: false)
        #expect(try plain.admits(new))
        let assuming = try Guarded(cluster, specs)
        #expect(try !assuming.admits(new))
        let report = try Admitted(
            cluster: cluster, specs: specs, change: new, assuming: true, templates: Self.templates)
        #expect(try report.decided().decision == .denied)
    }

    @Test("one of several templates may come before the others, what is no template may not")
    func oneByOne() throws {
        let half = Self.cluster + Documents.namespace("new")
        let assuming = try Guarded(half, Self.guarded + Self.universe)
        #expect(try assuming.admits(Documents.policy("new", "no-ingress", Self.noIngress)))
        #expect(try assuming.admits(Documents.policy("new", "no-egress", Self.noEgress)))
        // Of the same name with another content, and of the same content with another name.
        let opening = "{podSelector: {}, policyTypes: [Ingress], ingress: [{}]}"
        #expect(try !assuming.admits(Documents.policy("new", "no-ingress", opening)))
        #expect(try !assuming.admits(Documents.policy("new", "own", Self.noIngress)))
        let plain = try Guarded(half, Self.guarded + Self.universe, assuming: false)
        #expect(try !plain.admits(Documents.policy("new", "no-ingress", Self.noIngress)))
    }

    @Test("nothing is taken for granted of a namespace that is there")
    func existing() throws {
        let bare = Self.cluster + Documents.namespace("bare", "{env: a}")
        let assuming = try Guarded(bare, Self.guarded + Self.universe)
        #expect(try !assuming.admits(Documents.namespace("bare", "{env: b}")))
    }

    @Test(
        "serve and admit take the same for granted: nothing of a namespace with a policy of its own, or in which something runs",
        arguments: [
            ("", true), (Documents.policy("half", "no-egress", noEgress), true),
            (Documents.policy("half", "own", "{podSelector: {matchLabels: {app: a}}}"), false),
            (Documents.policy("half", "no-ingress", "{podSelector: {matchLabels: {app: a}}}"), true),
            (Documents.pod("half", "p", "{app: a}"), false),
        ])
    func older(inside: String, isAdmitted: Bool) throws {
        let cluster = Self.cluster + Documents.namespace("half") + inside
        let specs = Self.guarded + Self.universe
        let change = Documents.policy("half", "no-ingress", Self.noIngress)
        #expect(try Guarded(cluster, specs).admits(change) == isAdmitted)
        let report = try Admitted(
            cluster: cluster, specs: specs, change: change, assuming: true, templates: Self.templates)
        #expect(try report.decided().decision == (isAdmitted ? .admitted : .denied))
    }

    @Test("what comes into an older namespace together with a template says as much as what is there")
    func olderInOneChange() throws {
        let cluster = Self.cluster + Documents.namespace("half")
        let template = Documents.policy("half", "no-ingress", Self.noIngress)
        for (further, decision) in [
            ("", AdmissionReport.Decision.admitted), (Documents.pod("half", "p", "{app: a}"), .denied),
            (Documents.policy("half", "own", "{podSelector: {matchLabels: {app: a}}}"), .denied),
        ] {
            let report = try Admitted(
                cluster: cluster, specs: Self.guarded + Self.universe, change: template + further, assuming: true,
                templates: Self.templates)
            #expect(try report.decided().decision == decision, "\(further)")
        }
    }

    @Test("a namespace's own version of a template counts instead of it")
    func ownVersion() throws {
        let narrow = "{podSelector: {matchLabels: {app: none}}, policyTypes: [Ingress]}"
        // Its policy is there before the namespace is known by its own manifest.
        let cluster = Self.cluster + Documents.policy("new", "no-ingress", narrow)
        let assuming = try Guarded(cluster, Self.guarded + Self.universe)
        #expect(try !assuming.admits(Documents.namespace("new")))
    }

    @Test("without templates in the universe there is nothing to assume")
    func noTemplates() throws {
        let report = try Admitted(
            cluster: Self.cluster, specs: Self.guarded + Documents.universe("{namespaces: {exist: listed}}"),
            change: Documents.namespace("new"), assuming: true)
        #expect(report.report == nil)
        #expect(report.diagnostics.sorted.contains { $0.id == "no-templates" })
    }
}
