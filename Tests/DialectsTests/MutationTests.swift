import Diagnostics
import Dialects
import Manifests
import NetworkModel
import PolicyModel
import Testing

/// Objects with parts of them replaced at random: whatever is wrong with one, it is refused whole, and nothing crashes.
@Suite struct MutationTests {
    private static let objects = [
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: p, namespace: red, labels: {a: b}, annotations: {c: d}}
        spec:
          podSelector: {matchLabels: {app: web}, matchExpressions: [{key: k, operator: In, values: [a, ""]}]}
          policyTypes: [Ingress, Egress]
          ingress:
          - from:
            - {podSelector: {}, namespaceSelector: {matchExpressions: [{key: k, operator: Exists}]}}
            - ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}
            ports: [{protocol: UDP, port: 53}, {port: http}, {port: 1, endPort: 9}]
          egress: [{to: [{ipBlock: {cidr: "2001:db8::/32"}}]}]
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: p, namespace: red, labels: {a: b}}
        spec:
          hostNetwork: false
          serviceAccountName: s
          initContainers: [{name: i, ports: [{name: p, containerPort: 1}]}]
          containers: [{name: c, ports: [{name: http, containerPort: 80, protocol: TCP}]}]
        status: {phase: Running, podIP: 10.0.0.1, podIPs: [{ip: 10.0.0.1}]}
        """,
        """
        apiVersion: batch/v1
        kind: CronJob
        metadata: {name: p}
        spec: {jobTemplate: {spec: {template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c}]}}}}}
        """,
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: p}
        spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c}]}}}
        """,
        """
        apiVersion: v1
        kind: Service
        metadata: {name: p}
        spec: {selector: {a: b}, ports: [{port: 80, targetPort: http, protocol: TCP}]}
        """,
        "{apiVersion: v1, kind: Namespace, metadata: {name: p, labels: {a: b}}}",
    ]

    private static let replacements = [
        "", "null", "~", "0", "-1", "65536", "99999999999999999999999999", "1.5", "true", "yes", "080", "text",
        "Ingress",
        "10.0.0.0/99", "::/0", "{{ x }}", "-", "*", "\0", "é", String(repeating: "a", count: 300), "0x10", "1e3",
        ".nan",
    ]

    private func document(_ text: String) throws -> Document {
        var diagnostics = Diagnostics()
        let documents = ManifestReader().read(text: Array(text.utf8), file: "test.yaml", into: &diagnostics)
        return try #require(documents.first)
    }

    @Test("a mutated object is read whole or not at all", arguments: objects.indices)
    func mutations(_ index: Int) throws {
        var random = SplitMix(seed: UInt64(index) + 1)
        let original = try document(Self.objects[index])
        var refusedCount = 0
        for round in 0..<1_500 {
            var mutated = original
            for _ in 0...Int.random(in: 0...2, using: &random) { mutate(&mutated.root, &random) }
            var diagnostics = Diagnostics()
            let input = InputLoader().load([mutated], into: &diagnostics)
            guard diagnostics.hasErrors else { continue }
            refusedCount += 1
            let isEmpty = input.policyCount == 0 && input.cluster.workloads.isEmpty && input.cluster.services.isEmpty
            #expect(isEmpty && input.cluster.namespaces.isEmpty, "round \(round)")
            #expect(diagnostics.all.allSatisfy { !$0.text.isEmpty })
        }
        #expect(refusedCount > 500)
    }

    /// Goes down to a random node and replaces, repeats, removes or renames it.
    private func mutate(_ node: inout Node, _ random: inout SplitMix) {
        let stops = Int.random(in: 0..<5, using: &random) == 0
        switch node.content {
        case .mapping(var members) where !members.isEmpty && !stops:
            let position = Int.random(in: members.indices, using: &random)
            if Int.random(in: 0..<8, using: &random) == 0 {
                members[position].key += "x"
            } else if Int.random(in: 0..<8, using: &random) == 0 {
                members.remove(at: position)
            } else {
                mutate(&members[position].value, &random)
            }
            node.content = .mapping(members)
        case .sequence(var elements) where !elements.isEmpty && !stops:
            let position = Int.random(in: elements.indices, using: &random)
            if Int.random(in: 0..<8, using: &random) == 0 { elements.append(elements[position]) }
            mutate(&elements[position], &random)
            node.content = .sequence(elements)
        default:
            node.content = replacement(&random)
        }
    }

    private func replacement(_ random: inout SplitMix) -> Node.Content {
        let text = Self.replacements[Int.random(in: Self.replacements.indices, using: &random)]
        let scalar = Node.Content.scalar(Scalar(text: text, isPlain: Bool.random(using: &random)))
        switch Int.random(in: 0..<8, using: &random) {
        case 0: return .sequence([])
        case 1: return .mapping([])
        case 2: return .sequence([Node(content: scalar, line: 1, column: 1)])
        case 3:
            let value = Node(content: scalar, line: 1, column: 1)
            return .mapping([Node.Member(key: text, keyLine: 1, keyColumn: 1, value: value)])
        default: return scalar
        }
    }
}

/// A generator with a seed, so that every run sees the same objects.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
