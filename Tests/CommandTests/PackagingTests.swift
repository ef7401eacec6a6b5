import Foundation
import TestSupport
import Testing

/// What puts the command into other people's pipelines, as far as it can be checked without running it there.
struct PackagingTests {
    private func text(of path: String) throws -> String {
        String(decoding: try Data(contentsOf: packageRoot.appending(path: path)), as: UTF8.self)
    }

    /// Where `scripts/setup-test-tools` installs what some tests need.
    private static let tools = "PATH=\"$PWD/.build/test-tools/bin:$PATH\"; "

    /// What a program in Python says of files of the repository; nil where there is no Python with YAML.
    private func python(_ program: String) throws -> Command.Result? {
        let result = try Command.bash(
            Self.tools
                + "python3 - <<'END'\nimport sys\ntry:\n    import yaml\nexcept ImportError:\n    sys.exit(77)\n\(program)\nEND"
        )
        guard result.status != 77, result.status != 127 else {
            print("skipped: python3 with yaml is not installed")
            return nil
        }
        return result
    }

    @Test("Every script is bash that can be parsed")
    func scripts() throws {
        let result = try Command.bash(
            "for f in ci/action-build ci/action-verify scripts/demo scripts/install scripts/lint scripts/setup scripts/test; do "
                + "bash -n $f && test -x $f || { echo $f; exit 1; }; done")
        #expect(result.status == 0, "\(result.output)\(result.errors)")
    }

    @Test("action.yml is a composite action: inputs are described, used as variables alone, and every step has a shell")
    func action() throws {
        let program = """
            import re
            a = yaml.safe_load(open("action.yml"))
            assert set(a) <= {"name", "description", "author", "branding", "inputs", "outputs", "runs"}, a.keys()
            assert a["runs"]["using"] == "composite"
            for name, i in a["inputs"].items():
                assert set(i) <= {"description", "required", "default", "deprecationMessage"} and i["description"], name
            for name, o in a["outputs"].items():
                assert set(o) == {"description", "value"}, name
            used = set()
            ids = set()
            for step in a["runs"]["steps"]:
                assert set(step) <= {"name", "id", "shell", "env", "run", "working-directory", "if"}, step
                assert step["shell"] == "bash"
                # What the workflow's author writes must not be run as a command.
                assert "${{" not in step["run"], step["run"]
                ids.add(step["id"])
                used |= set(re.findall(r"inputs\\.([-a-z]+)", str(step)))
                for output in re.findall(r"steps\\.([a-z]+)\\.outputs", str(step)): assert output in ids, output
            assert used == set(a["inputs"]), used ^ set(a["inputs"])
            """
        guard let result = try python(program) else { return }
        #expect(result.status == 0, "\(result.errors)")
    }

    @Test("The action's step hands over what its inputs say, word by word, and keeps the exit status")
    func actionRuns() throws {
        let folder = try TemporaryFolder()
        let place = folder.url.path()
        try folder.write("a b.yaml", Samples.open)
        let script = packageRoot.appending(path: "ci/action-verify").path()
        let result = try Command.bash(
            """
            cd '\(place)' && export GITHUB_OUTPUT=out NETPROOF_BINARY="$netproof" NETPROOF_PATHS='a b.yaml' \
            NETPROOF_SARIF=r.sarif NETPROOF_ARGUMENTS=$'--no-timings\\n--max-counterexamples=2' NETPROOF_FAIL_ON=low
            bash '\(script)'
            """)
        #expect(result.status == 1, "\(result.errors)")
        #expect(result.output.contains("refuted    open"))
        #expect(result.output.contains("::error file=a b.yaml"))
        #expect(try folder.text(of: "out") == "status=1\n")
        #expect(try folder.text(of: "r.sarif").contains("2.1.0"))
        let passed = try Command.bash(
            "cd '\(place)' && GITHUB_OUTPUT=out NETPROOF_BINARY=\"$netproof\" NETPROOF_PATHS='a b.yaml' NETPROOF_FAIL_ON=high "
                + "bash '\(script)'")
        #expect(passed.status == 0)
    }

    @Test(
        "The schemas and judges that others go by accept the action, the template and the hook",
        arguments: [
            "check-jsonschema --builtin-schema vendor.github-actions action.yml",
            "check-jsonschema --builtin-schema vendor.gitlab-ci --data-transform gitlab-ci ci/gitlab.yml",
            "pre-commit validate-manifest .pre-commit-hooks.yaml",
        ])
    func judged(_ line: String) throws {
        let program = line.prefix { $0 != " " }
        let result = try Command.bash(Self.tools + "command -v \(program) >/dev/null || exit 77; \(line)")
        if result.status == 77 { print("skipped: no \(program); scripts/setup-test-tools installs it") }
        #expect([0, 77].contains(result.status), "\(result.output)\(result.errors)")
    }

    @Test("The hooks have the fields that pre-commit wants, and name a command that exists")
    func hooks() throws {
        let program = """
            hooks = yaml.safe_load(open(".pre-commit-hooks.yaml"))
            known = {"id", "name", "entry", "language", "description", "types_or", "types", "files", "exclude",
                     "pass_filenames", "require_serial", "args", "stages", "always_run", "minimum_pre_commit_version"}
            for hook in hooks:
                assert {"id", "name", "entry", "language"} <= set(hook) <= known, hook
                assert hook["language"] == "system" and hook["entry"].split()[0] == "netproof", hook
                assert hook["pass_filenames"] is False
            """
        guard let result = try python(program) else { return }
        #expect(result.status == 0, "\(result.errors)")
    }

    @Test("The GitLab template is a hidden job with reports that the command writes; the krew manifest has its fields")
    func templates() throws {
        let program = """
            import re
            (name, job), = yaml.safe_load(open("ci/gitlab.yml")).items()
            assert name.startswith("."), name
            assert set(job) <= {"stage", "image", "variables", "script", "artifacts", "rules"}, job.keys()
            for report in job["artifacts"]["reports"].values():
                assert any(report in line for line in job["script"]), report
            krew = yaml.safe_load(open("krew/netproof.yaml"))
            assert krew["apiVersion"] == "krew.googlecontainertools.github.com/v1alpha2" and krew["kind"] == "Plugin"
            spec = krew["spec"]
            assert re.fullmatch(r"v\\d+\\.\\d+\\.\\d+", spec["version"]) and len(spec["shortDescription"]) <= 50
            for platform in spec["platforms"]:
                assert re.fullmatch(r"[0-9a-f]{64}", platform["sha256"]) and platform["uri"].startswith("https://")
                assert platform["bin"] in [f["to"] for f in platform["files"]]
                assert any(f["from"] == "LICENSE" for f in platform["files"])
            """
        guard let result = try python(program) else { return }
        #expect(result.status == 0, "\(result.errors)")
        let version = try Command.run("--version").output.split(separator: " ")[1]
        #expect(try text(of: "krew/netproof.yaml").contains("version: v\(version)\n"))
    }

    @Test(
        "The image is built in stages, runs as nobody in particular, and has the libraries that the command is linked to"
    )
    func dockerfile() throws {
        let lines = try text(of: "Dockerfile").split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(lines.count { $0.hasPrefix("FROM ") } == 2)
        let user = try #require(lines.lastIndex { $0.hasPrefix("USER ") })
        #expect(!lines[user].contains("root") && user > lines.lastIndex { $0.hasPrefix("RUN ") } ?? .max)
        #expect(lines.contains { $0.contains("libz3-4") && $0.contains("libyaml-0-2") })
        for path in ["scripts/setup", "Package.swift", "Sources", "Tests", "LICENSE"] {
            #expect(lines.contains { $0.hasPrefix("COPY ") && $0.contains(path) }, "\(path)")
        }
    }

    @Test("Completions can be loaded by the shells that are there", arguments: ["bash", "zsh", "fish"])
    func completions(_ shell: String) throws {
        let script = try Command.run("--generate-completion-script", shell)
        #expect(script.status == 0)
        for word in ["verify", "trace", "baseline", "fail-on"] { #expect(script.output.contains(word), "\(word)") }
        let folder = try TemporaryFolder()
        let file = try folder.write("completion", script.output)
        let check = shell == "fish" ? "fish --no-execute '\(file)'" : "\(shell) -n '\(file)'"
        let result = try Command.bash("command -v \(shell) >/dev/null || exit 77; \(check)")
        if result.status == 77 { print("skipped: \(shell) is not installed") }
        #expect([0, 77].contains(result.status), "\(result.errors)")
        guard shell == "bash" else { return }
        let loaded = try Command.bash("source '\(file)' && complete -p netproof")
        #expect(loaded.status == 0, "\(loaded.errors)")
    }

    @Test("Installing puts the command, its other name, completions and a manual page in place")
    func install() throws {
        let folder = try TemporaryFolder()
        let place = folder.url.path()
        let result = try Command.bash("NETPROOF_BINARY=\"$netproof\" DESTDIR='\(place)' scripts/install /usr")
        #expect(result.status == 0, "\(result.errors)")
        #expect(try Command.bash("'\(place)/usr/bin/kubectl-netproof' --version").status == 0)
        for file in [
            "bash-completion/completions/netproof", "zsh/site-functions/_netproof",
            "fish/vendor_completions.d/netproof.fish",
        ] {
            #expect(FileManager.default.fileExists(atPath: "\(place)/usr/share/\(file)"), "\(file)")
        }
        guard !result.errors.contains("no manual page") else { return }
        let page = try folder.text(of: "usr/share/man/man1/netproof.1")
        for words in [
            "netproof verify", "netproof trace", "netproof baseline write", "\\-\\-fail\\-on", ".SH EXIT STATUS",
        ] {
            #expect(page.contains(words), "\(words)")
        }
        let lint = try Command.bash(
            "command -v man >/dev/null || exit 77; LC_ALL=C.UTF-8 man --warnings -l '\(place)/usr/share/man/man1/netproof.1' 2>&1 >/dev/null"
        )
        #expect(lint.status == 77 || lint.output.isEmpty, "\(lint.output)")
    }
}
