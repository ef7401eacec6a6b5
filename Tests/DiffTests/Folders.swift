import Analyses
import Diagnostics
import Foundation
import Reports
import TestSupport
import Testing

extension TemporaryFolder {
    /// Runs git in it, with an identity.
    func git(_ arguments: String...) throws {
        let identity = ["-c", "user.name=test", "-c", "user.email=test@example.com"]
        let run = try ProcessRun("git", ["-C", url.path()] + identity + arguments)
        try #require(run.status == 0, "\(run.errors)")
    }
}

/// Two revisions given as text.
enum Compared {
    static let namespaces = """
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop, labels: {env: prod}}
        ---
        apiVersion: v1
        kind: Namespace
        metadata: {name: test, labels: {env: test}}
        ---

        """

    static func policy(_ spec: String) -> String { policy("policy", spec) }

    static func policy(namespace: String, _ spec: String) -> String { policy("policy", namespace: namespace, spec) }

    static func policy(_ name: String, namespace: String = "shop", _ spec: String) -> String {
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: \(name), namespace: \(namespace)}
        spec: \(spec)
        ---

        """
    }

    /// The report of two revisions that both begin with the namespaces.
    static func report(
        _ base: String, _ head: String, specs: String? = nil, allowing expected: String? = nil,
        options: DiffOptions = DiffOptions()
    ) throws -> DiffReport {
        let folder = try TemporaryFolder()
        var request = DiffRequest(
            base: try folder.write("base/all.yaml", namespaces + base),
            head: try folder.write("head/all.yaml", namespaces + head))
        if let specs { request.specPaths = [try folder.write("specs.yaml", specs)] }
        if let expected { request.expectedPaths = [try folder.write("expected.yaml", expected)] }
        return try report(request, options)
    }

    static func report(_ request: DiffRequest, _ options: DiffOptions = DiffOptions()) throws -> DiffReport {
        var diagnostics = Diagnostics()
        let solver = SolverDescription(version: "test")
        guard let report = try Diffing(options: options, solver: solver).run(request, into: &diagnostics) else {
            throw Refused(diagnostics: diagnostics.all)
        }
        return report
    }

    struct Refused: Error {
        var diagnostics: [Diagnostic]
    }
}
