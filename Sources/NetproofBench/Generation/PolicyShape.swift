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

    /// The specification, as YAML indented by two spaces.
    func specification(team: String, environment: String, _ dice: inout Dice) -> String {
        switch self {
        case .defaultDeny: PolicyText.defaultDeny
        case .sameNamespace: PolicyText.sameNamespace
        case .nameLookup: PolicyText.nameLookup
        case .monitoring: PolicyText.monitoring
        case .databaseGuard: PolicyText.databaseGuard(&dice)
        case .cacheGuard: PolicyText.cacheGuard(&dice)
        case .ingressController: PolicyText.ingressController(&dice)
        case .partnerNetwork: PolicyText.partnerNetwork(&dice)
        case .portRange: PolicyText.portRange(&dice)
        case .otherEnvironments: PolicyText.otherEnvironments(&dice)
        case .teamPeers: PolicyText.teamPeers(team, environment, &dice)
        case .serviceCalls: PolicyText.serviceCalls(&dice)
        case .namedPort: PolicyText.namedPort(&dice)
        case .outgoing: PolicyText.outgoing(environment, &dice)
        }
    }
}
