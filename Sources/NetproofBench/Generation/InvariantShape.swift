/// The kinds of invariants that are asked of a cluster; both ends are told by labels.
enum InvariantShape: CaseIterable {
    case environments, database, teams, cacheClients, monitoring, names, outsideIngress, internet, sameTeam, adminPorts

    /// The claim, as YAML indented by two spaces.
    func claim(teams: Int, _ dice: inout Dice) -> String {
        switch self {
        case .environments:
            """
              never:
                from: {namespaceSelector: {matchLabels: {env: \(dice.pick(["dev", "test"]))}}}
                to: {namespaceSelector: {matchLabels: {env: \(dice.pick(["staging", "prod"]))}}}
            """
        case .database: Self.database(dice.pick(Vocabulary.databases), &dice)
        case .teams:
            """
              never:
                from: {namespaceSelector: {matchExpressions: [{key: team, operator: Exists}]}}
                to: {namespaceSelector: {matchLabels: {team: team-\(dice.roll(teams))}}}
                ports: [{protocol: TCP, port: \(dice.pick(Vocabulary.databases).port)}]
                pair: [{namespaceLabel: team, is: different}]
            """
        case .cacheClients:
            """
              only:
                from: {podSelector: {matchExpressions: [{key: app, operator: In, values: [api, auth, orders, worker]}]}}
                to: {namespaceSelector: {matchLabels: {env: \(dice.pick(Vocabulary.environments))}},
                     podSelector: {matchLabels: {app: \(Vocabulary.cache.app)}}}
                ports: [{protocol: TCP, port: \(Vocabulary.cache.port)}]
            """
        case .monitoring:
            """
              always:
                from: {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: monitoring}},
                       podSelector: {matchLabels: {app: prometheus}}}
                to: {namespaceSelector: {matchLabels: {env: \(dice.pick(Vocabulary.environments))}}}
                ports: [{protocol: TCP, port: metrics}]
            """
        case .names:
            """
              always:
                from: {namespaceSelector: {matchLabels: {team: team-\(dice.roll(teams))}}}
                to: {namespaceSelector: {matchLabels: {tier: platform}}, podSelector: {matchLabels: {k8s-app: kube-dns}}}
                ports: [{protocol: UDP, port: 53}, {protocol: TCP, port: 53}]
            """
        case .outsideIngress:
            """
              never:
                from: {external: true}
                to: {namespaceSelector: {matchLabels: {env: \(dice.pick(Vocabulary.environments))}},
                     podSelector: {matchLabels: {app: \(dice.pick(Vocabulary.apps))}}}
            """
        case .internet:
            """
              never:
                from: {namespaceSelector: {matchLabels: {env: \(dice.pick(Vocabulary.environments))}}}
                to: {external: true, not: [{ipBlock: {cidr: 10.0.0.0/8}}, {ipBlock: {cidr: 192.168.0.0/16}}]}
                ports: [{protocol: TCP, port: \(dice.pick([25, 443, 8443]))}]
            """
        case .sameTeam:
            """
              never:
                from: {podSelector: {matchLabels: {app: \(dice.pick(Vocabulary.services))}}}
                to: {podSelector: {matchLabels: {tier: data}}}
                ports: [{protocol: TCP, port: \(dice.pick(Vocabulary.servicePorts))}]
                pair: [{namespace: different}, {namespaceLabel: team, is: same}]
            """
        case .adminPorts: Self.adminPorts(&dice)
        }
    }

    private static func database(_ database: (app: String, port: Int), _ dice: inout Dice) -> String {
        """
          never:
            from: {namespaceSelector: {matchExpressions: [{key: env, operator: NotIn, values: [prod]}]}}
            to: {namespaceSelector: {matchLabels: {env: prod}}, podSelector: {matchLabels: {app: \(database.app)}}}
            ports: [{protocol: TCP, port: \(database.port)}]
        """
    }

    private static func adminPorts(_ dice: inout Dice) -> String {
        let start = 8000 + 100 * dice.roll(20)
        return """
              never:
                from: {podSelector: {matchLabels: {tier: frontend}}}
                to: {namespaceSelector: {matchLabels: {env: prod}}, podSelector: {matchLabels: {tier: data}}}
                ports: [{protocol: TCP, port: \(start), endPort: \(start + 49)}]
            """
    }
}
