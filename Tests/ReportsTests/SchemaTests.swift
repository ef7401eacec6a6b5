import Reports
import TestSupport
import Testing

/// `schemas/report.schema.json` is what other programs are written against; Python's jsonschema judges.
struct SchemaTests {
    @Test("A report with every verdict, and a refusal, keep the published schema")
    func validates() throws {
        for document in [
            SampleReport.everything.json, SampleReport.everything.withoutTimings.json,
            RefusedInput(diagnostics: SampleReport.everything.diagnostics).json,
        ] {
            try expect(document, toBeValid: true)
        }
    }

    @Test("The schema refuses a verdict it does not know, and a document without any verdict or problem")
    func refuses() throws {
        try expect(.object([.init("version", .string(JSONContract.version))]), toBeValid: false)
        guard case .object(var members) = SampleReport.everything.json else { return }
        members.removeAll { $0.name == "summary" }
        try expect(.object(members), toBeValid: false)
    }

    private func expect(_ document: JSONValue, toBeValid: Bool) throws {
        guard let fault = try SchemaJudge.fault(of: document.document, schema: "report") else { return }
        #expect(fault.isEmpty == toBeValid, "\(fault)")
    }
}
