import Diagnostics
import Dialects
import Manifests

/// Reads all that matters of a cluster. What it withholds is an error, or where the user says so an assumption; it is
/// never left out silently.
struct LiveReading {
    /// The cluster's objects.
    private(set) var documents: [Document] = []
    /// What the cluster withholds and the user lets it, in words such as `v1 Pod objects`.
    private(set) var withheld: [String] = []
    private var usedAllowances: Set<String> = []
    private let request: LiveRequest
    private let kubectl: Kubectl

    /// The name under which an incomplete list of resources is allowed.
    private static let discovery = "api-resources"

    init(_ request: LiveRequest, into diagnostics: inout Diagnostics) {
        self.request = request
        kubectl = Kubectl(request: request)
        do throws(LiveFailure) {
            request.progress?.tell("reading what the cluster serves")
            let (resources, incomplete) = try kubectl.resources()
            checkDiscovery(resources, incomplete, &diagnostics)
            for resource in resources.distinct where resource.kind.mattersInClusters {
                request.progress?.tell("reading " + resource.fullName)
                try read(resource, &diagnostics)
            }
        } catch {
            diagnostics.report(error.diagnostic)
        }
        reportUnusedAllowances(&diagnostics)
    }

    private mutating func read(_ resource: LiveResource, _ diagnostics: inout Diagnostics) throws(LiveFailure) {
        switch try kubectl.objects(of: resource) {
        case .output(let bytes): documents += LiveAnswer(resource).objects(bytes, into: &diagnostics)
        case .forbidden(let message): withhold(resource, message, "live-forbidden", &diagnostics)
        case .failed(let message): withhold(resource, message, "live-failed", &diagnostics)
        }
    }

    private mutating func withhold(
        _ resource: LiveResource, _ message: String, _ id: String, _ diagnostics: inout Diagnostics
    ) {
        let names = [resource.kind.kind, resource.kind.qualifiedName].filter(request.unreadableKinds.contains)
        usedAllowances.formUnion(names)
        let isAllowed = !names.isEmpty && !resource.kind.isIndispensable
        if isAllowed { withheld.append("\(resource.kind) objects") }
        diagnostics.report(
            Diagnostic(
                id, severity: isAllowed ? .warning : .error, at: nil,
                "\(resource.fullName.inBackticks) cannot be read: \(message.printable(limit: 500))",
                suggestion: isAllowed ? nil : resource.wayOut))
    }

    /// Without the list of resources nobody knows which policies are there to be read.
    private mutating func checkDiscovery(
        _ resources: [LiveResource], _ incomplete: String?, _ diagnostics: inout Diagnostics
    ) {
        if let incomplete {
            let isAllowed = request.unreadableKinds.contains(Self.discovery)
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

    private func reportUnusedAllowances(_ diagnostics: inout Diagnostics) {
        for name in request.unreadableKinds where !usedAllowances.contains(name) && !diagnostics.hasErrors {
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

extension [LiveResource] {
    /// Each kind once, however many versions of it are served.
    fileprivate var distinct: [LiveResource] {
        var seen: Set<String> = []
        return filter { seen.insert($0.fullName).inserted }.sorted { $0.fullName < $1.fullName }
    }
}
