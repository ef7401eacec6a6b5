import Foundation
import TestSupport
import Testing

extension SchemaJudge {
    /// Holds a JSON document to a schema of the folder `Shapes`, which says what its readers want.
    static func expect(_ document: String, toHaveShape shape: String) throws {
        let schema = packageRoot.appending(path: "Tests/ReportsTests/Shapes/\(shape).schema.json")
        #expect(try fault(of: document, schema: schema) ?? "" == "", "\(shape)")
    }
}
