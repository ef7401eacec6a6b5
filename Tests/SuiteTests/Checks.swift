import Foundation

/// Python's judgement of documents.
enum JSONCheck {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// What is wrong with a document; nil where nobody can tell.
    static func fault(of document: String, schema: String) throws -> String? {
        let checker = """
            import json, sys
            try:
                import jsonschema
            except ImportError:
                sys.exit(77)
            schema = json.load(open(sys.argv[1]))
            jsonschema.Draft202012Validator.check_schema(schema)
            jsonschema.Draft202012Validator(schema).validate(json.load(sys.stdin))
            """
        return try Python.run([checker, root.appending(path: "schemas/\(schema).schema.json").path()], document)
    }
}

/// Whether text is XML that a parser reads.
struct XMLCheck {
    func isWellFormed(_ text: String) -> Bool {
        let fault = try? Python.run(["import sys, xml.dom.minidom; xml.dom.minidom.parse(sys.stdin)"], text)
        return fault ?? "" == ""
    }
}

private enum Python {
    /// What a script complains of; nil, with a message, where Python or a package of it is missing.
    static func run(_ arguments: [String], _ document: String) throws -> String? {
        let python = Process()
        python.executableURL = URL(filePath: "/usr/bin/env")
        python.arguments = ["python3", "-c"] + arguments
        let (input, errors) = (Pipe(), Pipe())
        python.standardInput = input
        python.standardError = errors
        try python.run()
        try input.fileHandleForWriting.write(contentsOf: Data(document.utf8))
        try input.fileHandleForWriting.close()
        let message = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        python.waitUntilExit()
        guard python.terminationStatus != 77, python.terminationStatus != 127 else {
            print("skipped: python3 with jsonschema is not installed")
            return nil
        }
        return python.terminationStatus == 0 ? "" : message
    }
}
