import ClusterWatch

extension Metrics {
    /// What is known of a running cluster, and how it came; nothing where the cluster is files.
    static func watchLines(of state: ClusterState) -> [String] {
        guard let watch = state.watch else { return [] }
        var lines: [String] = []
        if let age = state.age(at: .now) {
            lines += heading(
                "netproof_cluster_age_seconds", "gauge", "Time for which the oldest part of the state was not heard of."
            )
            lines.append("netproof_cluster_age_seconds \(age.seconds)")
        }
        lines += heading("netproof_cluster_stale", "gauge", "1 while the state is too old to decide by.")
        lines.append("netproof_cluster_stale \(state.staleness() == nil ? 0 : 1)")
        let counts = watch.counts
        func add(_ name: String, _ type: String, _ help: String, _ value: (WatchCounts) -> [(label: String, Int)]) {
            lines += heading(name, type, help)
            for (resource, counts) in counts {
                for (label, number) in value(counts) {
                    lines.append(#"\#(name){resource="\#(resource)"\#(label)} \#(number)"#)
                }
            }
        }
        add("netproof_cluster_objects", "gauge", "Objects that are known.") { [("", $0.objects)] }
        add("netproof_cluster_lists_total", "counter", "How often all objects were listed.") { [("", $0.lists)] }
        add("netproof_cluster_events_total", "counter", "Events of watches.") {
            [(#",type="put""#, $0.puts), (#",type="removal""#, $0.removals), (#",type="bookmark""#, $0.bookmarks)]
        }
        add("netproof_cluster_failures_total", "counter", "Lists and watches that failed.") { [("", $0.failures)] }
        return lines
    }
}
