import Foundation
import Reports
import Testing

/// `schemas/report.schema.json` is what other programs are written against; Python's jsonschema judges.
struct SchemaTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static let checker = """
        import json, sys
        try:
            import jsonschema
        except ImportError:
            sys.exit(77)
        schema = json.load(open(sys.argv[1]))
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.Draft202012Validator(schema).validate(json.load(sys.stdin))
        """

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
        let python = Process()
        python.executableURL = URL(filePath: "/usr/bin/env")
        python.arguments = [
            "python3", "-c", Self.checker, Self.root.appending(path: "schemas/report.schema.json").path(),
        ]
        let input = Pipe()
        let errors = Pipe()
        python.standardInput = input
        python.standardError = errors
        try python.run()
        try input.fileHandleForWriting.write(contentsOf: Data(document.document.utf8))
        try input.fileHandleForWriting.close()
        let message = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        python.waitUntilExit()
        guard python.terminationStatus != 77, python.terminationStatus != 127 else {
            print("skipped: python3 with jsonschema is not installed")
            return
        }
        #expect((python.terminationStatus == 0) == toBeValid, "\(message)")
    }
}
