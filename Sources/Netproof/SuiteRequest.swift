public import Analyses
public import Reports

/// What `test` is asked: where the suites are, and how to go about them.
public struct SuiteRequest: Sendable {
    /// Files and directories.
    public var paths: [String]
    public var options: VerifyOptions
    /// Only cases of whose full name, `suite: case`, one of these is a part; all where empty.
    public var filters: [String]

    public init(paths: [String], options: VerifyOptions = VerifyOptions(), filters: [String] = []) {
        self.paths = paths
        self.options = options
        self.filters = filters
    }

    /// Runs the suites.
    ///
    /// - Throws: Only for faults of the tool's own; problems of the input are in the report.
    public func run() throws -> SuiteReport {
        let solver = SolverDescription(version: Version.solver)
        return try SuiteRun(options: options, solver: solver, filters: filters).run(paths)
    }
}
