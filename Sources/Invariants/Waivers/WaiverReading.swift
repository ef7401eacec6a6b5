import Diagnostics
import Dialects
import Manifests
import PolicyModel

/// Reads waivers: objects of kind Waiver, and what stands in annotations.
struct WaiverReading {
    /// What the object around it says already.
    enum Surroundings {
        case nothing
        /// The annotation of this Invariant.
        case invariant(Waiver.Name)
        /// The annotation of the policy at this place.
        case policy(SourceLocation)
    }

    let name: String
    let location: SourceLocation
    let surroundings: Surroundings

    /// Reads an object of kind Waiver; nil after an error has been reported.
    static func read(_ document: Document, into diagnostics: inout Diagnostics) -> (
        Waiver, nameLocation: SourceLocation
    )? {
        document.decode(into: &diagnostics) { reader -> (Waiver, nameLocation: SourceLocation)? in
            reader.ignoring("apiVersion", "kind")
            let metadata = reader.objectMetadata(.cluster, defaultNamespace: "")
            guard reader.require("spec") else { return nil }
            let name = metadata?.name ?? Located("", at: reader.location)
            let reading = WaiverReading(name: name.value, location: reader.location, surroundings: .nothing)
            return (reader.given("spec") { reading.waiver(&$0) } ?? nil).map { ($0, name.location) }
        } ?? nil
    }

    /// Reads the fields of a waiver.
    func waiver(_ reader: inout ObjectReader) -> Waiver? {
        let invariants = invariants(&reader)
        let scope = scope(&reader)
        let reason = text("reason", &reader)
        let owner = text("owner", &reader)
        let expires = expires(&reader)
        guard let scope, let expires else { return nil }
        return Waiver(
            name: name, location: location, invariants: invariants, scope: scope, reason: reason, owner: owner,
            expires: expires)
    }

    // MARK: Which invariants

    private func invariants(_ reader: inout ObjectReader) -> [Waiver.Name] {
        if case .invariant(let name) = surroundings { return [name] }
        let single = reader.given("invariant") == nil ? nil : reader.string("invariant")
        let several = (reader.filledList("invariants") ?? []).compactMap { element in
            reader.context.string(element.node, path: element.path).map {
                Waiver.Name($0, at: reader.location(of: element.node))
            }
        }
        if reader.contains("invariant") == reader.contains("invariants") {
            reader.report(
                "waiver", "the waiver names \(reader.contains("invariant") ? "invariants twice" : "no invariant")",
                expected: "expected `invariant`, or `invariants` with a list of names")
        }
        return (single.map { [Waiver.Name($0, at: reader.location(of: "invariant"))] } ?? []) + several
    }

    // MARK: What it takes out

    private func scope(_ reader: inout ObjectReader) -> Waiver.Scope? {
        if case .policy(let place) = surroundings { return .policy(.at(place)) }
        let connections = connections(&reader)
        let pods = EndpointReading("pods", &reader)
        let policy = reader.given("policy") { Self.policy(&$0) } ?? nil
        let written = [
            ["from", "to", "ports"].contains { reader.contains($0) }, reader.contains("pods"),
            reader.contains("policy"),
        ].count(where: \.self)
        guard written == 1 else {
            reader.report(
                "waiver", written == 0 ? "the waiver takes nothing out" : "the waiver speaks of more than one thing",
                expected: "expected connections (`from`, `to`, `ports`), `pods` or `policy`",
                suggestion: written == 0 ? nil : "write one Waiver for each")
            return nil
        }
        if let connections { return .connections(connections) }
        return pods.map { .pods($0.predicate) } ?? policy.map(Waiver.Scope.policy)
    }

    /// Nil where no field of connections is written, or after an error has been reported.
    private func connections(_ reader: inout ObjectReader) -> ClaimedConnections? {
        let from = EndpointReading("from", &reader)
        let to = EndpointReading("to", &reader)
        let ports = PortReading.entries(&reader)
        guard reader.contains("from") || reader.contains("to") else {
            if reader.contains("ports") {
                reader.report(
                    "waiver", "the waiver names neither `from` nor `to`", at: "ports",
                    expected: "expected one of them at least: a waiver is narrow")
            }
            return nil
        }
        return ClaimedConnections(
            from: from?.predicate ?? .everything, to: to?.predicate ?? .everything, ports: ports)
    }

    private static func policy(_ reader: inout ObjectReader) -> Waiver.PolicyName? {
        let kind = reader.given("kind") == nil ? nil : reader.string("kind")
        let namespace = reader.given("namespace") == nil ? nil : reader.string("namespace")
        guard reader.require("name"), let name = reader.string("name") else { return nil }
        return .named(kind: kind, namespace: namespace, name: name)
    }

    // MARK: Who answers for it

    private func text(_ field: String, _ reader: inout ObjectReader) -> String {
        guard reader.require(field), let text = reader.string(field) else { return "" }
        if text.allSatisfy(\.isWhitespace) {
            reader.report("waiver", "\(field.inBackticks) is empty", at: field, expected: "expected words")
        }
        return text
    }

    private func expires(_ reader: inout ObjectReader) -> CalendarDate? {
        guard reader.require("expires"), let text = reader.string("expires") else { return nil }
        if let date = CalendarDate(text) { return date }
        reader.report(
            "waiver", "`expires` is \(text.inBackticks)", at: "expires",
            expected: "expected a day of the calendar, as in `2026-12-31`")
        return nil
    }
}
