/// A recorded file of connections, and the case it belongs to.
struct RecordedCase {
    var name: String
    private var file: String

    /// Why a recorded file is not compared.
    enum SkipReason: String, CaseIterable {
        case otherFormat = "csv, json, md or dot of a list that is there as txt too"
        case part = "only some workloads, ports or directions (focus)"
        case explanation = "an explanation of connections, not the list"
        case noManifests = "its manifests are not in the corpus"
        case otherNetworks = "user-defined or secondary networks, which no NetworkPolicy is about"
        case otherPolicies = "AdminNetworkPolicy or BaselineAdminNetworkPolicy"
        case missingWorkloads = "the manifests of recorded workloads are not in the corpus"
    }

    enum Outcome {
        case skipped(SkipReason)
        /// By our loader, with the ids of the errors.
        case refused([String])
        case compared(Comparison)
    }

    init(_ file: String) {
        self.file = file
        name = file
        for suffix in ["_connlist_output.txt", "_exposure_output.txt"] where file.hasSuffix(suffix) {
            name.removeLast(suffix.count)
        }
    }

    func outcome() throws -> Outcome {
        guard file.hasSuffix(".txt") else { return .skipped(.otherFormat) }
        if file.contains("_explain_") { return .skipped(.explanation) }
        if file.contains("_focus_") || isOfOnePort { return .skipped(.part) }
        guard try RecordedCorpus.names(in: "tests").contains(name) else { return .skipped(.noManifests) }
        let loaded = RecordedCorpus.load(name)
        if loaded.refusals == ["unmodelled-kind"] { return .skipped(.otherPolicies) }
        guard loaded.refusals.isEmpty else { return .refused(loaded.refusals) }
        guard let recorded = RecordedOutput(try RecordedCorpus.text("test_outputs/connlist/\(file)")) else {
            return .skipped(.otherNetworks)
        }
        let cluster = ComparedCluster(loaded)
        guard recorded.workloads.isSubset(of: cluster.names) else { return .skipped(.missingWorkloads) }
        return .compared(Comparison(cluster, recorded))
    }

    /// Names such as `nad_test_4_tcp-80`.
    private var isOfOnePort: Bool { name.contains("_tcp-") || name.contains("_udp-") }
}
