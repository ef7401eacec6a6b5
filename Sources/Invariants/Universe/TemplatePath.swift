import Diagnostics
import Manifests

/// A policy file that a LabelUniverse names, with the place where it does.
struct TemplatePath {
    /// As the name of the spec file: relative to where that is relative to.
    var path: String
    /// As written.
    var text: String
    var location: SourceLocation

    /// Reads `policies`; nil where the field is missing. An empty list says that future namespaces get no policy.
    static func list(_ reader: inout ObjectReader) -> [TemplatePath]? {
        guard reader.given("policies") != nil else { return nil }
        return reader.list("policies").compactMap { element in
            guard let text = reader.context.string(element.node, path: element.path) else { return nil }
            let location = reader.location(of: element.node)
            guard !text.isEmpty else {
                reader.context.report(
                    Diagnostic(
                        "template-path", at: location, "the path is empty", expected: "expected the path of a file"))
                return nil
            }
            return TemplatePath(path: resolved(text, beside: location.file), text: text, location: location)
        }
    }

    /// A path relative to the directory of the spec file, with `.` and `..` taken out.
    static func resolved(_ text: String, beside file: String) -> String {
        let isAbsolute = text.hasPrefix("/") || file.hasPrefix("/")
        let directory: ArraySlice<Substring> = text.hasPrefix("/") ? [] : file.split(separator: "/").dropLast()
        return (isAbsolute ? "/" : "") + shortened(directory + text.split(separator: "/")).joined(separator: "/")
    }

    private static func shortened(_ parts: ArraySlice<Substring>) -> [Substring] {
        var result: [Substring] = []
        for part in parts where part != "." {
            if part == "..", let last = result.last, last != ".." {
                result.removeLast()
            } else {
                result.append(part)
            }
        }
        return result
    }
}
