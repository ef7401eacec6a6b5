import Diagnostics
import Dialects
import NetworkModel
import PolicyModel
import Reports

/// Which policies and namespaces are not the same in two revisions, wherever they are written.
struct DiffChanges {
    let base: LoadedInput
    let head: LoadedInput

    var all: [DiffChange] {
        (policies + namespaces).sorted {
            ($0.namespace ?? $0.name, $0.kind, $0.name) < ($1.namespace ?? $1.name, $1.kind, $1.name)
        }
    }

    private var policies: [DiffChange] {
        let sides = [base, head].map { side in
            Dictionary(side.program.tiers.flatMap(\.policies).map { ($0.identity, $0) }) { first, _ in first }
        }
        return Set(sides.flatMap(\.keys)).sorted().compactMap { identity in
            let (old, new) = (sides[0][identity], sides[1][identity])
            let isSame = old?.withoutPlaces == new?.withoutPlaces
            return change(isSame, identity.kind, identity.namespace, identity.name, old?.location, new?.location)
        }
    }

    private var namespaces: [DiffChange] {
        let names = Set([base, head].flatMap { $0.cluster.namespaces.filter(\.hasManifest).map(\.name) })
        return names.sorted().compactMap { name in
            let places = [base, head].map {
                $0.locations[ObjectIdentity(group: "", kind: "Namespace", namespace: nil, name: name)]
            }
            let isSame = base.cluster.namespace(named: name) == head.cluster.namespace(named: name)
            return change(isSame, "Namespace", nil, name, places[0], places[1])
        }
    }

    private func change(
        _ isSame: Bool, _ kind: String, _ namespace: String?, _ name: String, _ old: SourceLocation?,
        _ new: SourceLocation?
    ) -> DiffChange? {
        guard !isSame else { return nil }
        let action: DiffChange.Action =
            switch (old, new) {
            case (nil, _): .added
            case (_, nil): .removed
            default: .changed
            }
        return DiffChange(action, kind: kind, namespace: namespace, name: name, base: old, head: new)
    }
}

extension Policy {
    /// The policy as if it were written nowhere.
    fileprivate var withoutPlaces: Policy {
        var policy = self
        policy.location = Self.nowhere
        policy.ingress = ingress.map(\.withoutPlaces)
        policy.egress = egress.map(\.withoutPlaces)
        return policy
    }

    fileprivate static let nowhere = SourceLocation(file: "")
}

extension Rule {
    fileprivate var withoutPlaces: Rule {
        Rule(
            action: action, peers: peers?.map { PeerEntry($0.predicate, location: Policy.nowhere) },
            ports: ports?.map { PortEntry($0.match, usesEndPort: $0.usesEndPort, location: Policy.nowhere) },
            location: Policy.nowhere)
    }
}
