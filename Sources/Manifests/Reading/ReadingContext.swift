public import Diagnostics

/// What the readers of one document share: the file's name, and the problems found so far.
///
/// A class, since the readers of nested objects report into the same list while the outer one is suspended.
public final class ReadingContext {
    public let file: String
    public private(set) var diagnostics = Diagnostics()

    public init(file: String) {
        self.file = file
    }

    public func report(_ diagnostic: Diagnostic) {
        diagnostics.report(diagnostic)
    }

    public func location(of node: Node) -> SourceLocation {
        SourceLocation(file: file, line: Int(node.line), column: Int(node.column))
    }

    public func location(ofKey member: Node.Member) -> SourceLocation {
        SourceLocation(file: file, line: Int(member.keyLine), column: Int(member.keyColumn))
    }
}

extension Document {
    /// Reads the whole document; nil if a single error was found, here or before, so that nothing is ever half-read.
    ///
    /// Fields that `read` does not ask for are reported as unknown. All problems, warnings too, go to `diagnostics`.
    public func decode<Value>(
        into diagnostics: inout Diagnostics, _ read: (inout ObjectReader) -> Value
    ) -> Value? {
        let context = ReadingContext(file: file)
        var reader = ObjectReader(root, path: .root, context)
        let value = read(&reader)
        reader.finish()
        diagnostics.append(contentsOf: context.diagnostics)
        return isSound && !context.diagnostics.hasErrors ? value : nil
    }
}
