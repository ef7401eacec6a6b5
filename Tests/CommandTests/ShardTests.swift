import Foundation
import TestSupport
import Testing

/// A run that is split over several machines, and put together again.
struct ShardTests {
    private static let input = "examples/article/broken Specs/guardrails/dns.yaml"

    /// A folder with the reports of all shards.
    private func shards(_ count: Int, _ input: String = Self.input, more: String = "") throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for number in 1...count {
            let result = try Command.bash(
                "\"$netproof\" verify \(input) --shard \(number)/\(count) --no-timings "
                    + "--output json='\(folder.url.path())/\(number).json' \(more)")
            #expect([0, 1, 3, 4].contains(result.status), "\(result.errors)")
        }
        return folder
    }

    private func merge(_ folder: TemporaryFolder, _ files: String = "*.json", _ flags: String = "") throws
        -> Command.Result
    {
        try Command.bash("cd '\(folder.url.path())' && \"$netproof\" merge \(files) \(flags)")
    }

    @Test(
        "The merged report of all shards is that of one run, byte for byte, in every format", arguments: [1, 2, 3, 12])
    func merged(_ count: Int) throws {
        let folder = try shards(count)
        for format in count == 3 ? ["json", "text", "sarif", "junit", "markdown", "policyreport"] : ["json"] {
            let whole = try Command.bash("\"$netproof\" verify \(Self.input) --no-timings --format \(format)")
            // Paths are named from where the command runs.
            let merged = try Command.bash(
                "\"$netproof\" merge '\(folder.url.path())'/*.json --no-timings --format \(format)")
            #expect(merged.output == whole.output, "\(format)")
            #expect(merged.status == whole.status)
            #expect(merged.errors == whole.errors)
        }
    }

    @Test("Shards that hold derivations of rules come to the report of one run, byte for byte", arguments: [2, 8])
    func derivations(_ count: Int) throws {
        let input = "examples/article/broken Specs/guardrails/lateral.dl"
        let folder = try shards(count, input)
        for format in ["json", "text", "sarif", "junit", "github", "gitlab", "markdown", "policyreport"] {
            let whole = try Command.bash("\"$netproof\" verify \(input) --no-timings --format \(format)")
            let merged = try Command.bash(
                "\"$netproof\" merge '\(folder.url.path())'/*.json --no-timings --format \(format)")
            #expect(whole.output.contains("foothold"), "\(format)")
            #expect(merged.output == whole.output, "\(format)")
            #expect(merged.status == whole.status)
            #expect(merged.errors == whole.errors)
        }
    }

    @Test("Shards are of one run only where the files of rules say the same, be it under one name for each invariant")
    func rules() throws {
        let folder = try TemporaryFolder()
        let rules = """
            .invariant "closed"
                "Nothing of test reaches prod."
            violation(S, D) :- S.namespace.label["env"] = "test", D.namespace.label["env"] = "prod", connects(S, D, tcp, 3306).

            """
        try folder.write("cluster.yaml", Samples.namespaces + Samples.invariant("other"))
        for (number, text) in [(1, rules), (2, rules.replacing("3306", with: "3307"))] {
            try folder.write("rules.dl", text)
            let result = try Command.bash(
                "cd '\(folder.url.path())' && \"$netproof\" verify cluster.yaml rules.dl --shard \(number)/2 --output json=\(number).json"
            )
            #expect([0, 1].contains(result.status), "\(result.errors)")
        }
        let result = try merge(folder)
        #expect(result.status == 2)
        #expect(result.errors.contains("not of the same run"), "\(result.errors)")
        try folder.write("rules.dl", rules)
        _ = try Command.bash(
            "cd '\(folder.url.path())' && \"$netproof\" verify cluster.yaml rules.dl --shard 2/2 --output json=2.json")
        #expect(try merge(folder).status == 1)
    }

    @Test("A baseline, waivers and what fails go with the shards")
    func surroundings() throws {
        let folder = try TemporaryFolder()
        let input = "examples/online-boutique Specs/guardrails/no-outside-ingress.yaml"
        let baseline = folder.url.appending(path: "known.yaml").path()
        #expect(try Command.bash("\"$netproof\" baseline write \(input) --baseline '\(baseline)'").status == 0)
        let flags = "--baseline '\(baseline)' --fail-on high"
        let parts = try shards(2, input, more: flags)
        let whole = try Command.bash("\"$netproof\" verify \(input) \(flags) --no-timings --format json")
        let merged = try Command.bash("\"$netproof\" merge '\(parts.url.path())'/*.json --no-timings --format json")
        #expect(try Command.bash("\"$netproof\" verify \(input)").status == 1)
        #expect(whole.status == 0)
        #expect(merged.status == 0)
        #expect(merged.output == whole.output)
        #expect(merged.errors == whole.errors)
    }

    @Test("Each invariant is in one shard, whichever way the shard is named, and shards are of one size")
    func split() throws {
        var sizes: [Int] = []
        for number in 1...3 {
            let one = try Command.bash("\"$netproof\" verify \(Self.input) --shard \(number)/3 --no-timings")
            let other = try Command.bash(
                "\"$netproof\" verify \(Self.input) --shard-index \(number - 1) --shard-count 3 --no-timings")
            #expect(one.output == other.output)
            let words = try #require(one.output.firstMatch(of: #/shard (\d) of 3: (\d) of 7 invariants/#))
            #expect(words.1 == "\(number)")
            sizes.append(try #require(Int(words.2)))
        }
        #expect(sizes.reduce(0, +) == 7)
        #expect(sizes.allSatisfy { $0 == 2 || $0 == 3 })
    }

    @Test("A shard without invariants is no failure, and its report is needed all the same")
    func empty() throws {
        let folder = try shards(12)
        let empty = try (1...12).filter { try folder.text(of: "\($0).json").contains("\"results\": []") }
        #expect(empty.count == 5)
        let line = "\"$netproof\" verify \(Self.input) --shard \(empty[0])/12"
        #expect(try Command.bash(line).status == 0)
        let others = (1...12).filter { $0 != empty[0] }.map { "\($0).json" }.joined(separator: " ")
        let result = try merge(folder, others)
        #expect(result.status == 2)
        #expect(
            result.errors == "error: shards are missing: \(empty[0])/12\n  expected a report of each of the 12 shards\n"
                || result.errors.contains("shards are missing: \(empty[0])/12"))
        #expect(result.output.isEmpty)
    }

    @Test("What does not make a whole is refused, and no verdict comes of it")
    func refused() throws {
        let folder = try shards(2)
        let place = folder.url.path()
        func write(_ name: String, _ line: String) throws {
            _ = try Command.bash("\"$netproof\" verify \(line) --no-timings --output json='\(place)/\(name)'")
        }
        try write("whole", Self.input)
        try write("other-count", "\(Self.input) --shard 2/3")
        try write("other-input", "examples/article/fixed Specs/guardrails/dns.yaml --shard 2/2")
        try write("other-options", "\(Self.input) --shard 2/2 --max-counterexamples 2")
        try write("other-rule", "\(Self.input) --shard 2/2 --fail-on high")
        try write("other-day", "\(Self.input) --shard 2/2 --now 2020-01-01")
        try write("refused", "/nonexistent --shard 2/2")
        try folder.write("text", "hello")
        for (files, message) in [
            ("1.json", "shards are missing: 2/2"), ("2.json 2.json", "stands here again"),
            ("1.json 2.json 2.json", "stands here again"), ("1.json whole", "the report is not of a shard"),
            ("1.json other-count", "not of the same run"), ("1.json other-input", "not of the same run"),
            ("1.json other-options", "not of the same run"), ("1.json other-rule", "not of the same run"),
            ("1.json other-day", "not of the same run"), ("1.json refused", "was refused"),
            ("1.json text", "no JSON report"), ("1.json missing", "no such file or directory"),
        ] {
            let result = try merge(folder, files, "--format json")
            #expect(result.status == 2, "\(files)")
            #expect(result.errors.contains(message), "\(files): \(result.errors)")
            #expect(!result.output.contains("\"results\""))
        }
    }

    @Test("A record that somebody changed does not make a whole")
    func changed() throws {
        let folder = try shards(2)
        let text = try folder.text(of: "1.json")
        for (old, new) in [("\\\"total\\\":7", "\\\"total\\\":8"), ("\\\"positions\\\":[", "\\\"positions\\\":[6,")] {
            #expect(text.contains(old))
            try folder.write("1.json", text.replacing(old, with: new))
            #expect(try merge(folder).status == 2)
        }
    }

    @Test("Shards are named as they should be, and read what all of them can read")
    func usage() throws {
        for flags in [
            "--shard 0/2", "--shard 3/2", "--shard 1", "--shard 1/0", "--shard a/b", "--shard -1/2", "--shard +1/2",
            "--shard-index 1", "--shard-count 2", "--shard-index 2 --shard-count 2",
            "--shard 1/2 --shard-index 0 --shard-count 2",
        ] {
            #expect(try Command.bash("\"$netproof\" verify \(Self.input) \(flags)").status == 2, "\(flags)")
        }
        #expect(try Command.bash("\"$netproof\" verify - --shard 1/2 </dev/null").status == 2)
        #expect(try Command.bash("\"$netproof\" merge").status == 2)
    }

    @Test("The Job of the example names each shard, and its pods can do nothing else")
    func job() throws {
        let check = """
            import sys
            try:
                import yaml
            except ImportError:
                sys.exit(77)
            job = yaml.safe_load(open("examples/fleet/job.yaml"))
            assert job["apiVersion"] == "batch/v1" and job["kind"] == "Job"
            spec = job["spec"]
            assert spec["completionMode"] == "Indexed" and spec["completions"] == spec["parallelism"] == 4
            pod = spec["template"]["spec"]
            assert pod["restartPolicy"] == "Never" and pod["automountServiceAccountToken"] is False
            assert pod["securityContext"]["runAsNonRoot"] is True and pod["securityContext"]["runAsUser"] > 0
            (container,) = pod["containers"]
            context = container["securityContext"]
            assert context["allowPrivilegeEscalation"] is False and context["readOnlyRootFilesystem"] is True
            assert context["capabilities"] == {"drop": ["ALL"]}
            script = container["args"][0]
            assert "--shard-index \\"$JOB_COMPLETION_INDEX\\" --shard-count 4" in script, script
            mounts = {m["name"] for m in container["volumeMounts"]}
            assert mounts == {v["name"] for v in pod["volumes"]}
            """
        let result = try Command.bash(
            "PATH=\"$PWD/.build/test-tools/bin:$PATH\" python3 - <<'END'\n\(check)\nEND")
        if result.status == 77 || result.status == 127 { print("skipped: python3 with yaml is not installed") }
        #expect([0, 77, 127].contains(result.status), "\(result.errors)")
    }

    @Test("The script of the example's Job runs, with the status that a Job should see")
    func jobScript() throws {
        let text = String(
            decoding: try Data(contentsOf: packageRoot.appending(path: "examples/fleet/job.yaml")), as: UTF8.self)
        let start = try #require(text.range(of: "            - |\n")).upperBound
        let end = try #require(text.range(of: "\n          env:", range: start..<text.endIndex)).lowerBound
        let folder = try TemporaryFolder()
        let script = text[start..<end].replacing("/manifests", with: "examples/article/broken").replacing(
            "/reports", with: folder.url.path())
        let result = try Command.bash(
            "netproof() { \"$netproof\" \"$@\"; }; export JOB_COMPLETION_INDEX=3 NETPROOF_DAY=2026-01-31; \(script)")
        #expect(result.status == 0, "\(result.errors)")
        #expect(try folder.text(of: "shard-3.json").contains("\"number\": 4"))
    }
}
