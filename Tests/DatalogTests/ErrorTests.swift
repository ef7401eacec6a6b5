import Diagnostics
import Testing

@Suite("Errors in rules")
struct ErrorTests {
    /// A faulty program, with what its first error says.
    struct Fault: CustomTestStringConvertible, Sendable {
        var program: String
        var message: String
        var suggestion: String?

        init(_ program: String, _ message: String, suggestion: String? = nil) {
            self.program = program
            self.message = message
            self.suggestion = suggestion
        }

        var testDescription: String { message }
    }

    private static let start = """
        .decl foothold(p: pod)
        .decl trusted(namespace: string, app: string)
        foothold(P) :- P.namespace.label["env"] = "test".
        trusted("shop", "frontend").
        .invariant a

        """

    static let faults = [
        Fault("violation(P) :- footold(P).", "no relation is named `footold`", suggestion: "did you mean `foothold`?"),
        Fault("violation(P) :- foothold(P, P).", "`foothold` has 2 arguments"),
        Fault("violation(P) :- foothold(P), connects(P, _, tcp).", "`connects` has 3 arguments"),
        Fault("violation(P) :- foothold(P), trusted(P, _).", "`P` cannot be a string here: it is a pod"),
        Fault(
            "violation(P) :- foothold(P), external(P).",
            "`P` cannot be an address outside the cluster here: it is a pod"),
        Fault(
            "violation(Q) :- foothold(_P).", "nothing says what `Q` is",
            suggestion: "write `pod(Q)` if any pod at all is meant"),
        Fault("violation(P) :- foothold(P), P.namspace.name = \"a\".", "unknown attribute `namspace`"),
        Fault("violation(P) :- foothold(P), connects(P, _, tcp, 70000).", "`70000` is no port"),
        Fault("violation(P) :- foothold(P), connects(P, _, tpc, 80).", "unknown protocol `tpc`"),
        Fault(
            "violation(P) :- foothold(P), connects(P, _, tcp, Port), Port in 9..8.", "the range is empty",
            suggestion: "did you mean `8..9`?"),
        Fault("violation(P) :- foothold(P), P.label[\"a b\"] = \"c\".", "`a b` is no label key"),
        Fault("violation(P) :- foothold(P), P.label[\"a\"] = \"b c\".", "`b c` is no label value"),
        Fault("violation(P) :- foothold(P), P.workload = \"a/b\".", "`a/b` is no workload"),
        Fault("violation(P) :- foothold(P), P.workload < \"a\".", "`<` compares numbers"),
        Fault(
            "violation(P) :- foothold(P), P.address in \"10.0.0.0/8\".", "`P` cannot be an address outside the cluster"),
        Fault("violation(X) :- external(X), X.address in \"10.0.0/8\".", "`10.0.0/8` is no address block"),
        Fault(
            "violation(P) :- foothold(P), not connects(P, _, tcp, 80).",
            "`_` under `not` would mean that no endpoint at all is such"),
        Fault(
            "violation(P, Q) :- foothold(P), pod(Q), not connects(P, Q, tcp, _).",
            "`_` under `not` would mean that nothing passes at all"),
        Fault("violation(P) :- foothold(P), not connects(P, Q, tcp, 80).", "`Q` stands under `not` alone"),
        Fault(
            "violation(P) :- foothold(P), connects(P, Q, tcp, 80), Q.label[\"a\"] != \"b\".",
            "`Q` may be an address outside the cluster"),
        Fault(
            "violation(X) :- external(X), connects(X, _, tcp, 80).", "neither end need be a pod"),
        Fault("violation(P) :- foothold(P), connects(P, P, tcp, 80).", "what a pod does to itself is left out"),
        Fault("violation(P) :- foothold(P), P != Q.", "`Q` stands under `not` alone"),
        Fault("violation(P) :- foothold(P), foothold(Q), P < Q.", "`<` compares numbers"),
        Fault("violation(P) :- foothold(P), external(X), P = X.", "cannot be"),
        Fault("violation(P) :- foothold(P), P = \"a\".", "`P` cannot be a string here: it is a pod"),
        Fault(
            "violation(P) :- foothold(P), connects(P, Q, tcp, A), pod(Q), connects(Q, _, tcp, B), A < B.",
            "ports of two connections are not compared yet"),
        Fault(
            "violation(P) :- foothold(P), connects(P, Q, tcp, A), pod(Q), connects(Q, _, tcp, B), A = B.",
            "ports of two connections are not compared yet", suggestion: "use one name for what is to be the same"),
        Fault(
            ".decl opens(p: pod, x: port)\nopens(P, X) :- foothold(P), connects(P, _, tcp, X).\n"
                + "violation(P) :- opens(P, _).",
            "`X` is of a connection, and cannot be handed to a relation yet"),
        Fault("violation(P) :- foothold(P)", "`.` is missing at the end of a rule"),
        Fault("violation(P) :- foothold(P) P.listed.", "unexpected `P` in a rule"),
        Fault("violation(P) :- foothold(P), P.label[\"a\"] in {\"b\".", "unexpected `.` in a set"),
        Fault("violation(P) :- foothold(P), P.label[\"a] = \"b\".", "the string does not end in its line"),
        Fault("violation(P) :- foothold(P), # no", "`#` has no meaning here", suggestion: "comments begin with `//`"),
        Fault("violation(P) :- foothold(P). /* no end", "the comment does not end"),
        Fault(".incariant b", "unknown directive `.incariant`"),
        Fault("violation(P) :- foothold(P).\n.invariant a\nviolation(P) :- foothold(P).", "duplicate invariant `a`"),
        Fault(
            "violation(P) :- foothold(P).\n.invariant b severity graev\nviolation(P) :- foothold(P).",
            "unknown severity `graev`"),
        Fault("violation(P) :- foothold(P).\n.invariant b", "invariant `b` says nothing"),
        Fault("violation(P) :- foothold(P).\n.decl other(p: pod)", "relation `other` is never defined"),
        Fault("violation(P) :- foothold(P).\n.decl foothold(p: pod)", "relation `foothold` is declared twice"),
        Fault(
            "violation(N) :- node(N), N.label[\"a\"] != \"b\".",
            "`N` is a node, which has no namespace and no labels"),
        Fault(
            "violation(N) :- node(N), external(N).", "`N` cannot be an address outside the cluster here: it is a node"),
        Fault("violation(N) :- node(N), node(M), connects(N, M, tcp, 80).", "neither end need be a pod"),
        Fault("violation(N) :- node(N), N.address in \"192.168.0\".", "`192.168.0` is no address block"),
        Fault("violation(P) :- foothold(P).\n.decl n(n: pot)", "unknown sort `pot`", suggestion: "did you mean `pod`?"),
        Fault("violation(P) :- foothold(P).\n.decl connects(p: pod)", "`connects` is built in"),
        Fault(
            "violation(P) :- foothold(P).\nviolation(P, Q) :- foothold(P), foothold(Q).",
            "violations of one invariant have"),
        Fault(
            ".decl bad(p: pod)\nbad(P) :- pod(P), not worse(P).\n.decl worse(p: pod)\nworse(P) :- pod(P), bad(P).\n"
                + "violation(P) :- bad(P).",
            "`bad` rests on its own negation: `bad` <- not `worse` <- `bad`"),
        Fault(
            ".decl reached(p: pod)\nreached(P) :- connects(_, P, tcp, 80), pod(P).\n"
                + "violation(P) :- foothold(P), not reached(P).",
            "`not reached(P)` would mean that certain endpoints do not exist"),
        Fault(
            ".decl open(p: pod, q: pod)\nopen(P, Q) :- connects(P, Q, tcp, 80).\n"
                + "violation(P) :- foothold(P), foothold(Q), not open(P, Q).",
            "`not open(P, Q)` would mean that none of many connections passes"),
        Fault(
            ".decl on(p: pod)\non(P) :- foothold(P).\non(Q) :- on(P), connects(P, Q, tcp, 80).\n"
                + "violation(P) :- foothold(P), not on(P).",
            "`not on(P)` has no meaning yet: `on` rests on itself"),
        Fault(
            ".decl team(p: pod, t: string)\nteam(P, T) :- P.namespace.label[\"team\"] = T.\n"
                + "violation(P) :- team(P, T), P.label[\"team\"] = T.",
            "two different attributes of endpoints are not compared yet"),
        Fault(
            ".decl is(p: pod, w: string)\nis(P, P.workload) :- foothold(P).\nviolation(P) :- is(P, _).",
            "a variable cannot stand for this attribute yet"),
        Fault(
            ".decl team(p: pod, t: string)\nteam(P, Q.label[\"team\"]) :- foothold(P).\nviolation(P) :- team(P, _).",
            "nothing says what `Q` is", suggestion: "write `pod(Q)` if any pod at all is meant"),
        Fault(
            ".decl near(p: pod, t: string)\nnear(P, T) :- foothold(P), Q.namespace.label[\"team\"] = T.\n"
                + "violation(P) :- foothold(P), not near(P, \"a\").",
            "`not near(P, \"a\")` would mean that certain endpoints do not exist"),
    ]

    @Test("An error says what is wrong, and where", arguments: faults)
    func fault(_ fault: Fault) throws {
        let reading = Reading(Self.start + fault.program)
        #expect(reading.invariants.isEmpty)
        let messages = reading.errors.map(\.message)
        let match = reading.errors.first { $0.message.contains(fault.message) }
        let error = try #require(match, "\(messages)")
        #expect(error.excerpt != nil && error.location.map { $0.line > 0 } ?? false)
        if let suggestion = fault.suggestion { #expect(error.suggestion == suggestion) }
    }

    @Test("Several errors are told at once, each with its line and a caret")
    func rendering() {
        let reading = Reading(
            """
            .decl foothold(p: pod)
            foothold(P) :- footold(P).
            \t.invariant a severity high
            violation(P) :- foothold(P), P.label["app"] = "x" P.listed.
            violation(P) :- foothold(P), trusted(P).
            """)
        #expect(
            reading.text == """
                rules.dl:2:16: error: no relation is named `footold`
                    foothold(P) :- footold(P).
                                   ^^^^^^^
                    expected a relation that `.decl` declares
                    did you mean `foothold`?
                rules.dl:4:51: error: unexpected `P` in a rule
                    violation(P) :- foothold(P), P.label["app"] = "x" P.listed.
                                                                      ^
                    expected `.`
                rules.dl:5:30: error: no relation is named `trusted`
                    violation(P) :- foothold(P), trusted(P).
                                                 ^^^^^^^
                    expected a relation that `.decl` declares
                    declare it, as `.decl trusted(p: pod)`

                """)
    }

    @Test("The caret stands right behind tabs and letters of several bytes, and in long lines")
    func carets() throws {
        let padding = String(repeating: "x", count: 300)
        let reading = Reading("\t/* ä\u{1F600} \(padding) */ violation(P) :- pod(P).")
        let excerpt = try #require(reading.errors.first?.excerpt)
        let marked = Array(excerpt.text.unicodeScalars)[excerpt.offset..<(excerpt.offset + excerpt.count)]
        #expect(String(String.UnicodeScalarView(marked)) == "violation")
        #expect(reading.errors.first?.location?.column == 312)
    }

    @Test("A variable that stands once is warned of")
    func single() {
        let reading = Reading(
            ".decl f(p: pod)\nf(P) :- pod(P).\n.invariant a\nviolation(P) :- f(P), connects(P, Other, tcp, 80).")
        #expect(reading.errors.isEmpty)
        #expect(reading.diagnostics.map(\.message) == ["`Other` stands once in its rule"])
    }

    @Test("No more errors are told than anybody reads")
    func abridged() {
        let reading = Reading(String(repeating: "a(P) :- b(P).\n", count: 1_000))
        #expect(reading.diagnostics.count == 51)
        #expect(reading.text.contains("950 more problems in this file"))
    }

    @Test("A full stop that is missing is told where it is missing, not where the next line begins")
    func missingEnd() {
        let reading = Reading(
            """
            .decl foothold(p: pod)
            foothold(P) :- P.label["app"] = "ä"  // no end

            foothold(Q) :- foothold(P), connects(P, Q, tcp, _).
            .invariant a
            violation(P) :- foothold(P).
            .decl fact(s: string)
            fact("a")
            """)
        #expect(
            reading.text == """
                rules.dl:2:36: error: `.` is missing at the end of a rule
                    foothold(P) :- P.label["app"] = "ä"  // no end
                                                       ^
                    expected `.`, or `,` and another condition
                rules.dl:8:10: error: `.` is missing behind a head
                    fact("a")
                             ^
                    expected `.` or `:-`
                    a rule goes on with `:-`, a fact ends with `.`

                """)
    }

    @Test("What is no UTF-8 text is refused as a whole, where it goes wrong")
    func encoding() {
        for damage in [[0xFF, 0xFE], [0xC3], [0], [0xED, 0xA0, 0x80]] as [[UInt8]] {
            let text = Array("// ä\nviolation(P) :- ".utf8) + damage + Array("# # # P.\n#\n".utf8)
            let reading = Reading(bytes: text)
            #expect(
                reading.diagnostics.map(\.text) == [
                    "rules.dl:2:17: error: invalid UTF-8\n    expected UTF-8 text\n"
                ], "\(damage)")
        }
    }
}
