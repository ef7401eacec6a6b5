/// A small cluster, what may exist beyond it, and what is claimed of it: the words of the YAML, and nothing more.
struct Sample: Sendable, Equatable {
    var namespaces: [SampleNamespace] = []
    var workloads: [SampleWorkload] = []
    var policies: [SamplePolicy] = []
    /// Nil: no LabelUniverse is written.
    var universe: SampleUniverse?
    var claims: [SampleClaim] = []
    var isolation: SampleIsolation?

    /// Namespaces with a manifest and those that an object names.
    var listedNamespaces: [String] {
        Array(Set(namespaces.map(\.name) + workloads.map(\.namespace) + policies.map(\.namespace))).sorted()
    }
}

/// A Namespace manifest.
struct SampleNamespace: Sendable, Equatable {
    var name: String
    var labels: [SampleLabel]
}

struct SampleLabel: Sendable, Equatable {
    var key: String
    var value: String
}

struct SampleWorkload: Sendable, Equatable {
    struct Port: Sendable, Equatable {
        var name: String
        /// Nil: not written, which is TCP.
        var transport: String?
        var number: Int
        var isOfInitContainer: Bool
        /// Its container, counted among those of its kind.
        var container: Int
    }

    var kind: String
    var namespace: String
    var name: String
    var labels: [SampleLabel]
    var ports: [Port]
    var usesHostNetwork = false
    var isFinished = false
}

struct SamplePolicy: Sendable, Equatable {
    struct Rule: Sendable, Equatable {
        var peers: Form<[SamplePeer]>
        var ports: Form<[SamplePort?]>
    }

    /// Ignored for the policies that future namespaces are created with.
    var namespace: String
    var name: String
    /// Whether there is a `spec` at all.
    var hasSpec = true
    var podSelector: Form<SampleSelector>
    var policyTypes: Form<[String]>
    /// An element that is nil is written as null.
    var ingress: Form<[Rule?]>
    var egress: Form<[Rule?]>
}

struct SamplePeer: Sendable, Equatable {
    var podSelector: Form<SampleSelector> = .missing
    var namespaceSelector: Form<SampleSelector> = .missing
    var ipBlock: Form<SampleBlock> = .missing
}

struct SampleBlock: Sendable, Equatable {
    var cidr: String
    var except: Form<[String]>
}

struct SamplePort: Sendable, Equatable {
    enum Reference: Sendable, Equatable {
        case number(Int)
        case name(String)
    }

    var transport: Form<String> = .missing
    var port: Form<Reference> = .missing
    var endPort: Form<Int> = .missing
}

struct SampleSelector: Sendable, Equatable {
    struct Expression: Sendable, Equatable {
        var key: String
        var `operator`: String
        var values: Form<[String]>
    }

    var matchLabels: Form<[SampleLabel]> = .missing
    var matchExpressions: Form<[Expression]> = .missing
}
