import Diagnostics
import Manifests
import PolicyModel

/// Reads what stands under `never`, `always` or `only`.
struct ClaimReading {
    var from: EndpointReading?
    var to: EndpointReading?
    var ports: [PortEntry]?
    var pair: [ConnectionClaim.Relation]
    var quantity: ConnectionClaim.Quantity

    init(_ quantity: ConnectionClaim.Quantity, _ reader: inout ObjectReader) {
        self.quantity = quantity
        from = EndpointReading("from", &reader)
        to = EndpointReading("to", &reader)
        ports = PortReading.entries(&reader)
        pair = PairReading.relations(&reader)
        checkEnds(reader)
    }

    /// The claim about connections of which neither end is exempt.
    func claim(
        _ protect: ConnectionClaim.Side?, except exempt: EndpointPredicate?, _ reader: ObjectReader
    ) -> ConnectionClaim {
        let side = protect ?? (predicate(.to).excludesPods ? .from : .to)
        checkProtected(side, reader)
        // Who may connect anyway is not asked about where `only` is claimed.
        let from =
            quantity == .only
            ? EndpointPredicate.any([predicate(.from)] + [exempt].compactMap(\.self))
            : predicate(.from).without(exempt)
        return ConnectionClaim(
            quantity: quantity, from: exempt == nil ? predicate(.from) : from, to: predicate(.to).without(exempt),
            ports: ports, pair: pair, protect: side)
    }

    private func checkProtected(_ side: ConnectionClaim.Side, _ reader: ObjectReader) {
        guard predicate(side).excludesPods, !predicate(side == .to ? .from : .to).excludesPods else { return }
        reader.report(
            "protect", "`\(side.rawValue)` is outside the cluster, where nothing is protected", at: "protect",
            expected: "expected `protect: \(side == .to ? "from" : "to")`")
    }

    var places: ClaimPlaces { ClaimPlaces(from: from?.places ?? [], to: to?.places ?? []) }

    /// An end that is left out is every endpoint: every pod of every namespace, and every external address.
    func predicate(_ side: ConnectionClaim.Side) -> EndpointPredicate {
        (side == .from ? from : to)?.predicate ?? .everything
    }

    private func checkEnds(_ reader: ObjectReader) {
        let hasFrom = reader.contains("from")
        guard hasFrom || reader.contains("to") else {
            reader.report(
                "no-endpoint", "`\(reader.path)` names neither `from` nor `to`",
                expected: "expected one of them at least",
                suggestion: "`to: {podSelector: {}}` is every pod of every namespace")
            return
        }
        if quantity == .only, !hasFrom {
            reader.report(
                "no-endpoint", "`only` without `from` says nothing",
                expected: "expected the endpoints that may connect",
                suggestion: "use `never` to allow no endpoint at all")
        }
        if predicate(.from).excludesPods, predicate(.to).excludesPods {
            reader.report(
                "no-pod", "neither end of the claim can be a pod: no policy governs such a connection",
                expected: "expected pods at one end at least")
        }
    }
}
