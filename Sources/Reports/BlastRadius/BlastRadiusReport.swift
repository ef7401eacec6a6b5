public import Diagnostics

/// What can be reached from some pods along connections, place by place.
public struct BlastRadiusReport: Hashable, Sendable {
    /// A place, and the shortest chain that leads to it.
    public struct Reached: Hashable, Sendable {
        /// In words: `namespaces shop, web`.
        public var place: String
        /// 0: it starts there.
        public var hops: Int
        /// One connection for each hop, in order.
        public var chain: [Counterexample]

        public init(place: String, hops: Int, chain: [Counterexample]) {
            (self.place, self.hops, self.chain) = (place, hops, chain)
        }
    }

    /// Where it starts, as the user said it.
    public var from: String
    /// The most hops that were asked for; nil for any number.
    public var hops: Int?
    /// The nearest first.
    public var reached: [Reached]
    /// Places in words that are proved to be out of reach.
    public var unreached: [String]
    /// Places in words of which that is not known.
    public var undecided: [String]
    /// Why it is not.
    public var reason: String?
    public var universe: UniverseDescription
    /// Warnings and notes.
    public var diagnostics: [Diagnostic]

    public init(
        from: String, hops: Int?, reached: [Reached], unreached: [String], undecided: [String], reason: String?,
        universe: UniverseDescription, diagnostics: [Diagnostic]
    ) {
        (self.from, self.hops, self.reached, self.unreached) = (from, hops, reached, unreached)
        (self.undecided, self.reason, self.universe, self.diagnostics) = (undecided, reason, universe, diagnostics)
    }

    /// Answered, or 3 where something is not known, or 4 where nothing matches what it starts from.
    public var status: RunStatus {
        if !undecided.isEmpty { return .undecided }
        return reached.isEmpty ? .vacuous : .proved
    }
}

extension BlastRadiusReport {
    /// The report for people: for each place its first chain, each connection explained at both ends.
    public func text(palette: Palette) -> String {
        let writer = TextReport(palette: palette)
        var lines = [
            palette.paint("universe: \(universe.trustLevel.sentence) (\(universe.trustLevel.name))", .faint), "",
        ]
        for place in reached {
            let distance = place.hops == 0 ? "starts in" : place.hops == 1 ? "1 hop to" : "\(place.hops) hops to"
            lines.append(palette.paint("\(distance) \(place.place.printable(limit: .max))", .bold))
            for (number, connection) in place.chain.enumerated() {
                lines += writer.counterexample(connection, title: "hop \(number + 1)")
            }
        }
        if reached.isEmpty { lines.append("no pod can match \(from.printable(limit: .max))") }
        let limit = hops.map { $0 == 1 ? " within 1 hop" : " within \($0) hops" } ?? ""
        if !unreached.isEmpty {
            lines += ["", palette.paint("proved to be out of reach\(limit)", .bold)]
            lines += unreached.map { "  " + $0.printable(limit: .max) }
        }
        if !undecided.isEmpty {
            lines += ["", palette.paint("undecided: \((reason ?? "").printable(limit: .max))", .bold)]
            lines += undecided.map { "  " + $0.printable(limit: .max) }
        }
        return lines.map { $0 + "\n" }.joined()
    }

    /// The report as one JSON document.
    public var json: String {
        JSONValue.object([
            .init("version", .string(Self.version)), .init("from", .string(from)),
            .init("hops", hops.map(JSONValue.integer) ?? .null),
            .init(
                "reached",
                .array(
                    reached.map { place in
                        .object([
                            .init("place", .string(place.place)), .init("hops", .integer(place.hops)),
                            .init("chain", .array(place.chain.map(\.json))),
                        ])
                    })),
            .init("unreached", .strings(unreached)), .init("undecided", .strings(undecided)),
            .init("reason", .optional(reason)), .init("diagnostics", .array(diagnostics.map(\.json))),
        ]).document
    }

    /// Rises when a member changes its meaning or goes away; not when one is added.
    public static let version = "netproof.dev/blast-radius/v1alpha1"
}
