/// The formats there are. A new one is a folder beside this one, and one line here.
public enum ReportFormats {
    public static let all: [any ReportFormat] = [
        TextFormat(),
        JSONFormat(),
        SARIFFormat(),
        JUnitFormat(),
        GitHubFormat(),
        GitLabFormat(),
        MarkdownFormat(),
        PolicyReportFormat(),
    ]

    /// The format of a name, as `--output` takes it.
    public static func named(_ name: String) -> (any ReportFormat)? {
        all.first { $0.name == name }
    }
}
