/// The specifications of policies as YAML, indented by two spaces.
enum PolicyText {
    static let defaultDeny = """
          podSelector: {}
          policyTypes:
            - Ingress
            - Egress
        """

    static let sameNamespace = """
          podSelector: {}
          policyTypes:
            - Ingress
            - Egress
          ingress:
            - from:
                - podSelector: {}
          egress:
            - to:
                - podSelector: {}
        """

    static let nameLookup = """
          podSelector: {}
          policyTypes:
            - Egress
          egress:
            - to:
                - namespaceSelector:
                    matchLabels:
                      kubernetes.io/metadata.name: kube-system
                  podSelector:
                    matchLabels:
                      k8s-app: kube-dns
              ports:
                - protocol: UDP
                  port: 53
                - protocol: TCP
                  port: 53
        """

    static let monitoring = """
          podSelector: {}
          policyTypes:
            - Ingress
          ingress:
            - from:
                - namespaceSelector:
                    matchLabels:
                      kubernetes.io/metadata.name: monitoring
                  podSelector:
                    matchLabels:
                      app: prometheus
              ports:
                - protocol: TCP
                  port: metrics
                - protocol: TCP
                  port: 9090
        """

    static func databaseGuard(_ dice: inout Dice) -> String {
        let database = dice.pick(Vocabulary.databases)
        return """
              podSelector:
                matchLabels:
                  app: \(database.app)
              policyTypes:
                - Ingress
              ingress:
                - from:
                    - podSelector:
                        matchExpressions:
                          - key: app
                            operator: In
                            values:
                              - \(dice.pick(Vocabulary.clients))
                              - migration
                  ports:
                    - protocol: TCP
                      port: \(database.port)
            """
    }

    static func cacheGuard(_ dice: inout Dice) -> String {
        """
          podSelector:
            matchLabels:
              app: \(Vocabulary.cache.app)
          policyTypes:
            - Ingress
          ingress:
            - from:
                - podSelector:
                    matchLabels:
                      app: \(dice.pick(Vocabulary.clients))
              ports:
                - protocol: TCP
                  port: \(Vocabulary.cache.port)
        """
    }

    static func ingressController(_ dice: inout Dice) -> String {
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
                      kubernetes.io/metadata.name: ingress-nginx
              ports:
                - protocol: TCP
                  port: \(dice.pick(Vocabulary.servicePorts))
                - protocol: TCP
                  port: http
        """
    }

    static func partnerNetwork(_ dice: inout Dice) -> String {
        let first = 20 + dice.roll(160)
        let second = dice.roll(256)
        return """
              podSelector:
                matchLabels:
                  app: \(dice.pick(Vocabulary.apps))
              policyTypes:
                - Egress
              egress:
                - to:
                    - ipBlock:
                        cidr: \(first).\(second).0.0/16
                        except:
                          - \(first).\(second).\(dice.roll(256)).0/24
                  ports:
                    - protocol: TCP
                      port: 443
            """
    }
}
