import Foundation
import Reports
import TestSupport
import Testing

/// Python's XML reader judges, and a few facts about the format.
struct JUnitTests {
    /// Prints each test case with what is in it, and fails where the document is not as readers of JUnit want it.
    private static let checker = """
        import sys, xml.etree.ElementTree as tree
        allowed = {
            "testsuites": {"name", "time", "tests", "failures", "errors"},
            "testsuite": {"name", "time", "tests", "failures", "errors", "skipped"},
            "testcase": {"name", "time", "classname"},
            "failure": {"type", "message"}, "error": {"type", "message"}, "skipped": {"message"}, "system-out": set(),
        }
        children = {"testsuites": {"testsuite"}, "testsuite": {"testcase"},
                    "testcase": {"failure", "error", "skipped", "system-out"}}
        def check(element):
            assert set(element.attrib) <= allowed[element.tag], element.attrib
            assert {c.tag for c in element} <= children.get(element.tag, set()), element.tag
            for name in ("tests", "failures", "errors", "skipped"):
                if name in element.attrib: assert element.attrib[name].isdecimal()
            if "time" in element.attrib: assert float(element.attrib["time"]) >= 0
            for child in element: check(child)
        root = tree.fromstring(sys.stdin.buffer.read())
        assert root.tag == "testsuites"
        check(root)
        for node in [root, *root.iter("testsuite")]:
            cases = list(node.iter("testcase"))
            for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
                if name in node.attrib: assert int(node.attrib[name]) == sum(c.find(tag) is not None for c in cases), name
            assert int(node.attrib["tests"]) == len(cases)
        for case in root.iter("testcase"):
            print(ascii(case.attrib["name"]), *[ascii(c.tag + " " + c.attrib.get("type", "")) for c in case])
        """

    private func cases(_ text: String) throws -> [String]? {
        guard let result = try Python.run(["-c", Self.checker], input: text) else { return nil }
        #expect(result.status == 0, "\(result.text)")
        return result.output.split(separator: "\n").map(String.init)
    }

    @Test("Refuted is a failure, undecided and vacuous are errors, proved passes")
    func outcomes() throws {
        guard let cases = try cases(JUnitFormat().text(GoldenReports.everything, GoldenReports.options)) else { return }
        #expect(
            cases == [
                "'isolated' 'system-out '", "'no-test-in-prod' 'failure refuted'", "'app-reaches-db' 'failure refuted'",
                "'too-hard' 'error undecided'", "'about-nothing' 'error vacuous'", "'unsettled-gap' 'system-out '",
                "'waived' 'skipped '", "'no-longer-waived' 'failure expired waiver'", "'input' 'system-out '",
            ])
    }

    @Test("What --allow-vacuous lets pass is skipped, and --strict makes an error of a misspelt label")
    func options() throws {
        var options = GoldenReports.options
        options.allowsVacuous = true
        options.isStrict = true
        var report = GoldenReports.everything
        report.results[1].scopes = ScopeVerdicts(listed: .proved, future: .proved, futureCounts: .gap)
        report.results[1].counterexamples = []
        guard let cases = try cases(JUnitFormat().text(report, options)) else { return }
        #expect(cases[1] == "'no-test-in-prod' 'error warning'")
        #expect(cases[4] == "'about-nothing' 'skipped '")
    }

    @Test("Refused input is one error, and so is a run that checked nothing")
    func failures() throws {
        for text in [
            JUnitFormat().text(GoldenReports.refused, GoldenReports.options),
            JUnitFormat().text(GoldenReports.nothing, GoldenReports.options),
        ] {
            guard let cases = try cases(text) else { return }
            #expect(cases.count == 1)
            #expect(cases[0].hasPrefix("'input' 'error "))
        }
    }

    @Test("Whatever names are made of, the document is XML")
    func hostile() throws {
        for text in FormatTests.documents(JUnitFormat()) { _ = try cases(text) }
        let text = JUnitFormat().text(GoldenReports.hostile, GoldenReports.options)
        #expect(!text.contains("]]>") && !text.contains("<script>") && !text.contains("\u{FFFE}"))
    }
}
