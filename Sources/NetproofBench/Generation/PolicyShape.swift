/// The kinds of policies that clusters are found to hold.
enum PolicyShape: CaseIterable {
    case defaultDeny, sameNamespace, nameLookup, monitoring, databaseGuard, cacheGuard
    case ingressController, partnerNetwork, portRange, otherEnvironments, teamPeers, serviceCalls, namedPort, outgoing

    /// What nearly every application namespace starts with, in order.
    static let layered: [PolicyShape] = [
        .defaultDeny, .sameNamespace, .nameLookup, .monitoring, .databaseGuard, .cacheGuard,
    ]
    /// What is added as needed.
    static let further = Array(allCases.dropFirst(layered.count))

    /// A policy of this kind in a namespace of a team; where there is a choice, the dice make it.
    func specification(team: String, environment: String, _ dice: inout Dice) -> PolicySpec {
        switch self {
        case .defaultDeny: .defaultDeny
        case .sameNamespace: .sameNamespace
        case .nameLookup: .nameLookup
        case .monitoring: .monitoring
        case .databaseGuard: .databaseGuard(&dice)
        case .cacheGuard: .cacheGuard(&dice)
        case .ingressController: .ingressController(&dice)
        case .partnerNetwork: .partnerNetwork(&dice)
        case .portRange: .portRange(&dice)
        case .otherEnvironments: .otherEnvironments(&dice)
        case .teamPeers: .teamPeers(team, environment, &dice)
        case .serviceCalls: .serviceCalls(&dice)
        case .namedPort: .namedPort(&dice)
        case .outgoing: .outgoing(environment, &dice)
        }
    }
}
