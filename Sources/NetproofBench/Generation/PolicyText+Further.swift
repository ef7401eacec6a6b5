extension PolicyText {
    static func portRange(_ dice: inout Dice) -> String {
        let start = 8000 + 100 * dice.roll(20)
        return """
              podSelector:
                matchLabels:
                  tier: \(dice.pick(Vocabulary.tiers))
              policyTypes:
                - Ingress
              ingress:
                - from:
                    - podSelector:
                        matchLabels:
                          app: \(dice.pick(Vocabulary.clients))
                  ports:
                    - protocol: TCP
                      port: \(start)
                      endPort: \(start + 99)
            """
    }

    static func otherEnvironments(_ dice: inout Dice) -> String {
        """
          podSelector:
            matchLabels:
              app: \(dice.pick(Vocabulary.services))
          policyTypes:
            - Ingress
          ingress:
            - from:
                - namespaceSelector:
                    matchExpressions:
                      - key: env
                        operator: NotIn
                        values:
                          - \(dice.pick(["dev", "test"]))
                      - key: team
                        operator: Exists
              ports:
                - protocol: TCP
                  port: \(dice.pick(Vocabulary.servicePorts))
        """
    }

    static func teamPeers(_ team: String, _ environment: String, _ dice: inout Dice) -> String {
        """
          podSelector:
            matchLabels:
              app: \(dice.pick(Vocabulary.services))
          policyTypes:
            - Ingress
          ingress:
            - from:
                - namespaceSelector:
                    matchLabels:
                      env: \(environment)
                      team: \(team)
                  podSelector:
                    matchExpressions:
                      - key: app
                        operator: In
                        values:
                          - \(dice.pick(Vocabulary.clients))
                          - \(dice.pick(Vocabulary.services))-canary
              ports:
                - protocol: TCP
                  port: \(dice.pick(Vocabulary.servicePorts))
        """
    }

    static func serviceCalls(_ dice: inout Dice) -> String {
        """
          podSelector:
            matchLabels:
              app: \(dice.pick(Vocabulary.clients))
          policyTypes:
            - Ingress
            - Egress
          ingress:
            - from:
                - podSelector:
                    matchLabels:
                      tier: frontend
              ports:
                - protocol: TCP
                  port: \(dice.pick(Vocabulary.servicePorts))
          egress:
            - to:
                - podSelector:
                    matchLabels:
                      app: \(dice.pick(Vocabulary.services))
              ports:
                - protocol: TCP
                  port: \(dice.pick(Vocabulary.servicePorts))
        """
    }

    static func namedPort(_ dice: inout Dice) -> String {
        """
          podSelector:
            matchExpressions:
              - key: app
                operator: In
                values:
                  - \(dice.pick(Vocabulary.services))
                  - \(dice.pick(Vocabulary.services))
              - key: legacy
                operator: DoesNotExist
          policyTypes:
            - Ingress
          ingress:
            - from:
                - podSelector:
                    matchLabels:
                      tier: \(dice.pick(Vocabulary.tiers))
              ports:
                - protocol: TCP
                  port: \(dice.pick(Vocabulary.namedPorts))
        """
    }

    static func outgoing(_ environment: String, _ dice: inout Dice) -> String {
        """
          podSelector:
            matchLabels:
              app: \(dice.pick(Vocabulary.clients))
          policyTypes:
            - Egress
          egress:
            - to:
                - namespaceSelector:
                    matchLabels:
                      env: \(environment)
                  podSelector:
                    matchLabels:
                      app: \(dice.pick(Vocabulary.services))
              ports:
                - protocol: TCP
                  port: \(dice.pick(Vocabulary.servicePorts))
                - protocol: TCP
                  port: \(dice.pick(Vocabulary.namedPorts))
        """
    }
}
