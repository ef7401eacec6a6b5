import Foundation
import TestSupport
import Testing

/// `--live`, against a script that answers as kubectl does.
struct LiveTests {
    private static let served = """
        namespaces               ns     v1                       false   Namespace
        pods                     po     v1                       true    Pod
        configmaps               cm     v1                       true    ConfigMap
        services                 svc    v1                       true    Service
        deployments              deploy apps/v1                  true    Deployment
        networkpolicies          netpol networking.k8s.io/v1     true    NetworkPolicy
        ingresses                ing    networking.k8s.io/v1     true    Ingress
        """

    private static func list(_ items: String = "") -> String {
        "{\"apiVersion\": \"v1\", \"kind\": \"List\", \"items\": [\(items)]}"
    }

    private static func namespace(_ name: String, _ env: String) -> String {
        "{\"apiVersion\": \"v1\", \"kind\": \"Namespace\", "
            + "\"metadata\": {\"name\": \"\(name)\", \"labels\": {\"env\": \"\(env)\"}, \"uid\": \"1\"}}"
    }

    private static let denyAll =
        "{\"apiVersion\": \"networking.k8s.io/v1\", \"kind\": \"NetworkPolicy\", "
        + "\"metadata\": {\"name\": \"deny-all\", \"namespace\": \"prod\"}, "
        + "\"spec\": {\"podSelector\": {}, \"policyTypes\": [\"Ingress\"]}}"

    /// A folder with `kubectl` and an invariant in it.
    private final class Cluster {
        let folder: TemporaryFolder

        /// - Parameter answers: for the name of a resource what its `get` does, in bash; an empty list where none is given.
        init(served: String = LiveTests.served, _ answers: [String: String] = [:], discovery: String = "") throws {
            folder = try TemporaryFolder()
            try folder.write("specs.yaml", Samples.invariant("closed"))
            try folder.write("served", served)
            try folder.write("empty", LiveTests.list())
            let namespaces = LiveTests.namespace("prod", "prod") + "," + LiveTests.namespace("test", "test")
            try folder.write("namespaces", LiveTests.list(namespaces))
            try folder.write("policies", LiveTests.list(LiveTests.denyAll))
            let usual = [
                "namespaces": "cat \"$here/namespaces\"", "networkpolicies.networking.k8s.io": "cat \"$here/policies\"",
            ]
            let cases = usual.merging(answers) { $1 }.sorted { $0.key < $1.key }.map {
                "'get \($0.key)') \($0.value);;"
            }
            try script(
                """
                #!/bin/bash
                here=$(dirname "$0")
                echo "$*" >>"$here/calls"
                case "$1 $2" in
                'api-resources --verbs=list') cat "$here/served"; \(discovery);;
                \(cases.joined(separator: "\n"))
                'get '*) cat "$here/empty";;
                *) echo "error: unknown command" >&2; exit 1;;
                esac
                """)
        }

        private func script(_ text: String) throws {
            let file = try folder.write("kubectl", text)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file)
        }

        func run(_ line: String, path: String = "$PWD:$PATH") throws -> Command.Result {
            try Command.bash("cd '\(folder.url.path())' && PATH=\"\(path)\" \"$netproof\" \(line)")
        }

        var calls: [String] { get throws { try folder.text(of: "calls").split(separator: "\n").map(String.init) } }
    }

    private static let forbidden =
        "echo 'Error from server (Forbidden): pods is forbidden: User \"ci\" cannot list resource \"pods\"' >&2; exit 1"

    @Test("What the cluster holds is decided, and nothing but reading is asked of kubectl")
    func reads() throws {
        let cluster = try Cluster()
        let result = try cluster.run("verify --live specs.yaml --no-timings")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.hasPrefix("1 policy, 2 namespaces, 0 workloads\n"))
        #expect(result.output.contains("rests on  prod/deny-all  <live networkpolicies.networking.k8s.io>:1"))
        #expect(
            try cluster.calls == [
                "api-resources --verbs=list --no-headers --request-timeout=60s",
                "get deployments.apps -o json -A --request-timeout=60s", "get namespaces -o json --request-timeout=60s",
                "get networkpolicies.networking.k8s.io -o json -A --request-timeout=60s",
                "get pods -o json -A --request-timeout=60s", "get services -o json -A --request-timeout=60s",
            ])
    }

    @Test("A context is handed on, and other commands read the cluster as well")
    func context() throws {
        let cluster = try Cluster()
        #expect(try cluster.run("verify --live --context staging specs.yaml --live-timeout 7").status == 0)
        #expect(try cluster.calls.allSatisfy { $0.hasSuffix("--context staging --request-timeout=7s") })
        let trace = try cluster.run("trace --live --from test/[a=b] --to prod/[a=b] --port 80/tcp")
        #expect(trace.output.contains("denied"))
    }

    @Test("What may not be read is an error that says what to grant, each kind by itself")
    func forbidden() throws {
        let cluster = try Cluster(["pods": Self.forbidden, "services": Self.forbidden])
        let result = try cluster.run("verify --live specs.yaml")
        #expect(result.status == 2)
        #expect(result.output.isEmpty)
        #expect(
            result.errors.contains("error: `pods` cannot be read: Error from server (Forbidden): pods is forbidden"))
        #expect(result.errors.contains("grant `list` on it in all namespaces"))
        #expect(result.errors.contains("error: `services` cannot be read"))
    }

    @Test("With --allow-unreadable it is a warning, and an assumption of every verdict")
    func allowed() throws {
        let cluster = try Cluster(["pods": Self.forbidden])
        let result = try cluster.run("verify --live specs.yaml --allow-unreadable Pod")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.errors.contains("warning: `pods` cannot be read"))
        #expect(result.output.contains("v1 Pod objects, which the cluster withheld, make no difference"))
        let unused = try Cluster().run("verify --live specs.yaml --allow-unreadable Pod")
        #expect(unused.errors.contains("nothing of the kind `Pod` was withheld"))
    }

    @Test(
        "Namespaces and policies cannot be done without",
        arguments: ["namespaces", "networkpolicies.networking.k8s.io"])
    func indispensable(_ resource: String) throws {
        let cluster = try Cluster([resource: Self.forbidden])
        let flags = "--allow-unreadable Namespace --allow-unreadable NetworkPolicy"
        let result = try cluster.run("verify --live specs.yaml \(flags)")
        #expect(result.status == 2)
        #expect(result.errors.contains("error: `\(resource)` cannot be read"))
    }

    @Test("Policies of kinds that are not modelled are found, and stop the run")
    func foreign() throws {
        let served = Self.served + "\nciliumnetworkpolicies  cnp  cilium.io/v2  true  CiliumNetworkPolicy\n"
        let policy =
            "{\"apiVersion\": \"cilium.io/v2\", \"kind\": \"CiliumNetworkPolicy\", "
            + "\"metadata\": {\"name\": \"p\", \"namespace\": \"prod\"}}"
        let answer = "echo '\(Self.list(policy))'"
        let cluster = try Cluster(served: served, ["ciliumnetworkpolicies.cilium.io": answer])
        let result = try cluster.run("verify --live specs.yaml")
        #expect(result.status == 2)
        #expect(result.errors.contains("CiliumNetworkPolicy"))
        #expect(try cluster.run("verify --live specs.yaml --ignore-kind CiliumNetworkPolicy").status == 0)
        let none = try Cluster(served: served)
        #expect(try none.run("verify --live specs.yaml").status == 0)
    }

    @Test("A cluster that does not tell all it serves is an error, unless that is allowed")
    func discovery() throws {
        let words = "error: unable to retrieve the complete list of server APIs: metrics.k8s.io/v1beta1: unavailable"
        let cluster = try Cluster(discovery: "echo '\(words)' >&2; exit 1")
        let result = try cluster.run("verify --live specs.yaml")
        #expect(result.status == 2)
        #expect(result.errors.contains("the cluster does not tell all that it serves: \(words)"))
        let allowed = try cluster.run("verify --live specs.yaml --allow-unreadable api-resources")
        #expect(allowed.status == 0)
        #expect(allowed.output.contains("objects of kinds that are not known, which the cluster withheld, make no"))
        let bare = try Cluster(served: "pods po v1 true Pod\n")
        #expect(
            try bare.run("verify --live specs.yaml").errors.contains(
                "does not serve `networking.k8s.io/v1 NetworkPolicy`"))
    }

    @Test("Where no credentials are to be had, kubectl's own words say so, once")
    func credentials() throws {
        let words = "Unable to connect to the server: getting credentials: exec: executable aws not found"
        let cluster = try Cluster(served: "", discovery: "echo '\(words)' >&2; exit 1")
        let result = try cluster.run("verify --live specs.yaml")
        #expect(result.status == 2)
        #expect(result.errors == "error: the cluster cannot be read: \(words)\n")
    }

    @Test("A cluster that does not answer is given up")
    func late() throws {
        let cluster = try Cluster(["namespaces": "exec sleep 60"])
        let result = try cluster.run("verify --live --live-timeout 1 specs.yaml")
        #expect(result.status == 2)
        #expect(result.errors.contains("`kubectl get namespaces -o json` did not answer within 1 s"))
    }

    @Test("An answer that is cut off is no answer")
    func cutOff() throws {
        let cluster = try Cluster(["namespaces": "head -c 100 \"$here/namespaces\""])
        let result = try cluster.run("verify --live specs.yaml")
        #expect(result.status == 2)
        #expect(result.errors.contains("<live namespaces>"))
    }

    @Test(
        "An answer that is not the whole list of such objects is an error, whatever kubectl's status",
        arguments: [
            ("", "it is no JSON object"), ("No resources found", "it is no JSON object"),
            ("null", "it is no JSON object"),
            ("[]", "it is no JSON object"), ("{}", "it holds an object without a kind"),
            (#"{"kind": "Status", "apiVersion": "v1", "message": "nothing here"}"#, "an object of kind `Status`"),
            (
                #"{"kind": "List", "apiVersion": "v1", "metadata": {"continue": "abc"}, "items": []}"#,
                "the list is one page of several"
            ), (#"{"kind": "List", "apiVersion": "v1", "items": 7}"#, "<live networkpolicies.networking.k8s.io>"),
        ])
    func unusable(_ answer: String, _ message: String) throws {
        let cluster = try Cluster(["networkpolicies.networking.k8s.io": "printf '%s' '\(answer)'"])
        let result = try cluster.run("verify --live specs.yaml")
        #expect(result.status == 2, "\(result.output)")
        #expect(result.errors.contains(message), "\(result.errors)")
    }

    @Test("A line of the list of resources that makes no sense is an error: it might be a kind of policy")
    func strangeResource() throws {
        let cluster = try Cluster(served: Self.served + "\nsurprise\n")
        let result = try cluster.run("verify --live specs.yaml")
        #expect(result.status == 2)
        #expect(result.errors.contains("`kubectl api-resources` says `surprise`"))
    }

    @Test("A kind that is gone when its objects are asked for is an error, and so is a lost connection")
    func vanished() throws {
        for words in [
            "error: the server doesn't have a resource type \"networkpolicies\"",
            "The connection to the server 10.0.0.1:6443 was refused - did you specify the right host or port?",
        ] {
            let cluster = try Cluster([
                "networkpolicies.networking.k8s.io": "echo '\(words.replacing("'", with: "'\\''"))' >&2; exit 1"
            ])
            let result = try cluster.run("verify --live specs.yaml")
            #expect(result.status == 2)
            #expect(
                result.errors.contains("`networkpolicies.networking.k8s.io` cannot be read: \(words)"),
                "\(result.errors)")
        }
    }

    @Test("Without kubectl there is a way out")
    func missing() throws {
        let cluster = try Cluster()
        let result = try cluster.run("verify --live specs.yaml", path: "/nonexistent")
        #expect(result.status == 2)
        #expect(result.errors.contains("error: `kubectl` cannot be run: No such file or directory"))
        #expect(result.errors.contains("kubectl get … -o yaml"))
    }

    @Test("Flags for a running cluster go with --live")
    func usage() throws {
        for flag in ["--context x", "--allow-unreadable Pod", "--live-timeout 3"] {
            #expect(try Cluster().run("verify specs.yaml \(flag)").status == 2)
        }
    }

    @Test("With --live, netproof.yaml says what is claimed, and its inputs are left aside")
    func configured() throws {
        let cluster = try Cluster()
        let text = "apiVersion: netproof.dev/v1alpha1\nkind: Configuration\ninputs: [nothing]\nspecs: [specs.yaml]\n"
        try cluster.folder.write("netproof.yaml", text)
        #expect(try cluster.run("verify --live").status == 0)
    }

    @Test("Installed as kubectl-netproof it is called through kubectl, and says so")
    func plugin() throws {
        let folder = try TemporaryFolder()
        let line =
            "ln -s \"$netproof\" '\(folder.url.path())/kubectl-netproof'; '\(folder.url.path())/kubectl-netproof'"
        #expect(try Command.bash("\(line) --version").status == 0)
        #expect(
            try Command.bash("'\(folder.url.path())/kubectl-netproof' verify").errors.contains(
                "Usage: kubectl netproof verify"))
    }
}
