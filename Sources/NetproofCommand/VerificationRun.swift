import Analyses
import Invariants
import Netproof
import ProjectFile
import Reports

/// One run of `verify`, from its arguments to a report: what `verify` and `baseline` share.
struct VerificationRun {
    var input: InputArguments
    var deciding: DecidingArguments
    var verification: VerificationArguments
    var shard: ShardArguments?

    /// - Parameter baseline: What is known.
    func outcome(_ configuration: ProjectConfiguration?, knowing baseline: Baseline?) throws -> VerifyOutcome {
        let progress = ProgressLine()
        defer { progress.clear() }
        var options = deciding.options
        options.baseline = baseline
        options.shard = shard?.request(surroundings(verification.rule(configuration)))
        return try VerifyRequest(input: request(configuration, progress), options: options).run(
            progress: progress.handler)
    }

    /// What shards of one run have in common beside the input and how it is decided.
    private func surroundings(_ rule: FailureRule) -> [String] {
        [
            Version.netproof, rule.threshold.rawValue, rule.isStrict ? "strict" : "",
            rule.allowsVacuous ? "vacuous" : "",
        ]
    }

    /// All that there is to be known.
    func search(_ configuration: ProjectConfiguration?) throws -> BaselineOutcome {
        let progress = ProgressLine()
        defer { progress.clear() }
        return try BaselineRequest(
            input: request(configuration, progress), options: deciding.options, rule: verification.rule(configuration)
        ).run(progress: progress.handler)
    }

    private func request(_ configuration: ProjectConfiguration?, _ progress: ProgressLine) -> InputRequest {
        var request = input.request(configuration, telling: progress)
        request.waiverPaths = verification.waivers.isEmpty ? configuration?.waivers ?? [] : verification.waivers
        return request
    }
}
