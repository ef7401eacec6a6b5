import Foundation
import Testing

/// A Python program as a judge of documents; where Python or a module is missing, the check is skipped with a message.
enum Python {
    private static let missing: Int32 = 77

    /// Runs a program with a document on its standard input.
    ///
    /// - Returns: What it printed; nil where it could not be run.
    static func run(_ program: String, _ arguments: [String] = [], input: String) throws -> (
        status: Int32, text: String
    )? {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", program] + arguments
        let (standardInput, output) = (Pipe(), Pipe())
        process.standardInput = standardInput
        process.standardOutput = output
        process.standardError = output
        try process.run()
        try standardInput.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try standardInput.fileHandleForWriting.close()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus != missing, process.terminationStatus != 127 else {
            print("skipped: python3, or a module that it needs, is not installed")
            return nil
        }
        return (process.terminationStatus, text)
    }

    /// Holds a JSON document to a schema of the folder `Shapes`.
    static func expect(_ document: String, toHaveShape shape: String) throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Shapes")
        try expect(document, toObey: folder.appending(path: "\(shape).schema.json"))
    }

    /// Holds a JSON document to the schema in a file.
    static func expect(_ document: String, toObey schema: URL) throws {
        guard let result = try run(schemaChecker, [schema.path()], input: document) else { return }
        #expect(result.status == 0, "\(schema.lastPathComponent): \(result.text)")
    }

    private static let schemaChecker = """
        import json, sys
        try:
            import jsonschema
        except ImportError:
            sys.exit(77)
        schema = json.load(open(sys.argv[1]))
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.Draft202012Validator(schema).validate(json.load(sys.stdin))
        """
}
