import Dialects
import Evaluation
import NetworkModel
import PolicyModel
import Testing

/// A dialect with ordered Deny, Allow and Pass rules joins by being listed: nothing else knows of it.
@Suite struct ToyDialectTests {
    private let text = """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: open, namespace: red}
        spec: {podSelector: {}, ingress: [{ports: [{port: 80}, {port: 81}]}]}
        ---
        apiVersion: toy.example.com/v1
        kind: ToyPolicy
        metadata: {name: later}
        spec: {order: 2, ingress: [{action: Allow, from: {matchLabels: {team: g}}}, {action: Deny, ports: [{port: 81}]}]}
        ---
        apiVersion: toy.example.com/v1
        kind: ToyPolicy
        metadata: {name: first}
        spec:
          order: 1
          namespaces: {matchLabels: {team: r}}
          ingress:
          - {action: Pass, from: {matchLabels: {team: b}}, ports: [{port: 80}]}
          - {action: Deny, from: {matchExpressions: [{key: team, operator: In, values: [b, w]}]}}
        """

    private func decide(from team: String, port: UInt16) -> Decision {
        let loading = Loading(text, dialects: BuiltInDialects.all + [ToyDialect()])
        #expect(loading.errors == [], "\(loading.messages)")
        let evaluator = Evaluator(program: loading.input.program, behaviour: Behaviour())
        return evaluator.decide(
            Connection(source: pod("s", team: team), destination: pod("red", team: "r"), transport: .tcp, port: port)
        ).overall
    }

    private func pod(_ namespace: String, team: String) -> Endpoint {
        .pod(Pod(namespace: PodNamespace(name: namespace, isListed: true, labels: ["team": team]), labels: [:]))
    }

    @Test("its tier stands before that of NetworkPolicy, its own policies in their order")
    func tiers() {
        let loading = Loading(text, dialects: BuiltInDialects.all + [ToyDialect()])
        #expect(loading.input.program.tiers.map(\.name) == ["Toy", "NetworkPolicy"])
        #expect(loading.input.resources(of: ToyDialect.self).map(\.name) == ["later", "first"])
        #expect(loading.input.policyCount == 3)
    }

    @Test("pass leaves the tier, deny is final, allow is final, and what it does not match goes on")
    func decisions() {
        #expect(decide(from: "b", port: 80) == .allowed)
        #expect(decide(from: "b", port: 81) == .denied)
        #expect(decide(from: "w", port: 80) == .denied)
        #expect(decide(from: "g", port: 9) == .allowed)
        #expect(decide(from: "o", port: 80) == .allowed)
        #expect(decide(from: "o", port: 81) == .denied)
        #expect(decide(from: "o", port: 82) == .denied)
    }

    @Test("its objects are held to the rules of every object")
    func rules() {
        let dialects = BuiltInDialects.all + [ToyDialect()]
        let twice = "{apiVersion: toy.example.com/v1, kind: ToyPolicy, metadata: {name: p}, spec: {order: 1}}\n---\n"
        #expect(Loading(twice + twice, dialects: dialects).errors == ["duplicate-object"])
        #expect(
            Loading(twice.replacing("order", with: "oder"), dialects: dialects).errors == ["required", "unknown-field"])
        #expect(Loading(twice.replacing("com/v1", with: "com/v2"), dialects: dialects).errors == ["api-version"])
        #expect(Loading(twice.replacing("ToyPolicy", with: "ToyPolcy"), dialects: dialects).errors == ["unknown-kind"])
        #expect(Loading(twice).input.ignored.map(\.kind.kind) == ["ToyPolicy"])
    }
}
