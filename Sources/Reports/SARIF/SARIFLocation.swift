import Diagnostics

extension SARIF {
    /// What relative addresses are relative to.
    static let baseID = "%SRCROOT%"

    /// A place, with a number and a message where it is one among others.
    static func location(
        _ place: SourceLocation, _ options: ReportOptions, id: Int? = nil, message text: String? = nil
    ) -> JSONValue {
        var members: [JSONValue.Member] = []
        if let id { members.append(.init("id", .integer(id))) }
        members.append(.init("physicalLocation", physicalLocation(place, options)))
        if let text { members.append(.init("message", message(text.printable(limit: .max)))) }
        return .object(members)
    }

    private static func physicalLocation(_ place: SourceLocation, _ options: ReportOptions) -> JSONValue {
        let path = options.path(place.file).text
        let isAbsolute = path.hasPrefix("/")
        var artifact: [JSONValue.Member] = [.init("uri", .string((isAbsolute ? "file://" : "") + path.percentEncoded))]
        if !isAbsolute { artifact.append(.init("uriBaseId", .string(baseID))) }
        let members = [JSONValue.Member("artifactLocation", .object(artifact))]
        return .object(members + (place.line > 0 ? [.init("region", region(place))] : []))
    }

    private static func region(_ place: SourceLocation) -> JSONValue {
        let line = JSONValue.Member("startLine", .integer(place.line))
        return .object([line] + (place.column > 0 ? [.init("startColumn", .integer(place.column))] : []))
    }
}

extension String {
    /// The path as the path of an address (RFC 3986): all but unreserved characters and slashes is encoded.
    fileprivate var percentEncoded: String {
        utf8.map { byte in
            let scalar = Unicode.Scalar(byte)
            let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
            if isPlain || "-._~/".unicodeScalars.contains(scalar) { return String(Character(scalar)) }
            let digits = String(byte, radix: 16, uppercase: true)
            return "%" + (digits.count == 1 ? "0" : "") + digits
        }.joined()
    }
}
