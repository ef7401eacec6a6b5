/// A place in the input: a file, and a one-based line and column (columns count Unicode scalars).
///
/// Line 0 stands for "the file as a whole".
public struct SourceLocation: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    public var file: String
    public var line: Int
    public var column: Int

    public init(file: String, line: Int = 0, column: Int = 0) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// `file:line:column`, or the file alone where no line is known.
    public var description: String {
        line == 0 ? file : "\(file):\(line):\(column)"
    }

    public static func < (left: SourceLocation, right: SourceLocation) -> Bool {
        (left.file, left.line, left.column) < (right.file, right.line, right.column)
    }
}
