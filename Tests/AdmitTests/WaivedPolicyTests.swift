import Analyses
import Reports
import Testing

@Suite("Changes of policies that are waived")
struct WaivedPolicyTests {
    private static let fromTest =
        "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {env: test}}, podSelector: {matchLabels: {app: etl}}}]}]}"
    private static let namespaces =
        Documents.namespace("prod", "{env: prod}") + Documents.namespace("test", "{env: test}")
    private static let specs = Documents.testNeverReachesProd + Documents.universe("{namespaces: {exist: listed}}")
    private static let waiver = Documents.waiver("w", of: "separation", policy: "p", in: "prod")

    private static func p(waiving waived: String? = nil, _ spec: String = fromTest) -> String {
        Documents.policy("prod", "p", spec, waiving: waived)
    }

    /// What `admit` and the guard say of a change, which is to be the same.
    private func reasons(
        _ change: String = "", deleting: String? = nil, waived: String?, specs: String = Self.specs, beside: String = ""
    ) throws -> [String] {
        let pair = try GuardAndAdmit(
            cluster: Self.namespaces + Self.p(waiving: waived) + beside, specs: specs)
        return try pair.reasons(putting: change.isEmpty ? nil : change, removing: deleting).map(\.message)
    }

    private let broken = ["held before, and fails for endpoints that the change touches"]

    @Test("a policy that loses the annotation that waived what it does is denied")
    func annotationGone() throws {
        #expect(try reasons(Self.p(), waived: "separation") == broken)
    }

    @Test("a policy that is put again as it was goes in with its waiver")
    func putAgain() throws {
        #expect(try reasons(Self.p(waiving: "separation"), waived: "separation").isEmpty)
    }

    @Test("what an annotation waived does not cover what the policy is changed to")
    func widened() throws {
        let open = Self.p(waiving: "separation", "{podSelector: {}, ingress: [{}]}")
        #expect(try reasons(open, waived: "separation") == broken)
    }

    @Test("an annotation of the change itself waives nothing")
    func ownWaiver() throws {
        let own = Documents.policy("prod", "own", Self.fromTest, waiving: "separation")
        let closed = Documents.policy("prod", "deny", Documents.denyIngress)
        let pair = try GuardAndAdmit(cluster: Self.namespaces + closed, specs: Self.specs)
        #expect(try pair.reasons(putting: own).map(\.message) == broken)
    }

    @Test(
        "with a waived policy goes its waiver: another one that lets the same pass is not covered",
        arguments: [
            "networkpolicy/prod/p"
        ])
    func deleted(_ key: String) throws {
        let other = Documents.policy("prod", "q", Self.fromTest)
        #expect(try reasons(deleting: key, waived: "separation", beside: other) == broken)
    }

    @Test(
        "a policy that a Waiver names cannot be taken away under it, nor can its namespace",
        arguments: [
            "networkpolicy/prod/p", "namespace/prod",
        ])
    func orphaned(_ key: String) throws {
        let messages = try reasons(deleting: key, waived: nil, specs: Self.specs + Self.waiver)
        #expect(messages.contains("the waiver `w` speaks of a policy that the change takes away"))
    }

    @Test("what a Waiver says of a policy by name it says of the policy that is put in its place")
    func named() throws {
        let open = Self.p("{podSelector: {}, ingress: [{}]}")
        #expect(try reasons(open, waived: nil, specs: Self.specs + Self.waiver).isEmpty)
    }

    @Test("a waiver that cannot be read is refused with its object")
    func unreadable() throws {
        let faulty = Self.p().replacing(
            "namespace: prod}", with: "namespace: prod, annotations: {netproof.dev/waiver: x}}")
        let pair = try GuardAndAdmit(cluster: Self.namespaces + Self.p(waiving: "separation"), specs: Self.specs)
        #expect(try pair.resident(putting: faulty).reasons.map(\.certainty) == [.undecided])
        #expect(try Admitted(cluster: pair.cluster, specs: pair.specs, change: faulty).report == nil)
    }
}

@Suite("Changes that leave an invariant about nothing")
struct VacatedTests {
    private static let listed = Documents.universe("{namespaces: {exist: listed}, pods: {exist: listed}}")
    private static let deny = Documents.policy("b", "deny", Documents.denyIngress)
    private static let gone = ["held before, and is about nothing that is left after the change"]

    private func isolated(_ pods: String) -> String {
        Documents.invariant("isolated", "isolated: {direction: ingress, pods: \(pods)}") + Self.listed
    }

    @Test("the last pod that an invariant is about cannot go")
    func lastPod() throws {
        let pair = try GuardAndAdmit(
            cluster: Documents.namespace("b") + Self.deny + Documents.pod("b", "one", "{app: db}"),
            specs: isolated("{podSelector: {matchLabels: {app: db}}}"))
        #expect(try pair.reasons(removing: "pod/b/one").map(\.message) == Self.gone)
    }

    @Test("the last object that names a namespace cannot go where an invariant is about that namespace alone")
    func lastName() throws {
        let specs =
            Documents.invariant("isolated", "isolated: {direction: ingress, pods: {namespaces: [b]}}")
            + Documents.universe("{namespaces: {exist: listed}}")
        let pair = try GuardAndAdmit(cluster: Documents.namespace("a") + Self.deny, specs: specs)
        for key in ["networkpolicy/b/deny", "namespace/b"] {
            #expect(try pair.reasons(removing: key).map(\.message) == Self.gone, "\(key)")
        }
    }

    @Test(
        "a manifest may take from a namespace the labels that an invariant is about, which anybody could have set before"
    )
    func manifest() throws {
        let specs =
            Documents.invariant("isolated", "isolated: {direction: ingress, pods: \(Documents.prod)}")
            + Documents.universe("{namespaces: {exist: listed}}")
        let pair = try GuardAndAdmit(cluster: Documents.namespace("a") + Self.deny, specs: specs)
        #expect(try pair.reasons(putting: Documents.namespace("b", "{env: test}")).map(\.message) == Self.gone)
    }

    @Test("a namespace of which the name alone is known can be deleted, and that is decided")
    func nameOnly() throws {
        let specs =
            Documents.invariant(
                "never", "never: {from: {podSelector: {}}, to: {namespaces: [b]}, pair: [{namespace: different}]}")
            + Documents.universe("{namespaces: {future: fail}}")
        let pair = try GuardAndAdmit(cluster: Documents.namespace("a") + Self.deny, specs: specs)
        #expect(
            try pair.reasons(removing: "namespace/b").map(\.message)
                == ["held before, and fails for endpoints that the change touches"])
    }
}
