import Analyses
import Dialects
import Manifests

/// Asks what the API server serves.
///
/// What a part of the API, such as one that another server stands behind, has told once is taken to hold while it does not
/// answer: the objects themselves are watched whatever becomes of it.
struct Discovery {
    let connection: APIConnection
    private var told: [String: [LiveResource]] = [:]

    init(_ connection: APIConnection) {
        self.connection = connection
    }

    /// All resources that can be listed, the preferred version of each kind first, and why there may be more.
    mutating func resources() async throws(APIFailure) -> (resources: [LiveResource], incomplete: String?) {
        var (resources, incomplete): ([LiveResource], String?) = ([], nil)
        for version in try await versions() {
            do {
                told[version] = try await self.resources(of: version)
            } catch {
                if told[version] == nil, incomplete == nil { incomplete = "`\(version)`: \(error)" }
            }
            resources += told[version] ?? []
        }
        return (resources, incomplete)
    }

    /// As in `apps/v1`.
    private func versions() async throws(APIFailure) -> [String] {
        let core = try await connection.object(at: "/api")["versions"]?.items.compactMap(\.string) ?? []
        guard !core.isEmpty else { throw .unusable("`/api` names no version") }
        guard let groups = try await connection.object(at: "/apis")["groups"]?.items else {
            throw .unusable("`/apis` names no groups")
        }
        return core
            + groups.flatMap { group in
                let preferred = group["preferredVersion"]?["groupVersion"]?.string
                let all = group["versions"]?.items.compactMap { $0["groupVersion"]?.string } ?? []
                return [preferred].compactMap(\.self) + all.filter { $0 != preferred }
            }
    }

    private func resources(of version: String) async throws(APIFailure) -> [LiveResource] {
        let path = version.contains("/") ? "/apis/\(version)" : "/api/\(version)"
        guard let listed = try await connection.object(at: path)["resources"]?.items else {
            throw .unusable("`\(path)` names no resources")
        }
        return listed.compactMap { resource in
            guard let name = resource["name"]?.string, !name.contains("/"), let kind = resource["kind"]?.string,
                resource["verbs"]?.items.contains(where: { $0.string == "list" }) ?? false
            else { return nil }
            return LiveResource(
                name: name, kind: ObjectKind(apiVersion: version, kind: kind),
                isNamespaced: resource["namespaced"]?.isTrue ?? false)
        }
    }
}
