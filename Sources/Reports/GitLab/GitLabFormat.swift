import Diagnostics

/// `gitlab`: a code quality report, which GitLab shows beside the lines of a merge request.
public struct GitLabFormat: ReportFormat {
    public let name = "gitlab"

    public init() {}

    public func text(_ report: some CommandReport, _ options: ReportOptions) -> String {
        let report = report.findingReport(options)
        let findings = report.findings.map { $0.codeQualityIssue(options) }
        return JSONValue.array(report.notices.codeQualityIssues(options) + findings).document
    }

    public func text(_ refusal: RefusedInput, _ options: ReportOptions) -> String {
        JSONValue.array(refusal.diagnostics.codeQualityIssues(options)).document
    }
}

extension Finding {
    fileprivate func codeQualityIssue(_ options: ReportOptions) -> JSONValue {
        .codeQualityIssue(
            check: "netproof/" + check, headline, details: details, severity: codeQualitySeverity,
            fingerprint: fingerprint, at: place, options)
    }

    /// GitLab's word for what the invariant's author calls the severity; what does not fail the run is less.
    private var codeQualitySeverity: String {
        switch level {
        case .note: "info"
        case .warning: "minor"
        case .error:
            switch severity {
            case .info: "info"
            case .low: "minor"
            case .medium: "major"
            case .high: "critical"
            case .critical: "blocker"
            }
        }
    }
}

extension [Diagnostic] {
    /// Problems of the input, each with a fingerprint of its own.
    fileprivate func codeQualityIssues(_ options: ReportOptions) -> [JSONValue] {
        var counts: [[String]: Int] = [:]
        return map { diagnostic in
            let words = [diagnostic.id, diagnostic.location?.file ?? "", diagnostic.message]
            counts[words, default: 0] += 1
            let text = JSONValue.strings(words + ["#\(counts[words, default: 1])"]).document
            return .codeQualityIssue(
                check: "netproof/" + diagnostic.id, diagnostic.sentence, severity: diagnostic.codeQualitySeverity,
                fingerprint: String(SHA256.hexadecimal([UInt8](text.utf8)).prefix(32)), at: diagnostic.location, options
            )
        }
    }
}

extension Diagnostic {
    fileprivate var codeQualitySeverity: String {
        switch severity {
        case .error: "blocker"
        case .warning: "minor"
        case .note: "info"
        }
    }
}

extension JSONValue {
    /// GitLab wants a path and a line of every issue: a problem of the run as a whole stands in line 1 of the directory.
    fileprivate static func codeQualityIssue(
        check: String, _ description: String, details: [String] = [], severity: String, fingerprint: String,
        at place: SourceLocation?, _ options: ReportOptions
    ) -> JSONValue {
        let path = place.map { options.path($0.file).text } ?? "."
        let line = Swift.max(place?.line ?? 0, 1)
        var members: [Member] = [
            .init("description", .string(description)), .init("check_name", .string(check)),
            .init("fingerprint", .string(fingerprint)), .init("severity", .string(severity)),
            .init(
                "location",
                .object([
                    .init("path", .string(path)), .init("lines", .object([.init("begin", .integer(line))])),
                ])),
            .init("categories", .strings(["Security"])),
        ]
        if !details.isEmpty {
            let body = details.joined(separator: "\n").codeBlock
            members.append(.init("content", .object([.init("body", .string(body))])))
        }
        return .object(members)
    }
}
