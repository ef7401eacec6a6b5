import Evaluation
import Foundation
import NetworkModel
import PolicyModel

/// A request to the API server that creates or updates a namespace or a pod.
struct AdmissionRequest {
    var space: LabelSpace
    var resource: String
    /// Of the namespace, or of the pod's namespace.
    var namespace: String
    var labels: [String: String]
    /// Nil: the object is created.
    var oldLabels: [String: String]?
    var user: String?
    var groups: [String]?
    /// Whether an object without labels has the field at all.
    var writesEmptyLabels: Bool

    init(_ random: inout RandomSource) {
        space = random.chance(60) ? .namespace : .pod
        namespace = random.pick(RandomRules.namespaces)
        labels = Self.labels(&random)
        if random.chance(55) {
            oldLabels = random.chance(15) ? labels : Self.neighbour(of: labels, &random)
        }
        let subresources = space == .namespace ? ["/status", "/finalize"] : ["/status"]
        let isSubresource = oldLabels != nil && random.chance(20)
        resource = (space == .namespace ? "namespaces" : "pods") + (isSubresource ? random.pick(subresources) : "")
        user = random.chance(90) ? random.pick(RandomRules.users) : nil
        groups = random.chance(80) ? RandomRules.groups.filter { _ in random.chance(40) } : nil
        writesEmptyLabels = random.chance(50)
        guard space == .namespace else { return }
        labels[namespaceNameLabel] = namespace
        oldLabels?[namespaceNameLabel] = namespace
    }

    private static func labels(_ random: inout RandomSource) -> [String: String] {
        var labels: [String: String] = [:]
        for key in RandomRules.keys + ["other"] where random.chance(55) {
            labels[key] = random.pick(RandomRules.values)
        }
        return labels
    }

    /// With a few labels changed.
    private static func neighbour(of labels: [String: String], _ random: inout RandomSource) -> [String: String] {
        var labels = labels
        for key in RandomRules.keys + ["other"] where random.chance(30) {
            labels[key] = random.chance(40) ? nil : random.pick(RandomRules.values)
        }
        return labels
    }

    /// The names of the rules that it breaks, sorted: what the universe itself says of its labels, and who may set which.
    func brokenRules(of universe: Universe, exempt: [String]) -> [String] {
        if exempt.contains(namespace) || labels == oldLabels { return [] }
        let violations: [Universe.LabelRuleViolation]
        let rules: [Universe.LabelRule]
        switch space {
        case .namespace:
            rules = universe.namespaces.labels
            violations =
                oldLabels.map { universe.namespaces.violations(of: labels, changedFrom: $0) }
                ?? universe.namespaces.violations(of: labels)
        case .pod:
            rules = universe.pods.labels
            violations = universe.pods.violations(of: labels)
        }
        let forbidden = rules.filter { rule in
            guard let setters = rule.setBy, labels[rule.key] != oldLabels?[rule.key] else { return false }
            return !setters.users.contains { $0 == user } && !setters.groups.contains { (groups ?? []).contains($0) }
        }
        let names = violations.map(\.ruleName) + forbidden.map { "labels.\($0.key).setBy" }
        return names.map { "\(space.owners).\($0)" }.sorted()
    }

    /// As JSON has it.
    var json: [String: Any] {
        var userInfo: [String: Any] = [:]
        userInfo["username"] = user
        userInfo["groups"] = groups
        return [
            "resource": resource, "operation": oldLabels == nil ? "CREATE" : "UPDATE", "userInfo": userInfo,
            "object": object(labels), "oldObject": oldLabels.map(object) ?? NSNull(),
        ]
    }

    private func object(_ labels: [String: String]) -> [String: Any] {
        var metadata: [String: Any] = ["name": space == .namespace ? namespace : "pod"]
        if space == .pod { metadata["namespace"] = namespace }
        if !labels.isEmpty || writesEmptyLabels { metadata["labels"] = labels }
        return ["metadata": metadata]
    }
}
