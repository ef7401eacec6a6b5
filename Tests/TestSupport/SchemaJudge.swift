public import Foundation

/// Holds documents to the published JSON Schemas, by Python's judgement.
public enum SchemaJudge {
    private static let checker = """
        import json, sys
        try:
            import jsonschema
        except ImportError:
            sys.exit(77)
        schema = json.load(open(sys.argv[1]))
        validator = jsonschema.validators.validator_for(schema)
        validator.check_schema(schema)
        validator(schema).validate(json.load(sys.stdin))
        """

    /// What is wrong with a JSON document, empty where nothing is; nil, with a message, where nobody can tell.
    ///
    /// - Parameter name: Of the schema, as in `diff` for `schemas/diff.schema.json`.
    public static func fault(of document: String, schema name: String) throws -> String? {
        try fault(of: document, schema: packageRoot.appending(path: "schemas/\(name).schema.json"))
    }

    /// As above, by the schema in a file.
    public static func fault(of document: String, schema file: URL) throws -> String? {
        try complaint([checker, file.path()], document)
    }

    /// What a parser says of an XML document; as above.
    public static func fault(ofXML document: String) throws -> String? {
        try complaint(["import sys, xml.dom.minidom; xml.dom.minidom.parse(sys.stdin.buffer)"], document)
    }

    private static func complaint(_ arguments: [String], _ document: String) throws -> String? {
        guard let run = try Python.run(["-c"] + arguments, input: document) else { return nil }
        return run.status == 0 ? "" : "status \(run.status): \(run.errors)"
    }
}
