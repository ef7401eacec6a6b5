import Analyses
import Diagnostics
import Dialects
import Manifests
import Prover
import TestSupport
import Testing

/// Deletions in namespaces of a running cluster that are being deleted themselves.
@Suite("Namespaces that are being deleted")
struct TerminatingTests {
    private static let others = Documents.namespace("test", "{env: test}")
    private static let active = Documents.namespace("prod", "{env: prod}")
    private static let terminating =
        "---\n{apiVersion: v1, kind: Namespace, metadata: {name: prod, labels: {env: prod}, "
        + "deletionTimestamp: \"2026-01-01T00:00:00Z\"}}\n"
    private static let deny = Documents.policy("prod", "deny", Documents.denyIngress)
    private static let pod = Documents.pod("prod", "p", "{app: a}")
    private static let policyIdentity = ObjectIdentity(
        group: "networking.k8s.io", kind: "NetworkPolicy", namespace: "prod", name: "deny")
    private static let podIdentity = ObjectIdentity(group: "", kind: "Pod", namespace: "prod", name: "p")

    private let folder: TemporaryFolder
    private let specs: String

    init() throws {
        folder = try TemporaryFolder()
        specs = try folder.write("specs.yaml", Documents.testNeverReachesProd)
    }

    /// A guard of a running cluster.
    private func guarding(
        _ cluster: String, withheld: [String] = [], after previous: AdmissionGuard? = nil
    ) throws -> AdmissionGuard {
        var diagnostics = Diagnostics()
        let documents = ManifestReader().read(text: Array(cluster.utf8), file: "live", into: &diagnostics)
        let objects = InputLoader().decode(documents, into: &diagnostics).map(\.withoutText)
        let resident = try AdmissionGuard(
            InputRequest(paths: [], specPaths: [specs]), live: LiveObjects(objects: objects, withheld: withheld),
            after: previous, into: &diagnostics)
        return try #require(resident, "\(diagnostics.sorted.map(\.text))")
    }

    private static func decision(removing identity: ObjectIdentity, from resident: AdmissionGuard) throws
        -> GuardDecision
    {
        var solvers = try Solvers()
        return try resident.decide(.remove(identity), with: &solvers)
    }

    @Test("while pods are left the policies stay; the pods may go, and the policies after them")
    func order() throws {
        let inhabited = try guarding(Self.others + Self.terminating + Self.deny + Self.pod)
        #expect(try !Self.decision(removing: Self.policyIdentity, from: inhabited).isAdmitted)
        let gone = try Self.decision(removing: Self.podIdentity, from: inhabited)
        #expect(gone.isAdmitted && gone.remark == "the namespace is being deleted")
        let empty = try guarding(Self.others + Self.terminating + Self.deny)
        let last = try Self.decision(removing: Self.policyIdentity, from: empty)
        #expect(last.isAdmitted && last.remark == "the namespace is being deleted, and no pod is left in it")
    }

    @Test("in a namespace that stays, the policies stay whether there are pods or not")
    func active() throws {
        for inside in ["", Self.pod] {
            let staying = try guarding(Self.others + Self.active + Self.deny + inside)
            #expect(try !Self.decision(removing: Self.policyIdentity, from: staying).isAdmitted)
        }
        // Another one that is being deleted makes no difference to it.
        let other = Self.terminating.replacing("prod", with: "other")
        let beside = try guarding(Self.others + other + Self.active + Self.deny)
        #expect(try !Self.decision(removing: Self.policyIdentity, from: beside).isAdmitted)
    }

    @Test("where pods may not be read, nobody knows that none are left")
    func withheld() throws {
        let blind = try guarding(Self.others + Self.terminating + Self.deny, withheld: ["v1 Pod objects"])
        #expect(try !Self.decision(removing: Self.policyIdentity, from: blind).isAdmitted)
        let nearlyBlind = try guarding(
            Self.others + Self.terminating + Self.deny, withheld: ["v1 Service objects"])
        #expect(try Self.decision(removing: Self.policyIdentity, from: nearlyBlind).isAdmitted)
    }

    @Test("that a namespace is being deleted is known at once, under the proofs that there were")
    func update() throws {
        let before = try guarding(Self.others + Self.active + Self.deny)
        #expect(try !Self.decision(removing: Self.policyIdentity, from: before).isAdmitted)
        let after = try guarding(Self.others + Self.terminating + Self.deny, after: before)
        #expect(after.sharesProofs(with: before))
        #expect(try Self.decision(removing: Self.policyIdentity, from: after).isAdmitted)
    }

    @Test("files tell of no namespace that is being deleted, whatever they say")
    func files() throws {
        let cluster = try folder.write("cluster.yaml", Self.others + Self.terminating + Self.deny)
        let request = InputRequest(paths: [cluster], specPaths: [specs])
        var diagnostics = Diagnostics()
        let resident = try #require(try AdmissionGuard(request, into: &diagnostics))
        #expect(try !Self.decision(removing: Self.policyIdentity, from: resident).isAdmitted)
    }
}
