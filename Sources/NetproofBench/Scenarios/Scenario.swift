import ArgumentParser

/// Something to be measured.
enum Scenario: String, CaseIterable, ExpressibleByArgument {
    case large, single, claims, lateral, pods, reading, trace, diff, coverage

    var title: String {
        switch self {
        case .large: "10,000 policies, 1,000 namespaces, 100 invariants with both ends symbolic"
        case .single: "One invariant on 300 policies in 30 namespaces, the whole process"
        case .claims: "1,000 policies, 100 namespaces, 200 invariants: each of them, after loading"
        case .lateral: "What spreads along any number of connections, the whole process"
        case .pods: "1,000 policies, 100 namespaces, 200 invariants, with listed pods: deciding all, after loading"
        case .reading: "Reading 10,000 policies to nodes with places"
        case .diff: "Ten policies changed among 1,000 in 100 namespaces, the whole process"
        case .coverage: "Changes of 300 policies in 30 namespaces that 20 invariants notice, the whole process"
        case .trace: "Tracing 300,000 flows between 5,000 pods under 10,000 policies, the whole process"
        }
    }

    /// Makes what is measured, and gives what measures it once.
    func prepare(_ bench: borrowing Workbench) throws(BenchFailure) -> any PreparedScenario {
        switch self {
        case .large: try LargeCluster(bench)
        case .single: try SingleInvariant(bench)
        case .claims: try ClaimTimes(bench)
        case .lateral: try LateralMovement(bench)
        case .pods: try ListedPods(bench)
        case .reading: try Reading(bench)
        case .trace: try TracedFlows(bench)
        case .diff: try ChangedRevision(bench)
        case .coverage: try ChangedPolicies(bench)
        }
    }
}

/// A scenario whose input lies ready.
protocol PreparedScenario {
    /// Measures once; every run has the same rows.
    func run(_ bench: borrowing Workbench) throws(BenchFailure) -> [Row]
}
