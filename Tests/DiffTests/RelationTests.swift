import Analyses
import Diagnostics
import NetworkModel
import Reports
import TestSupport
import Testing

@Suite("How two revisions relate")
struct RelationTests {
    private static let closed = Compared.policy("{podSelector: {matchLabels: {app: db}}, ingress: []}")
    private static let opened = Compared.policy(
        "{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], "
            + "ports: [{port: 5432}]}]}")

    @Test("a rule that is added opens just what it allows")
    func opening() throws {
        let report = try Compared.report(Self.closed, Self.opened)
        #expect(report.relation == .opened)
        let sentence = "from pods with app=web in namespace shop to pods with app=db in namespace shop on TCP 5432"
        #expect(report.classes.map(\.sentence) == [sentence])
        let witness = try #require(report.classes.first?.witness)
        #expect(witness.base.ingress.decision == .denied && witness.head.ingress.decision == .allowed)
        #expect(witness.head.ingress.rule?.path == "ingress[0]" && witness.base.ingress.isolatedBy.count == 1)
        #expect(report.changes.map(\.action) == [.changed])
    }

    @Test("the reverse tightens, and fails only where any difference does")
    func tightening() throws {
        let report = try Compared.report(Self.opened, Self.closed)
        #expect(report.relation == .tightened)
        #expect(RunStatus(report, failingOn: .opened) == .proved)
        #expect(RunStatus(report, failingOn: .any) == .refuted)
        #expect(RunStatus(report, failingOn: .none) == .proved)
    }

    @Test("the first policy of a namespace tightens, with what it allows as exceptions")
    func firstPolicy() throws {
        let report = try Compared.report("", Self.opened)
        #expect(report.relation == .tightened)
        #expect(report.classes.count == 1)
        #expect(report.classes[0].exceptions.count == 1)
        #expect(report.classes[0].connections.ports == .all)
    }

    @Test("what opens here and closes there is both")
    func both() throws {
        let other = Compared.policy("{podSelector: {matchLabels: {app: db}}, ingress: [{ports: [{port: 80}]}]}")
        #expect(try Compared.report(Self.opened, other).relation == .both)
    }

    @Test("a namespace that is relabelled changes what rules about its label admit")
    func relabelled() throws {
        let policy = Compared.policy(
            "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {env: prod}}}]}]}")
        let namespace = "apiVersion: v1\nkind: Namespace\nmetadata: {name: jobs, labels: {env: ENV}}\n---\n"
        let report = try Compared.report(
            namespace.replacing("ENV", with: "test") + policy, namespace.replacing("ENV", with: "prod") + policy)
        #expect(report.relation == .opened)
        #expect(
            report.classes.map(\.sentence) == [
                "from any pod in namespace jobs to any pod in namespace shop on every port"
            ])
        #expect(report.changes.map(\.name) == ["jobs"])
    }

    @Test("a namespace that is added with its policies tightens, and without any changes nothing")
    func added() throws {
        let namespace = "apiVersion: v1\nkind: Namespace\nmetadata: {name: jobs, labels: {env: prod}}\n---\n"
        let policy = Compared.policy(namespace: "jobs", "{podSelector: {}, ingress: []}")
        #expect(try Compared.report("", namespace).relation == .equivalent)
        #expect(try Compared.report("", namespace + policy).relation == .tightened)
        #expect(try Compared.report(namespace + policy, "").relation == .opened)
    }

    @Test("a namespace that is added without what new namespaces are created with opens")
    func addedWithoutTemplate() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "specs/deny.yaml",
            "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: deny}\nspec: {podSelector: {}, policyTypes: [Ingress]}\n"
        )
        let universe = try folder.write(
            "specs/universe.yaml",
            "apiVersion: netproof.dev/v1alpha1\nkind: LabelUniverse\nmetadata: {name: u}\nspec: {namespaces: {policies: [deny.yaml]}}\n"
        )
        let base = try folder.write("base/all.yaml", Compared.namespaces)
        let head = try folder.write(
            "head/all.yaml", Compared.namespaces + "apiVersion: v1\nkind: Namespace\nmetadata: {name: jobs}\n")
        let report = try Compared.report(DiffRequest(base: base, head: head, specPaths: [universe]))
        #expect(report.relation == .opened)
    }

    @Test("unspecified behaviour is the same in both revisions")
    func unspecified() throws {
        let block = Compared.policy("{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0}}]}]}")
        #expect(try Compared.report(block, block).relation == .equivalent)
    }

    @Test("an expected opening does not fail the run, and only what is expected is covered")
    func expected() throws {
        func file(_ ports: String) -> String {
            """
            apiVersion: netproof.dev/v1alpha1
            kind: ExpectedOpenings
            metadata: {name: release}
            spec:
              openings:
                - from: {podSelector: {matchLabels: {app: web}}}
                  to: {namespaces: [shop]}
                  ports: \(ports)
                  reason: the new service reads the database
            """
        }
        let covered = try Compared.report(Self.closed, Self.opened, allowing: file("[{port: 5432}]"))
        #expect(covered.relation == .opened)
        #expect(covered.classes.map(\.isExpected) == [true])
        #expect(RunStatus(covered, failingOn: .opened) == .proved && RunStatus(covered, failingOn: .any) == .proved)
        let other = try Compared.report(Self.closed, Self.opened, allowing: file("[{port: 5433}]"))
        #expect(RunStatus(other, failingOn: .opened) == .refuted)
        #expect(RunStatus(other, failingOn: .none) == .proved)
    }

    @Test("part of an opening that is expected leaves the rest unexpected")
    func partlyExpected() throws {
        let wide = Compared.policy(
            "{podSelector: {matchLabels: {app: db}}, ingress: [{ports: [{port: 80, endPort: 90}]}]}")
        let file = """
            apiVersion: netproof.dev/v1alpha1
            kind: ExpectedOpenings
            spec: {openings: [{to: {podSelector: {matchLabels: {app: db}}}, ports: [{port: 80, endPort: 85}]}]}
            """
        let report = try Compared.report(Self.closed, wide, allowing: file)
        #expect(report.classes(.opened, isExpected: false).map(\.connections.ports) == [PortSet(.tcp, 86...90)])
        #expect(report.classes(.opened, isExpected: true).map(\.connections.ports) == [PortSet(.tcp, 80...85)])
    }

    @Test("verdicts on invariants are told for both revisions")
    func invariants() throws {
        let specs = """
            apiVersion: netproof.dev/v1alpha1
            kind: Invariant
            metadata: {name: web-never-reaches-db}
            spec:
              never:
                from: {podSelector: {matchLabels: {app: web}}}
                to: {namespaces: [shop], podSelector: {matchLabels: {app: db}}}
            """
        let report = try Compared.report(Self.closed, Self.opened, specs: specs)
        #expect(report.invariants.map(\.base) == [.proved] && report.invariants.map(\.head) == [.refuted])
        #expect(report.classes.map(\.invariants) == [["web-never-reaches-db"]])
        let other = try Compared.report(
            Self.closed, Self.opened, specs: specs.replacing("app: web", with: "app: jobs"))
        #expect(other.classes.map(\.invariants) == [[]])
    }

    @Test("what goes beyond the limit of classes is never left out silently")
    func limit() throws {
        let rules = (0..<4).map { "{from: [{podSelector: {matchLabels: {app: a\($0)}}}], ports: [{port: \(80 + $0)}]}" }
        let head = Compared.policy(
            "{podSelector: {matchLabels: {app: db}}, ingress: [\(rules.joined(separator: ", "))]}")
        let report = try Compared.report(Self.closed, head, options: DiffOptions(maximumClasses: 2))
        #expect(!report.isComplete && report.relation == .opened)
        #expect(TextReport().text(report).contains("not complete"))
    }
}
