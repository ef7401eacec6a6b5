import Diagnostics
import Reports
import Testing

@Suite("Refactorings are equivalent")
struct RefactoringTests {
    private static let web = "{podSelector: {matchLabels: {app: web}}}"
    private static let jobs = "{podSelector: {matchLabels: {app: jobs}}}"

    @Test("what means the same is told to be the same", arguments: changes)
    func equivalent(_ change: Change) throws {
        let report = try Compared.report(change.base, change.head)
        #expect(report.relation == .equivalent, "\(change.name)")
        #expect(report.classes.isEmpty)
        #expect(RunStatus(report, failingOn: .any) == .proved)
    }

    struct Change: Sendable, CustomTestStringConvertible {
        var name: String
        var base: String
        var head: String
        var testDescription: String { name }
    }

    static let changes: [Change] = [
        Change(
            name: "one policy is split in two",
            base: Compared.policy(
                "{podSelector: {}, ingress: [{from: [\(web)]}, {from: [\(jobs)], ports: [{port: 80}]}]}"),
            head: Compared.policy("a", "{podSelector: {}, ingress: [{from: [\(web)]}]}")
                + Compared.policy("b", "{podSelector: {}, ingress: [{from: [\(jobs)], ports: [{port: 80}]}]}")),
        Change(
            name: "rules are reordered",
            base: Compared.policy("{podSelector: {}, ingress: [{from: [\(web)]}, {ports: [{port: 80}]}]}"),
            head: Compared.policy("{podSelector: {}, ingress: [{ports: [{port: 80}]}, {from: [\(web)]}]}")),
        Change(
            name: "matchLabels become matchExpressions",
            base: Compared.policy("{podSelector: {matchLabels: {app: db}}, ingress: [{from: [\(web)]}]}"),
            head: Compared.policy(
                "{podSelector: {matchExpressions: [{key: app, operator: In, values: [db]}]}, "
                    + "ingress: [{from: [{podSelector: {matchExpressions: [{key: app, operator: In, values: [web]}]}}]}]}"
            )),
        Change(
            name: "two rules are merged",
            base: Compared.policy("{podSelector: {}, ingress: [{from: [\(web)]}, {from: [\(jobs)]}]}"),
            head: Compared.policy("{podSelector: {}, ingress: [{from: [\(web), \(jobs)]}]}")),
        Change(
            name: "a policy is renamed",
            base: Compared.policy("old", "{podSelector: {}, ingress: [{from: [\(web)]}]}"),
            head: Compared.policy("new", "{podSelector: {}, ingress: [{from: [\(web)]}]}")),
        Change(
            name: "a range of ports is split",
            base: Compared.policy("{podSelector: {}, ingress: [{ports: [{port: 80, endPort: 90}]}]}"),
            head: Compared.policy(
                "{podSelector: {}, ingress: [{ports: [{port: 80, endPort: 84}, {port: 85}, {port: 86, endPort: 90}]}]}")
        ),
        Change(
            name: "a namespace is selected by another label that only it can have",
            base: Compared.policy(
                "{podSelector: {}, ingress: [{from: [{namespaceSelector: "
                    + "{matchLabels: {kubernetes.io/metadata.name: shop}}}]}]}"),
            head: Compared.policy("{podSelector: {}, ingress: [{from: [{podSelector: {}}]}]}")),
        Change(
            name: "a selector is split in cases",
            base: Compared.policy("{podSelector: {}, ingress: [{from: [\(web)]}]}"),
            head: Compared.policy(
                "a", "{podSelector: {matchExpressions: [{key: app, operator: Exists}]}, ingress: [{from: [\(web)]}]}")
                + Compared.policy(
                    "b",
                    "{podSelector: {matchExpressions: [{key: app, operator: DoesNotExist}]}, ingress: [{from: [\(web)]}]}"
                )
        ),
        Change(
            name: "a rule that another one covers is dropped",
            base: Compared.policy(
                "{podSelector: {}, ingress: [{from: [\(web)]}, {from: [\(web)], ports: [{port: 80}]}]}"),
            head: Compared.policy("{podSelector: {}, ingress: [{from: [\(web)]}]}")),
        Change(
            name: "a block of addresses is split in halves",
            base: Compared.policy("{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 192.0.2.0/24}}]}]}"),
            head: Compared.policy(
                "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 192.0.2.0/25}}, {ipBlock: {cidr: 192.0.2.128/25}}]}]}"
            )
        ),
    ]
}
