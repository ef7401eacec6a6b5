import Diagnostics
import Invariants
import PolicyModel
import Testing

@Suite("Waivers")
struct WaiverTests {
    private static let rest = "reason: r\nowner: o\nexpires: 2026-12-31\n"

    private func read(_ spec: String) -> Reading {
        let lines = spec.split(separator: "\n").map { "  " + $0 + "\n" }.joined()
        return Reading("apiVersion: netproof.dev/v1alpha1\nkind: Waiver\nmetadata: {name: w}\nspec:\n" + lines)
    }

    @Test("a waiver names invariants, what it takes out, why, who, and until when")
    func whole() throws {
        let reading = read("invariant: a\nfrom: {namespaces: [etl]}\nports: [{port: 3306}]\n" + Self.rest)
        #expect(reading.problems.map(\.text) == [])
        let waiver = try #require(reading.specs.waivers.first)
        #expect(waiver.name == "w")
        #expect(waiver.invariants.map(\.text) == ["a"])
        guard case .connections(let set) = waiver.scope else {
            Issue.record("not about connections")
            return
        }
        #expect(set.from == .namespaceNamed(["etl"]))
        #expect(set.to == .everything)
        #expect(set.ports?.count == 1)
        #expect((waiver.reason, waiver.owner) == ("r", "o"))
        #expect(waiver.expires.description == "2026-12-31")
    }

    @Test("it may name pods, or a policy, and several invariants")
    func scopes() throws {
        let pods = read("invariants: [a, b]\npods: {podSelector: {}}\n" + Self.rest)
        #expect(pods.specs.waivers.first?.invariants.map(\.text) == ["a", "b"])
        let policy = read("invariant: a\npolicy: {namespace: prod, name: p}\n" + Self.rest)
        #expect(
            policy.specs.waivers.first?.scope == .policy(.named(kind: nil, namespace: "prod", name: "p")))
    }

    @Test(
        "what is not understood is an error",
        arguments: [
            ("invariant: a\n" + rest, "the waiver takes nothing out"),
            ("invariant: a\nports: [{port: 1}]\n" + rest, "the waiver names neither `from` nor `to`"),
            (
                "invariant: a\nto: {external: true}\npods: {podSelector: {}}\n" + rest,
                "the waiver speaks of more than one thing"
            ),
            ("to: {external: true}\n" + rest, "the waiver names no invariant"),
            ("invariant: a\ninvariants: [b]\nto: {external: true}\n" + rest, "the waiver names invariants twice"),
            ("invariant: a\nto: {external: true}\nreason: r\nowner: o\n", "`spec.expires` is missing"),
            ("invariant: a\nto: {external: true}\nowner: o\nexpires: 2026-01-01\n", "`spec.reason` is missing"),
            ("invariant: a\nto: {external: true}\nreason: ' '\nowner: o\nexpires: 2026-01-01\n", "`reason` is empty"),
            (
                "invariant: a\nto: {external: true}\nreason: r\nowner: o\nexpires: 2026-02-30\n",
                "`expires` is `2026-02-30`"
            ),
            ("invariant: a\nto: {external: true}\nreason: r\nowner: o\nexpires: 1.1.2026\n", "`expires` is `1.1.2026`"),
            ("invariant: a\nform: {external: true}\nto: {external: true}\n" + rest, "unknown field `form` in `spec`"),
        ])
    func faults(_ spec: String, _ message: String) {
        let reading = read(spec)
        #expect(reading.specs.waivers.isEmpty)
        #expect(reading.problems.contains { $0.message == message }, "\(reading.problems.map(\.message))")
    }

    @Test("an annotation on an Invariant waives part of that invariant, several divided by ---")
    func annotatedInvariant() throws {
        let reading = Reading(
            """
            apiVersion: netproof.dev/v1alpha1
            kind: Invariant
            metadata:
              name: a
              annotations:
                netproof.dev/waiver: |
                  from: {namespaces: [etl]}
                  reason: r
                  owner: o
                  expires: 2026-12-31
                  ---
                  {from: {namespaces: [ci]}, reason: r, owner: o, expires: 2026-12-31}
            spec: {never: {to: {external: true}}}
            """)
        #expect(reading.problems.map(\.text) == [])
        #expect(reading.specs.waivers.map(\.name) == ["Invariant/a", "Invariant/a"])
        #expect(reading.specs.waivers.flatMap(\.invariants).map(\.text) == ["a", "a"])
        #expect(reading.specs.waivers.map(\.location.line) == [6, 6])
    }

    @Test("an annotation on a policy waives what that policy does")
    func annotatedPolicy() throws {
        let policy = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata:
              name: p
              annotations: {netproof.dev/waiver: "{invariant: a, reason: r, owner: o, expires: 2026-12-31}"}
            spec: {podSelector: {}}
            """
        let reading = Reading(policy)
        #expect(reading.problems.map(\.text) == [])
        #expect(
            reading.specs.waivers.first?.scope
                == .policy(.at(SourceLocation(file: "specs/shop.yaml", line: 1, column: 1))))
    }

    @Test("a faulty annotation is an error at its place, a misspelt one a warning")
    func faultyAnnotation() throws {
        let object = { (annotation: String) in
            Reading(
                "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: p\n  annotations:\n    \(annotation)\n")
        }
        let faulty = object("netproof.dev/waiver: \"{invariant: a, reason: r}\"").problems
        #expect(faulty.map(\.location?.line).allSatisfy { $0 == 6 })
        #expect(faulty.contains { $0.message == "`owner` is missing (line 1 of the annotation)" })
        let misspelt = object("netproof.dev/waver: x").problems
        #expect(misspelt.map(\.severity) == [.warning])
        #expect(misspelt.first?.suggestion == "did you mean `netproof.dev/waiver`?")
    }

    @Test("a second waiver of one name is an error")
    func duplicate() {
        let text =
            "apiVersion: netproof.dev/v1alpha1\nkind: Waiver\nmetadata: {name: w}\n"
            + "spec: {invariant: a, to: {external: true}, reason: r, owner: o, expires: 2026-12-31}\n"
        #expect(Reading(text + "---\n" + text).problems.map(\.message) == ["duplicate Waiver `w`"])
    }

    @Test("the schema of Waiver has the fields that are read, and no others")
    func schema() throws {
        let problem = read("zzz: 1\n").problems.first { $0.id == "unknown-field" }
        let fields = Set((problem?.expected ?? "").matches(of: #/`([^`]+)`/#).map { String($0.1) })
        let definitions = SchemaTests.schema("waiver")?["definitions"]
        #expect(fields == Set(definitions?["spec"]?["properties"]?.keys ?? []))
        let policy = read("policy: {zzz: 1}\n").problems.first { $0.id == "unknown-field" }
        let names = Set((policy?.expected ?? "").matches(of: #/`([^`]+)`/#).map { String($0.1) })
        #expect(names == Set(definitions?["policy"]?["properties"]?.keys ?? []))
    }
}

@Suite("Days of the calendar")
struct CalendarDateTests {
    @Test("days are read as ISO 8601 writes them, and others are refused")
    func reading() {
        #expect(CalendarDate("2024-02-29")?.description == "2024-02-29")
        for text in ["2023-02-29", "2024-13-01", "2024-00-10", "2024-1-1", "24-01-01", "2024-01-1x", "", "2024/01/01"] {
            #expect(CalendarDate(text) == nil, "\(text)")
        }
    }

    @Test("seconds since 1970 are days in UTC")
    func seconds() {
        let days = [
            (0, "1970-01-01"), (86_399, "1970-01-01"), (86_400, "1970-01-02"), (951_782_400, "2000-02-29"),
            (1_798_761_599, "2026-12-31"), (1_798_761_600, "2027-01-01"), (-1, "1969-12-31"),
        ]
        for (seconds, day) in days { #expect(CalendarDate(secondsSince1970: seconds).description == day) }
    }

    @Test("a waiver holds through its last day")
    func expiry() throws {
        let days = try ["2026-12-30", "2026-12-31", "2027-01-01"].map { try #require(CalendarDate($0)) }
        #expect(days == days.sorted())
        let waiver = Waiver(
            name: "w", location: SourceLocation(file: "f"), invariants: [], scope: .pods(.everything), reason: "r",
            owner: "o", expires: days[1])
        #expect(days.map(waiver.isExpired) == [false, false, true])
    }
}
