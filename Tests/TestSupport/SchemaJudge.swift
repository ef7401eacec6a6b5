import Foundation

/// Holds documents to the published JSON Schemas, by Python's judgement.
public enum SchemaJudge {
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

    /// What is wrong with a JSON document, empty where nothing is; nil, with a message, where nobody can tell.
    ///
    /// - Parameter name: Of the schema, as in `diff` for `schemas/diff.schema.json`.
    public static func fault(of document: String, schema name: String) throws -> String? {
        try complaint([checker, packageRoot.appending(path: "schemas/\(name).schema.json").path()], document)
    }

    /// What a parser says of an XML document; as above.
    public static func fault(ofXML document: String) throws -> String? {
        try complaint(["import sys, xml.dom.minidom; xml.dom.minidom.parse(sys.stdin)"], document)
    }

    private static func complaint(_ arguments: [String], _ document: String) throws -> String? {
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
