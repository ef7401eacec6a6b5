import Diagnostics
import NetworkModel
import Reports
import Testing

struct TextTests {
    private let text = TextReport().text(SampleReport.everything)

    @Test("A refutation tells both ends, the port, and the line that lets it through")
    func refutation() {
        #expect(text.contains("counterexample: connects on TCP 3306"))
        #expect(text.contains("pod without label role in namespace ns-1 (yet to be created; env=test; no label team)"))
        #expect(text.contains("pod with app=mysql in namespace prod (env=prod)"))
        #expect(text.contains("allowed: no policy selects this pod for egress: default allow"))
        #expect(text.contains("prod/deny-cross-ns-db ingress[0]  policies.yaml:9"))
        #expect(text.contains("from[0] in line 10, ports[0] in line 14"))
    }

    @Test("A failed always tells what isolates, and the rule that came nearest")
    func blocked() {
        #expect(text.contains("counterexample: cannot connect on TCP 3306"))
        #expect(text.contains("isolated by prod/deny-cross-ns-db  policies.yaml:1"))
        #expect(text.contains("nearest rule, which does not match because env NotIn [prod]"))
    }

    @Test("A gap is shown beside the proof, with its counterexample and what that depends on")
    func gap() {
        #expect(text.contains("gap       not guaranteed for namespaces yet to be created"))
        #expect(text.contains("connects on UDP 53: external address 203.0.113.7"))
        #expect(text.contains("depends on an ipBlock matching the address of a pod"))
        let full = TextReport(isVerbose: true).text(SampleReport.everything)
        #expect(full.contains("gap: connects on UDP 53"))
        #expect(full.contains("settled by network.ipBlockMatchesPods\n"))
        #expect(text.contains("; 1 gap in namespaces yet to be created"))
    }

    @Test("That one scope is vacuous is a reason for a vacuous verdict, and for no other")
    func vacuousScope() {
        func text(_ listed: ScopeVerdict, _ future: ScopeVerdict) -> String {
            var result = SampleReport.result("a", line: 1, listed: listed, future: future, counts: .fail)
            result.vacuousParts = [(Scope.listed, listed), (.future, future)].filter { $0.1 == .vacuous }.map {
                ScopedReason(scope: $0.0, text: "nothing can match `from`")
            }
            return TextReport(isVerbose: true).text(SampleReport.report([result]))
        }
        #expect(!text(.proved, .vacuous).contains("nothing can match"))
        #expect(!text(.refuted, .vacuous).contains("nothing can match"))
        #expect(!text(.vacuous, .refuted).contains("nothing can match"))
        let both = text(.vacuous, .vacuous)
        #expect(both.contains("why       in listed namespaces: nothing can match `from`"))
        #expect(both.contains("why       in namespaces yet to be created: nothing can match `from`"))
    }

    @Test("Many policies are cut to a few lines unless the text is verbose")
    func abbreviated() {
        #expect(text.contains("and 397 more"))
        #expect(!text.contains("policy-400 "))
        #expect(TextReport(isVerbose: true).text(SampleReport.everything).contains("prod/policy-400 "))
    }

    @Test("Assumptions of every verdict stand once")
    func assumptions() {
        #expect(text.ranges(of: "the network plugin enforces").count == 1)
        #expect(text.contains("assumes   namespace test is as its manifest says"))
    }

    @Test("Where the future counts, its counterexample is shown in full")
    func futureFails() {
        var report = SampleReport.everything
        report.results[0].scopes = ScopeVerdicts(listed: .proved, future: .refuted, futureCounts: .fail)
        let text = TextReport().text(report)
        #expect(text.contains("counterexample: connects on UDP 53"))
        #expect(!text.contains("does not count"))
    }

    @Test("Without colour there is no escape sequence, and with it the words stay the same")
    func colour() {
        let coloured = TextReport(palette: Palette(isColoured: true)).text(SampleReport.everything)
        #expect(!text.contains("\u{1B}"))
        #expect(coloured.contains("\u{1B}[1;31mrefuted"))
        #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == text)
    }

    @Test("Names from the input cannot send escape sequences to the terminal")
    func hostile() {
        var report = SampleReport.everything
        let evil = "x\u{1B}]0;title\u{7}\r\n\u{9B}"
        for index in report.results.indices {
            report.results[index].invariant += evil
            report.results[index].claim += evil
            report.results[index].description = evil
            report.results[index].restsOn.insert(
                ReportedPolicy(kind: evil, namespace: evil, name: evil, location: .init(file: evil, line: 1)), at: 0)
            report.results[index].counterexamples = report.results[index].counterexamples.map { example in
                var copy = example
                copy.from.absentLabels = [evil]
                copy.to.endpoint = .pod(
                    Pod(
                        namespace: PodNamespace(name: evil, isListed: true, labels: [evil: evil]),
                        labels: [evil: evil], namedPorts: [NamedPort(name: evil, transport: .tcp, port: 1)]))
                return copy
            }
        }
        report.universe.name = evil
        for text in [TextReport(isVerbose: true).text(report), report.json.document] {
            #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || (0x7F..<0xA0).contains($0.value) })
        }
        for file in CounterexampleFile.files(for: report) {
            #expect(!file.text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
            #expect(!file.name.contains("/") && !file.name.contains("\u{1B}"))
        }
    }

    @Test("A run without invariants says that nothing was checked")
    func nothing() {
        #expect(TextReport().text(SampleReport.report([])).hasSuffix("nothing was checked: there is no invariant\n"))
    }
}
