import Analyses
import Diagnostics
import Dialects
import Invariants
import Manifests
import TestSupport
import Testing

/// What a guard of a running cluster takes over from the one before.
@Suite("Proofs that are taken over")
struct TakenOverProofsTests {
    private static let cluster =
        Documents.namespace("prod", "{env: prod}") + Documents.policy("prod", "deny", Documents.denyIngress)
        + Documents.namespace("test", "{env: test}")
    private static let mesh =
        "---\n{apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: a, namespace: prod}}\n"
    private static let day = CalendarDate("2026-01-01")

    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func guarding(
        _ cluster: String = Self.cluster, specs: String = Documents.testNeverReachesProd, withheld: [String] = [],
        on day: CalendarDate? = Self.day, after previous: AdmissionGuard? = nil
    ) throws -> AdmissionGuard {
        var diagnostics = Diagnostics()
        let documents = ManifestReader().read(text: Array(cluster.utf8), file: "live", into: &diagnostics)
        let objects = InputLoader().decode(documents, into: &diagnostics).map(\.withoutText)
        var options = VerifyOptions()
        options.day = day
        let resident = try AdmissionGuard(
            InputRequest(paths: [], specPaths: [try folder.write("specs.yaml", specs)]),
            live: LiveObjects(objects: objects, withheld: withheld), after: previous, options: options,
            into: &diagnostics)
        return try #require(resident, "\(diagnostics.sorted.map(\.text))")
    }

    @Test("proofs are taken over where nothing is different, and only there")
    func differences() throws {
        let first = try guarding()
        #expect(try guarding(after: first).sharesProofs(with: first))
        let others = [
            try guarding(Self.cluster + Documents.namespace("more"), after: first),
            try guarding(Self.cluster + Documents.policy("test", "deny", Documents.denyIngress), after: first),
            try guarding(Self.cluster + Self.mesh, after: first),
            try guarding(specs: Documents.everyPodIsolated, after: first),
            try guarding(withheld: ["v1 Pod objects"], after: first),
            try guarding(on: CalendarDate("2026-01-02"), after: first),
        ]
        #expect(others.map { $0.sharesProofs(with: first) } == others.map { _ in false })
        #expect(others[3].invariants == ["default-deny"])
        #expect(others[4].withheld == ["v1 Pod objects"])
    }
}
