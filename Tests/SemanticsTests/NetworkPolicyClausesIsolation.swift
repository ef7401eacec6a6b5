import NetworkModel

/// Isolation and defaults.
let isolationClauses: [PolicyClause] = [
    PolicyClause(
        "Without policies everything connects (NP-01)",
        expect: """
            A blue/w -> red/w
            A E -> red/w
            A red/w -> E
            """),
    PolicyClause("A policy without rules shuts ingress (NP-02)", "{podSelector: {}}", expect: ingressShut),
    PolicyClause("An empty spec selects every pod (NP-03)", "{}", expect: ingressShut),
    PolicyClause("A missing spec selects every pod (NP-03)", "", expect: ingressShut),
    PolicyClause(
        "policyTypes Egress shuts egress alone (NP-04)", "{podSelector: {}, policyTypes: [Egress]}",
        expect: """
            D red/w -> blue/w
            D red/w -> E
            A blue/w -> red/w
            """),
    PolicyClause(
        "Both policyTypes shut both directions (NP-05)", denyAll,
        expect: """
            D red/w -> blue/w
            D red/w -> E
            D blue/w -> red/w
            D E -> red/w
            A blue/w -> grey/w
            """),
    PolicyClause(
        "Egress rules imply both types (NP-06)", "{podSelector: {}, egress: [{}]}", expect: egressOpenIngressShut),
    PolicyClause(
        "An empty egress list implies nothing (NP-07)", "{podSelector: {}, egress: []}", expect: egressOpenIngressShut),
    PolicyClause(
        "An empty policyTypes is a missing one (NP-08)", "{podSelector: {}, policyTypes: [], egress: [{}]}",
        expect: egressOpenIngressShut),
    PolicyClause(
        "A null policyTypes is a missing one (NP-08)", "{podSelector: {}, policyTypes: null, egress: [{}]}",
        expect: egressOpenIngressShut),
    PolicyClause(
        "Ingress rules mean nothing where policyTypes names Egress alone (NP-09)",
        "{podSelector: {}, policyTypes: [Egress], ingress: [{}]}",
        expect: """
            D red/w -> E
            A blue/w -> red/w
            """),
    PolicyClause(
        "Egress rules mean nothing where policyTypes names Ingress alone (NP-10)",
        "{podSelector: {}, policyTypes: [Ingress], egress: []}", expect: "A red/w -> E"),
    PolicyClause(
        "Ingress named twice is Ingress (NP-11)", "{podSelector: {}, policyTypes: [Ingress, Ingress]}",
        expect: ingressShut),
    PolicyClause("An empty rule allows everything (NP-13)", "{podSelector: {}, ingress: [{}]}", expect: ingressOpen),
    PolicyClause("No ingress rules deny all (NP-14)", "{podSelector: {}, ingress: []}", expect: ingressShut),
    PolicyClause("Null ingress rules deny all (NP-14)", "{podSelector: {}, ingress: null}", expect: ingressShut),
    PolicyClause(
        "An empty from matches everything (NP-15)", "{podSelector: {}, ingress: [{from: []}]}", expect: ingressOpen),
    PolicyClause(
        "A null from matches everything (NP-15)", "{podSelector: {}, ingress: [{from: null}]}", expect: ingressOpen),
    PolicyClause(
        "Empty from and ports match everything (NP-16)", "{podSelector: {}, ingress: [{from: [], ports: []}]}",
        expect: ingressOpen),
    PolicyClause(
        "Only selected pods are isolated (NP-18)", "{podSelector: {matchLabels: {app: web}}}",
        expect: """
            D blue/w -> red/w
            A blue/w -> red/d
            A blue/w -> red/n
            """),
    PolicyClause(
        "A selector that no pod matches isolates nothing (NP-19)", "{podSelector: {matchLabels: {app: none}}}",
        expect: """
            A blue/w -> red/*
            A E -> red/*
            """),
    PolicyClause(
        "A policy governs its own namespace (NP-20)", WrittenPolicy("{podSelector: {}}", in: "blue"),
        expect: """
            A red/w -> red/d
            D red/w -> blue/w
            """),
    PolicyClause(
        "A policy without namespace governs the default one (NP-21)", WrittenPolicy(denyAll.spec, in: "null"),
        namespaces: [.init(name: "default", hasManifest: true)],
        workloads: [ClauseFixture.pod("default", "w", [:])],
        expect: """
            D red/w -> default/w
            A red/w -> blue/w
            A blue/w -> red/w
            """),
]

let denyAll: WrittenPolicy = "{podSelector: {}, policyTypes: [Ingress, Egress]}"

private let ingressShut = """
    D blue/w -> red/w
    D red/d -> red/w
    D E -> red/*
    A red/w -> blue/w
    """

private let egressOpenIngressShut = """
    A red/w -> E
    D blue/w -> red/w
    """

private let ingressOpen = """
    A blue/w -> red/w
    A grey/n -> red/d UDP/53
    A E -> red/w SCTP/7
    A N1 -> red/w
    A N2 -> red/w
    """
