import Diagnostics
import Dialects
import Invariants
import Manifests
import NetworkModel
import PolicyModel
import Testing

@Suite("Examples and guardrails")
struct ExampleTests {
    static let examples = expected.keys
    static let expected: [String: [String: String]] = {
        // JSON without `kind`, which the reader of manifests refuses as an object but parses all the same.
        guard let root = Repository.document("examples/expected.json") else { return [:] }
        return Dictionary(
            uniqueKeysWithValues: root.keys.map { example in
                let verdicts = root[example]?.keys.map { ($0, root[example]?[$0]?.text ?? "") } ?? []
                return (example, Dictionary(uniqueKeysWithValues: verdicts))
            })
    }()

    static let guardrails = [
        "database-ports", "dns", "monitoring", "no-internet-egress", "no-outside-ingress", "tenant-isolation",
    ]

    @Test(
        "an example is read without a problem, and every invariant has an expected verdict",
        arguments: examples.sorted())
    func example(_ name: String) throws {
        let example = RepositoryInput("examples/" + name)
        #expect(example.problems.map(\.text) == [])
        #expect(example.input.ignored.map(\.kind.description) == [])
        #expect(example.specs.invariants.map(\.name).sorted() == Self.expected[name]?.keys.sorted())
        #expect(Set(Self.expected[name].map { Array($0.values) } ?? []).isSubset(of: ["proved", "refuted"]))
        #expect(SpecChecks(cluster: example.input.cluster).warnings(of: example.specs).map(\.text) == [])
    }

    @Test("there are examples")
    func thereAreExamples() {
        #expect(Self.examples.count == 14)
    }

    @Test(
        "the two sides of an example differ in their policies alone",
        arguments: [
            ("article/broken", "article/fixed"), ("gateway/two-peers", "gateway/one-peer"),
            ("lateral-movement/open", "lateral-movement/cut"), ("waypoint/around", "waypoint/through"),
            ("tenant-relays/shared", "tenant-relays/apart"),
        ])
    func pairs(_ left: String, _ right: String) {
        let (left, right) = (RepositoryInput("examples/" + left), RepositoryInput("examples/" + right))
        #expect(left.input.cluster == right.input.cluster)
        #expect(left.specs.invariants.map(\.claim.withoutPlaces) == right.specs.invariants.map(\.claim.withoutPlaces))
        #expect(left.input.program != right.input.program)
    }

    @Test("the demo's policy is the article's: it opens MySQL to namespaces whose env is not prod")
    func articlePolicy() throws {
        let policies = RepositoryInput("examples/article/broken").input.program.tiers.flatMap(\.policies)
        let policy = try #require(policies.first)
        #expect(policies.count == 1)
        #expect(policy.identity.description == "prod/deny-cross-ns-db")
        #expect(policy.subject == .pods("app", "mysql"))
        #expect(policy.isolates == [.ingress])
        let notProd = LabelSelector([LabelRequirement("env", .notIn, ["prod"])])
        #expect(policy.ingress.map { $0.peers?.map(\.predicate) } == [[.namespaceLabels(notProd)]])
        #expect(policy.ingress.map { $0.ports?.map(\.match) } == [[.ports(PortSet(.tcp, 3306...3306))]])
    }

    @Test("the layered baseline has template policies, which are none of the cluster's own")
    func templates() {
        let example = RepositoryInput("examples/layered-baseline")
        let names = example.specs.universe.namespaces.policies?.map(\.identity.name)
        #expect(names == ["default-deny", "same-namespace", "shared-services"])
        #expect(!example.input.program.tiers.flatMap(\.policies).contains { $0.identity.namespace == "default" })
    }

    @Test("a guardrail is one invariant of its file's name", arguments: guardrails)
    func guardrail(_ name: String) {
        let file = RepositoryInput("Specs/guardrails/\(name).yaml")
        #expect(file.problems.map(\.text) == [])
        #expect(file.specs.invariants.map(\.name) == ["guardrail-" + name])
    }

    @Test("guardrails can be taken all at once")
    func guardrailsTogether() {
        let directory = RepositoryInput("Specs/guardrails")
        #expect(directory.problems.map(\.text) == [])
        let names = directory.specs.invariants.map(\.name)
        #expect(
            names.filter { $0.hasPrefix("guardrail-") } == Self.guardrails.map { "guardrail-" + $0 } + [
                "guardrail-lateral-movement"
            ])
        #expect(names.filter { !$0.hasPrefix("guardrail-") }.allSatisfy { $0.hasPrefix("baseline-") })
    }
}

extension Claim {
    /// The claim as if written in no file.
    fileprivate var withoutPlaces: Claim {
        switch self {
        case .connections(var claim):
            claim.ports = claim.ports?.map(\.withoutPlace)
            return .connections(claim)
        case .derived(var claim):
            claim.program.relations = claim.program.relations.map {
                .init(name: $0.name, sorts: $0.sorts, location: SourceLocation(file: ""))
            }
            claim.program.rules = claim.program.rules.map { rule in
                var rule = rule
                rule.location = SourceLocation(file: "")
                rule.attempts = rule.attempts.map { attempt in
                    .init(
                        source: attempt.source, destination: attempt.destination,
                        ports: attempt.ports?.map(\.withoutPlace))
                }
                rule.body = rule.body.map { .init($0.part, text: $0.text, location: SourceLocation(file: "")) }
                return rule
            }
            return .derived(claim)
        case .isolated, .labelled: return self
        }
    }
}

extension PortEntry {
    fileprivate var withoutPlace: PortEntry {
        PortEntry(match, usesEndPort: usesEndPort, location: SourceLocation(file: ""))
    }
}
