/// Samples as their authors would write them: block style outside, flow style inside.
extension Sample {
    var yaml: String {
        var parts = namespaces.map(\.yaml) + workloads.map(\.yaml) + policies.map { $0.yaml(isTemplate: false) }
        if let universe { parts.append(universe.yaml) }
        for (number, claim) in claims.enumerated() { parts.append(claim.yaml(name: "claim-\(number)")) }
        if let isolation { parts.append(isolation.yaml) }
        return parts.joined()
    }

    static let templateFile = "template.yaml"

    /// The policies that future namespaces are created with; nil where the universe names none.
    var templateYAML: String? { universe?.templates.map { $0.map { $0.yaml(isTemplate: true) }.joined() } }
}

/// Flow style: `{name: value}` of the fields that are written.
private func flow(_ fields: [(String, Form<String>)]) -> String {
    let written = fields.compactMap { name, form -> String? in
        switch form {
        case .missing: nil
        case .null: "\(name): null"
        case .given(let text): "\(name): \(text)"
        }
    }
    return "{" + written.joined(separator: ", ") + "}"
}

private func list(_ texts: [String]) -> String { "[" + texts.joined(separator: ", ") + "]" }

private func quoted(_ text: String) -> String { "\"\(text)\"" }

private func map(_ labels: [SampleLabel]) -> String {
    "{" + labels.map { "\($0.key): \(quoted($0.value))" }.joined(separator: ", ") + "}"
}

extension Optional {
    fileprivate var form: Form<Wrapped> { self.map(Form.given) ?? .missing }
}

extension SampleNamespace {
    fileprivate var yaml: String {
        "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: \(name), labels: \(map(labels))}\n"
    }
}

extension SampleWorkload {
    fileprivate var yaml: String {
        let metadata = "{name: \(name), namespace: \(namespace)"
        let version = kind == "Pod" ? "v1" : kind == "Job" ? "batch/v1" : "apps/v1"
        let header = "---\napiVersion: \(version)\nkind: \(kind)\nmetadata: \(metadata)"
        if kind == "Pod" {
            let status = isFinished ? "status: {phase: Succeeded}\n" : ""
            return "\(header), labels: \(map(labels))}\nspec: \(podSpec)\n\(status)"
        }
        let selector = kind == "Job" ? "" : "selector: {matchLabels: \(map(labels))}, "
        return "\(header)}\nspec: {\(selector)template: {metadata: {labels: \(map(labels))}, spec: \(podSpec)}}\n"
    }

    private var podSpec: String {
        let regular = containers(isInit: false)
        let initial = containers(isInit: true)
        return flow([
            ("containers", .given(list(regular.isEmpty ? ["{name: c}"] : regular))),
            ("initContainers", initial.isEmpty ? .missing : .given(list(initial))),
            ("hostNetwork", usesHostNetwork ? .given("true") : .missing),
        ])
    }

    private func containers(isInit: Bool) -> [String] {
        let ports = ports.filter { $0.isOfInitContainer == isInit }
        return Set(ports.map(\.container)).sorted().map { number in
            let own = ports.filter { $0.container == number }.map { port in
                flow([
                    ("name", .given(port.name)), ("protocol", port.transport.form),
                    ("containerPort", .given(String(port.number))),
                ])
            }
            return flow([("name", .given("c\(isInit ? "i" : "")\(number)")), ("ports", .given(list(own)))])
        }
    }
}

extension SamplePolicy {
    fileprivate func yaml(isTemplate: Bool) -> String {
        let place = isTemplate ? "" : ", namespace: \(namespace)"
        let header =
            "---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: \(name)\(place)}\n"
        guard hasSpec else { return header }
        let spec = flow([
            ("podSelector", podSelector.map(\.yaml)), ("policyTypes", policyTypes.map(list)),
            ("ingress", ingress.map { list($0.map { $0?.yaml(peersIn: "from") ?? "null" }) }),
            ("egress", egress.map { list($0.map { $0?.yaml(peersIn: "to") ?? "null" }) }),
        ])
        return header + "spec: \(spec)\n"
    }
}

extension SamplePolicy.Rule {
    fileprivate func yaml(peersIn name: String) -> String {
        flow([(name, peers.map { list($0.map(\.yaml)) }), ("ports", ports.map { list($0.map { $0?.yaml ?? "null" }) })])
    }
}

extension SamplePeer {
    fileprivate var yaml: String {
        flow([
            ("podSelector", podSelector.map(\.yaml)), ("namespaceSelector", namespaceSelector.map(\.yaml)),
            ("ipBlock", ipBlock.map(\.yaml)),
        ])
    }
}

extension SampleBlock {
    fileprivate var yaml: String {
        flow([("cidr", .given(quoted(cidr))), ("except", except.map { list($0.map(quoted)) })])
    }
}

extension SamplePort {
    fileprivate var yaml: String {
        let reference = port.map { reference in
            switch reference {
            case .number(let number): String(number)
            case .name(let name): name
            }
        }
        return flow([("protocol", transport), ("port", reference), ("endPort", endPort.map(String.init))])
    }
}

extension SampleSelector {
    fileprivate var yaml: String {
        let expressions = matchExpressions.map { expressions in
            list(
                expressions.map {
                    flow([
                        ("key", .given($0.key)), ("operator", .given($0.operator)),
                        ("values", $0.values.map { list($0.map(quoted)) }),
                    ])
                })
        }
        return flow([("matchLabels", matchLabels.map(map)), ("matchExpressions", expressions)])
    }
}

extension SampleClaim {
    fileprivate func yaml(name: String) -> String {
        let body = flow([
            ("from", from.form.map(\.yaml)), ("to", to.form.map(\.yaml)),
            ("ports", ports.form.map { list($0.map(\.yaml)) }),
            ("pair", pair.isEmpty ? .missing : .given(list(pair.map(\.yaml)))),
        ])
        let spec = flow([(quantity.rawValue, .given(body)), ("protect", protect.form), ("except", exempt.form)])
        return invariant(name, spec) + waived.enumerated().map { $1.yaml(name: "\(name)-\($0)", of: name) }.joined()
    }
}

extension SampleConnections {
    fileprivate func yaml(name: String, of invariant: String) -> String {
        let spec = flow([
            ("invariant", .given(invariant)), ("from", from.form.map(\.yaml)), ("to", to.form.map(\.yaml)),
            ("ports", ports.form.map { list($0.map(\.yaml)) }), ("reason", .given("test")), ("owner", .given("test")),
            ("expires", .given("9999-12-31")),
        ])
        return "---\napiVersion: netproof.dev/v1alpha1\nkind: Waiver\nmetadata: {name: \(name)}\nspec: \(spec)\n"
    }
}

private func invariant(_ name: String, _ spec: String) -> String {
    "---\napiVersion: netproof.dev/v1alpha1\nkind: Invariant\nmetadata: {name: \(name)}\nspec: \(spec)\n"
}

extension SampleIsolation {
    fileprivate var yaml: String {
        let body = flow([("pods", .given(pods.yaml)), ("direction", direction.form.map(\.rawValue))])
        return invariant("isolation", flow([("isolated", .given(body)), ("except", exempt.form)]))
    }
}

extension [SampleClaimPeer] {
    /// Missing where there are none.
    fileprivate var form: Form<String> { isEmpty ? .missing : .given(SampleEndpoint(peers: self).yaml) }
}

extension SampleClaim.Relation {
    fileprivate var yaml: String {
        func word(_ isSame: Bool) -> String { isSame ? "same" : "different" }
        return switch self {
        case .namespace(let isSame): "{namespace: \(word(isSame))}"
        case .namespaceLabel(let key, let isSame): "{namespaceLabel: \(key), is: \(word(isSame))}"
        case .podLabel(let key, let isSame): "{podLabel: \(key), is: \(word(isSame))}"
        }
    }
}

extension SampleEndpoint {
    fileprivate var yaml: String { peers.count == 1 ? peers[0].yaml : list(peers.map(\.yaml)) }
}

extension SampleClaimPeer {
    fileprivate var yaml: String {
        let workload = workload.map { "{kind: \($0.kind), namespace: \($0.namespace), name: \($0.name)}" }
        return flow([
            ("namespaceSelector", namespaceSelector.form.map(\.yaml)), ("podSelector", podSelector.form.map(\.yaml)),
            ("namespaces", namespaces.form.map(list)), ("workload", workload.form),
            ("external", isExternal ? .given("true") : .missing), ("ipBlock", ipBlock.form.map(\.yaml)),
            ("not", not.form.map { SampleEndpoint(peers: $0).yaml }),
        ])
    }
}

extension SampleUniverse {
    fileprivate var yaml: String {
        let namespaces = flow([
            ("exist", .given(namespacesExist)), ("future", .given(future)),
            ("relabel", .given(list(relabel.map(quoted)))), ("labels", rules(namespaceLabels)),
            ("implications", implications(namespaceImplications)),
            ("policies", templates.form.map { _ in list([Sample.templateFile]) }),
            ("untrusted", untrusted.form.map(\.yaml)),
        ])
        let pods = flow([
            ("exist", .given(podsExist)), ("labels", rules(podLabels)),
            ("implications", implications(podImplications)),
        ])
        let network = flow([
            ("podCIDRs", blocks(podCIDRs)), ("nodeCIDRs", blocks(nodeCIDRs)), ("serviceCIDRs", blocks(serviceCIDRs)),
            ("ipBlockMatchesPods", .given(ipBlockMatchesPods)),
        ])
        return """
            ---
            apiVersion: netproof.dev/v1alpha1
            kind: LabelUniverse
            metadata: {name: sample}
            spec: {namespaces: \(namespaces), pods: \(pods), network: \(network)}

            """
    }

    private func blocks(_ texts: [String]) -> Form<String> {
        texts.isEmpty ? .missing : .given(list(texts.map(quoted)))
    }

    private func implications(_ implications: [Implication]) -> Form<String> {
        if implications.isEmpty { return .missing }
        return .given(
            list(
                implications.map { implication in
                    flow([
                        ("name", implication.name.form), ("if", .given(implication.condition.yaml)),
                        ("then", .given(implication.consequence.yaml)),
                    ])
                }))
    }

    private func rules(_ rules: [LabelRule]) -> Form<String> {
        if rules.isEmpty { return .missing }
        let texts = rules.map { rule in
            let values = rule.values.form.map { list($0.map(quoted)) }
            return "\(rule.key): "
                + flow([
                    ("required", rule.isRequired ? .given("true") : .missing), ("values", values),
                    ("immutable", rule.isImmutable ? .given("true") : .missing),
                ])
        }
        return .given("{" + texts.joined(separator: ", ") + "}")
    }
}
