import Analyses
import Diagnostics
import NetworkModel
import Reports
import Testing

@Suite("Answers of trace")
struct TraceOutputTests {
    private func csv(_ flows: String) -> [String] { trace(flows).flows.map(TraceCSV.row) }

    @Test("One row for each row read, in order, ends and ports as they were written")
    func rows() {
        #expect(TraceCSV.header == "from,to,protocol,port,verdict,egress,ingress\n")
        #expect(
            csv("prod/app,prod/sts/mysql,tcp,sql\ntest/web,prod/mysql,,3306\n\"test/[a=b, c=d]\",1.2.3.4,UDP,53\n") == [
                "prod/app,prod/sts/mysql,tcp,sql,allowed,allowed: no policy selects the pod,"
                    + "allowed by prod/db ingress[0]\n",
                "test/web,prod/mysql,TCP,3306,undecided,allowed: no policy selects the pod,"
                    + "undecided: whether ipBlock `10.0.0.0/24` matches a pod depends on the network plugin "
                    + "(`ipBlockMatchesPods`)\n",
                "\"test/[a=b, c=d]\",1.2.3.4,UDP,53,allowed,allowed: no policy selects the pod,"
                    + "allowed: outside the cluster\n",
            ])
    }

    @Test("A namespace without manifest is undecided where its labels matter")
    func unknownNamespace() {
        let flow = trace("grey/x,prod/mysql,TCP,3306\n").flows.first
        #expect(flow?.verdict == .undecided)
        #expect(flow?.ingress.summary.contains("label `env` of namespace `grey` is not known") == true)
        #expect(trace("grey/x,prod/mysql,TCP,1\n").verdicts == [.denied])
    }

    @Test("A flow is unexpected where the verdict differs, and always where it is undecided")
    func expectations() {
        let flows = """
            prod/app,prod/mysql,TCP,3306,allowed
            prod/app,prod/mysql,TCP,3306,denied
            grey/x,prod/mysql,TCP,3306,denied
            grey/x,prod/mysql,TCP,3306,
            """
        let traced = trace(flows).flows
        #expect(traced.map(\.isUnexpected) == [false, true, true, false])
        var counts = TraceCounts()
        for flow in traced { counts.add(flow) }
        #expect(counts.status == .refuted)
        #expect(counts.unexpected == 2)
    }

    @Test("The status: unexpected before undecided before nothing at all")
    func status() {
        func status(_ flows: String) -> RunStatus {
            var counts = TraceCounts()
            for flow in trace(flows).flows { counts.add(flow) }
            return counts.status
        }
        #expect(status("prod/app,prod/mysql,TCP,1\n") == .proved)
        #expect(status("prod/app,prod/mysql,TCP,1,denied\n") == .proved)
        #expect(status("grey/x,prod/mysql,TCP,3306\n") == .undecided)
        #expect(status("# none\n") == .vacuous)
    }

    @Test("A pod reaches itself, two pods of one workload are two (NP-56)")
    func itself() {
        #expect(csv("prod/app,prod/app,TCP,80\n").joined().contains("same pod"))
        #expect(trace("prod/mysql,prod/mysql,TCP,1\n").verdicts == [.denied])
    }

    @Test("The text shows the deciding lines, and for a denial the nearest rule")
    func text() {
        let traced = trace("prod/app,prod/mysql,TCP,3306\ntest/web,prod/mysql,TCP,1\n", explaining: true).flows
        let texts = traced.map { TraceText().text($0) }
        #expect(texts[0].contains("prod/db ingress[0]  shop.yaml:"))
        #expect(texts[0].contains("from[0]"))
        #expect(texts[1].contains("isolated by prod/db"))
        #expect(texts[1].contains("nearest rule, which does not match because"))
    }

    @Test("The JSON document holds every flow, what decided, and the counts")
    func json() {
        let traced = trace("prod/app,prod/mysql,TCP,3306\ngrey/x,prod/mysql,TCP,sql\n").flows
        var counts = TraceCounts()
        var text = TraceJSON.opening
        for flow in traced {
            text += TraceJSON.element(flow, isFirst: counts.total == 0)
            counts.add(flow)
        }
        text += TraceJSON.closing(counts, [])
        #expect(text.contains("\"port\": 3306"))
        #expect(text.contains("\"port\": \"sql\""))
        #expect(text.contains("\"policy\": \"prod/db\""))
        #expect(text.contains("\"undecided\": 1"))
        #expect(text.hasSuffix("\"diagnostics\": []\n}\n"))
    }

    @Test("A target on the command line: a number or a name, and perhaps a protocol")
    func targets() {
        func flow(_ target: String) -> Flow? {
            var diagnostics = Diagnostics()
            let flow = Flow(from: "a/b", to: "c/d", target: target, into: &diagnostics)
            #expect((flow == nil) == diagnostics.hasErrors)
            return flow
        }
        #expect(flow("3306")?.port == .number(3306))
        #expect(flow("3306/tcp")?.transport == .tcp)
        #expect(flow("dns/UDP")?.port == .name("dns"))
        #expect(flow("dns/UDP")?.writtenTransport == "UDP")
        for wrong in ["", "0", "80/x", "tcp/80", "80/tcp/udp"] { #expect(flow(wrong) == nil) }
    }
}
