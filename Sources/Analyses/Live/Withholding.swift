public import Diagnostics
import Dialects

/// What a cluster does not let be read: an error, or where the user says so an assumption. It is never left out silently.
public struct Withholding: Sendable {
    /// What is withheld and the user lets it, in words such as `v1 Pod objects`.
    public private(set) var withheld: [String] = []
    private var usedAllowances: Set<String> = []
    private let allowed: [String]

    /// The name under which an incomplete list of resources is allowed.
    private static let discovery = "api-resources"

    /// - Parameter allowed: Kinds as `Kind` or `Kind.group`.
    public init(allowing allowed: [String]) {
        self.allowed = allowed
    }

    /// Whether the objects of a kind may be left unread.
    public static func allows(_ resource: LiveResource, among allowed: [String]) -> Bool {
        !resource.kind.isIndispensable && names(of: resource).contains(where: allowed.contains)
    }

    /// Whether it may stay unknown what the cluster serves.
    public static func allowsIncompleteDiscovery(among allowed: [String]) -> Bool { allowed.contains(discovery) }

    /// What `withheld` calls the objects of a kind.
    static func words(for kind: ObjectKind) -> String { "\(kind) objects" }

    private static func names(of resource: LiveResource) -> [String] {
        [resource.kind.kind, resource.kind.qualifiedName]
    }

    /// Tells of a resource that is not read.
    ///
    /// - Parameters:
    ///   - message: In the words of the cluster.
    ///   - id: Of the diagnostic.
    ///   - mayBeAllowed: Whether what the user allows counts.
    public mutating func withhold(
        _ resource: LiveResource, _ message: String, _ id: String, mayBeAllowed: Bool = true,
        into diagnostics: inout Diagnostics
    ) {
        usedAllowances.formUnion(Self.names(of: resource).filter(allowed.contains))
        let isAllowed = mayBeAllowed && Self.allows(resource, among: allowed)
        if isAllowed { withheld.append(Self.words(for: resource.kind)) }
        diagnostics.report(
            Diagnostic(
                id, severity: isAllowed ? .warning : .error, at: nil,
                "\(resource.fullName.inBackticks) cannot be read: \(message.printable(limit: 500))",
                suggestion: isAllowed ? nil : resource.wayOut))
    }

    /// Checks what the cluster says that it serves: without the list of resources nobody knows which policies are there to
    /// be read.
    ///
    /// - Parameter incomplete: Why the list is not whole, in the words of the cluster; nil where it is.
    public mutating func check(
        _ resources: [LiveResource], incomplete: String?, into diagnostics: inout Diagnostics
    ) {
        if let incomplete {
            let isAllowed = allowed.contains(Self.discovery)
            if isAllowed {
                usedAllowances.insert(Self.discovery)
                withheld.append("objects of kinds that are not known")
            }
            diagnostics.report(
                Diagnostic(
                    "live-discovery", severity: isAllowed ? .warning : .error, at: nil,
                    "the cluster does not tell all that it serves: \(incomplete.printable(limit: 500))",
                    suggestion: isAllowed
                        ? nil : "mend the API service, or pass over it by `--allow-unreadable \(Self.discovery)`"))
        }
        for kind in ObjectKind.neededInClusters where !resources.contains(where: { $0.kind.isSame(as: kind) }) {
            diagnostics.report(
                Diagnostic("live-discovery", at: nil, "the cluster does not serve \(kind.description.inBackticks)"))
        }
    }

    /// Tells, at the end, of what was allowed for nothing.
    func reportUnusedAllowances(into diagnostics: inout Diagnostics) {
        for name in allowed where !usedAllowances.contains(name) && !diagnostics.hasErrors {
            diagnostics.report(
                Diagnostic(
                    "unused-allow-unreadable", severity: .warning, at: nil,
                    "nothing of the kind \(name.inBackticks) was withheld"))
        }
    }
}

extension LiveResource {
    fileprivate var wayOut: String {
        "grant `list` on it in all namespaces"
            + (kind.isIndispensable ? "" : ", or let it be an assumption by `--allow-unreadable \(kind.kind)`")
    }
}
