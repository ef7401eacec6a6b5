/// What is known of the kinds that no dialect reads (abstraction.md §5).
///
/// In a group of policies a kind that is not named here may allow traffic for all that is known.
enum ForeignKinds {
    static func effect(of kind: ObjectKind) -> IgnoredKind.Effect {
        if let group = groups[kind.group] { return group.effects[kind.kind] ?? group.others }
        let isPolicyOfUnknownMaker = kind.kind.hasSuffix("NetworkPolicy") && !kind.kind.hasPrefix("Staged")
        return isPolicyOfUnknownMaker ? .mayAllow : .none
    }

    /// The effect of a kind that is known by name; nil where it follows from the group, or is not known at all.
    static func namedEffect(of kind: ObjectKind) -> IgnoredKind.Effect? {
        groups[kind.group]?.effects[kind.kind]
    }

    /// Whether objects of a kind may make pods, for all that is known: Kubernetes' own kinds that make some are read, and
    /// kinds that are known here are about networks.
    static func mayMakePods(_ kind: ObjectKind) -> Bool {
        !kubernetesGroups.contains(kind.group) && namedEffect(of: kind) == nil && effect(of: kind) == .none
    }

    private static let kubernetesGroups: Set<String> = [
        "", "admissionregistration.k8s.io", "apiextensions.k8s.io", "apiregistration.k8s.io", "apps",
        "authentication.k8s.io", "authorization.k8s.io", "autoscaling", "batch", "certificates.k8s.io",
        "coordination.k8s.io", "discovery.k8s.io", "events.k8s.io", "flowcontrol.apiserver.k8s.io",
        "internal.apiserver.k8s.io", "networking.k8s.io", "node.k8s.io", "policy", "rbac.authorization.k8s.io",
        "resource.k8s.io", "scheduling.k8s.io", "snapshot.storage.k8s.io", "storage.k8s.io",
        "storagemigration.k8s.io",
    ]

    struct Group {
        private(set) var effects: [String: IgnoredKind.Effect] = [:]
        /// Of kinds that are not named.
        let others: IgnoredKind.Effect

        init(
            others: IgnoredKind.Effect, harmless: [String] = [], mayRestrict: [String] = [], mayAllow: [String] = [],
            otherNetworks: [String] = []
        ) {
            self.others = others
            for kind in harmless { effects[kind] = IgnoredKind.Effect.none }
            for kind in mayRestrict { effects[kind] = .mayRestrict }
            for kind in mayAllow { effects[kind] = .mayAllow }
            for kind in otherNetworks { effects[kind] = .otherNetworks }
        }
    }

    /// By API group.
    static let groups: [String: Group] = [
        "networking.k8s.io": Group(
            others: .mayAllow, harmless: ["ClusterCIDR", "IPAddress", "Ingress", "IngressClass", "ServiceCIDR"]),
        "policy.networking.k8s.io": Group(others: .mayAllow),

        "cilium.io": cilium,
        "crd.projectcalico.org": calico,
        "projectcalico.org": calico,
        "crd.antrea.io": antrea,
        "core.antrea.tanzu.vmware.com": antrea,
        "ops.antrea.tanzu.vmware.com": antrea,
        "security.antrea.tanzu.vmware.com": antrea,
        "kubeovn.io": Group(
            others: .mayAllow,
            harmless: [
                "IP", "IPPool", "IptablesDnatRule", "IptablesEIP", "IptablesFIPRule", "IptablesSnatRule", "OvnDnatRule",
                "OvnEip", "OvnFip", "OvnSnatRule", "ProviderNetwork", "Vip", "Vlan", "VpcDns", "VpcNatGateway",
            ]),
        "crd.nsx.vmware.com": Group(others: .mayAllow),
        "nsx.vmware.com": Group(others: .mayAllow),
        "k8s.ovn.org": Group(
            others: .mayAllow,
            harmless: [
                "AdminPolicyBasedExternalRoute", "EgressIP", "EgressQoS", "EgressService", "NetworkQoS",
                "RouteAdvertisements",
            ],
            mayRestrict: ["EgressFirewall"], otherNetworks: ["ClusterUserDefinedNetwork", "UserDefinedNetwork"]),
        "network.openshift.io": Group(
            others: .mayAllow, harmless: ["ClusterNetwork", "HostSubnet", "NetNamespace"],
            mayRestrict: ["EgressNetworkPolicy"]),
        "networking.gke.io": Group(
            others: .none, mayAllow: ["FQDNNetworkPolicy"], otherNetworks: ["GKENetworkParamSet", "Network"]),
        "networking.k8s.aws": Group(others: .mayAllow, harmless: ["ClusterPolicyEndpoint", "PolicyEndpoint"]),
        "vpcresources.k8s.aws": Group(others: .none, mayRestrict: ["SecurityGroupPolicy"]),
        "k8s.cni.cncf.io": Group(others: .otherNetworks),

        "security.istio.io": Group(others: .mayRestrict),
        "networking.istio.io": Group(others: .none, mayRestrict: ["Sidecar"]),
        "policy.linkerd.io": Group(others: .mayRestrict),
        "consul.hashicorp.com": Group(others: .none, mayRestrict: ["ServiceIntentions"]),
        "kuma.io": Group(others: .none, mayRestrict: ["MeshTrafficPermission", "TrafficPermission"]),
        "security.kubearmor.com": Group(others: .mayRestrict),
    ]

    private static let cilium = Group(
        others: .mayAllow,
        harmless: [
            "CiliumBGPAdvertisement", "CiliumBGPClusterConfig", "CiliumBGPNodeConfig", "CiliumBGPNodeConfigOverride",
            "CiliumBGPPeerConfig", "CiliumBGPPeeringPolicy", "CiliumCIDRGroup", "CiliumEgressGatewayPolicy",
            "CiliumEndpoint", "CiliumEndpointSlice", "CiliumExternalWorkload", "CiliumGatewayClassConfig",
            "CiliumIdentity", "CiliumL2AnnouncementPolicy", "CiliumLoadBalancerIPPool", "CiliumNode",
            "CiliumNodeConfig", "CiliumPodIPPool",
        ])

    private static let calico = Group(
        others: .mayAllow,
        harmless: [
            "BGPConfiguration", "BGPFilter", "BGPPeer", "BlockAffinity", "CalicoNodeStatus", "ClusterInformation",
            "FelixConfiguration", "GlobalNetworkSet", "HostEndpoint", "IPAMBlock", "IPAMConfig", "IPAMConfiguration",
            "IPAMHandle", "IPPool", "IPReservation", "KubeControllersConfiguration", "NetworkSet", "Node",
            "StagedGlobalNetworkPolicy", "StagedKubernetesNetworkPolicy", "StagedNetworkPolicy", "Tier",
            "WorkloadEndpoint",
        ])

    private static let antrea = Group(
        others: .mayAllow,
        harmless: [
            "AntreaAgentInfo", "AntreaControllerInfo", "BGPPolicy", "ClusterGroup", "Egress", "ExternalEntity",
            "ExternalIPPool", "ExternalNode", "Group", "IPPool", "PacketCapture", "SupportBundleCollection", "Tier",
            "Traceflow",
        ])
}
