import Diagnostics
import Manifests

/// Reads all that matters of a cluster. What it withholds is an error, or where the user says so an assumption; it is
/// never left out silently.
struct LiveReading {
    /// The cluster's objects.
    private(set) var documents: [Document] = []
    private var withholding: Withholding
    private let request: LiveRequest
    private let kubectl: Kubectl

    /// What the cluster withholds and the user lets it.
    var withheld: [String] { withholding.withheld }

    init(_ request: LiveRequest, into diagnostics: inout Diagnostics) {
        self.request = request
        withholding = Withholding(allowing: request.unreadableKinds)
        kubectl = Kubectl(request: request)
        do throws(LiveFailure) {
            request.progress?.tell("reading what the cluster serves")
            let (resources, incomplete) = try kubectl.resources()
            withholding.check(resources, incomplete: incomplete, into: &diagnostics)
            for resource in resources.thatMatter {
                request.progress?.tell("reading " + resource.fullName)
                try read(resource, &diagnostics)
            }
        } catch {
            diagnostics.report(error.diagnostic)
        }
        withholding.reportUnusedAllowances(into: &diagnostics)
    }

    private mutating func read(_ resource: LiveResource, _ diagnostics: inout Diagnostics) throws(LiveFailure) {
        switch try kubectl.objects(of: resource) {
        case .output(let bytes): documents += LiveAnswer(resource).objects(bytes, into: &diagnostics)
        case .forbidden(let message): withholding.withhold(resource, message, "live-forbidden", into: &diagnostics)
        case .failed(let message): withholding.withhold(resource, message, "live-failed", into: &diagnostics)
        }
    }
}
