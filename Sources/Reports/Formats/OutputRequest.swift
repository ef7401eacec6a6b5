/// One report to write: `FORMAT` or `FORMAT=FILE`.
public struct OutputRequest: Sendable {
    public var format: any ReportFormat
    /// Nil for standard output, which `-` names as well.
    public var file: String?

    public init(format: any ReportFormat, file: String? = nil) {
        self.format = format
        self.file = file
    }

    /// What is wrong with the words of a request.
    public enum Fault: Error, Hashable, Sendable {
        case unknownFormat(String)
        /// The format's name is followed by `=` and nothing else.
        case missingFile(String)
    }

    /// Reads `FORMAT` or `FORMAT=FILE`.
    public init(_ words: String) throws(Fault) {
        let parts = words.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0])
        guard let format = ReportFormats.named(name) else { throw .unknownFormat(name) }
        guard parts.count == 2 else {
            self.init(format: format)
            return
        }
        guard !parts[1].isEmpty else { throw .missingFile(name) }
        self.init(format: format, file: parts[1] == "-" ? nil : String(parts[1]))
    }
}

/// Two requests that cannot both be met.
public enum OutputConflict: Hashable, Sendable {
    /// Two reports for one file.
    case file(String)
    /// Two formats that cannot both go to standard output.
    case stream(String, String)

    /// The first conflict among requests.
    public init?(among requests: [OutputRequest]) {
        let files = requests.compactMap(\.file)
        if let twice = files.first(where: { file in files.count { $0 == file } > 1 }) {
            self = .file(twice)
            return
        }
        let formats = requests.filter { $0.file == nil }.map(\.format)
        for (index, format) in formats.enumerated() {
            guard let other = formats[..<index].first(where: { !$0.sharesStream(with: format) }) else { continue }
            self = .stream(other.name, format.name)
            return
        }
        return nil
    }

    /// The conflict in words, with the way out.
    public var sentence: String {
        switch self {
        case .file(let file): "two reports cannot go to one file: \(file)"
        case .stream(let first, let second):
            "\(first) and \(second) cannot both go to standard output: name a file, as in \(second)=FILE"
        }
    }
}

extension ReportFormat {
    /// Whether two reports may stand on one stream: not the same one twice, and no whole document beside another.
    fileprivate func sharesStream(with other: any ReportFormat) -> Bool {
        name != other.name && readership.sharesStream(with: other.readership)
    }
}
