import HTTPTypes
import HummingbirdCore
import NIOCore
import Synchronization

/// What the server of the tests answers.
extension FakeAPIServer {
    func response(to request: Request) async -> Response {
        let (path, query) = (request.uri.path, request.uri.queryParameters)
        let behaviour = state.withLock { state in
            state.requests.append(request.uri.description)
            return state.behaviour
        }
        if behaviour.delay > .zero { try? await Task.sleep(for: behaviour.delay) }
        if behaviour.isDown { return .refusal(503) }
        if let token = behaviour.token, request.headers[.authorization] != "Bearer \(token)" { return .refusal(401) }
        guard request.method == .get else { return .refusal(405) }
        if let url = behaviour.redirects[path] { return Response(status: .found, headers: [.location: url]) }
        let served = Self.usual + behaviour.further
        if let discovery = Self.discovery(path, served, behaviour) { return discovery }
        guard let resource = served.first(where: { $0.path == path }) else { return .refusal(404) }
        let isWatch = query["watch"] == "1"
        let refusals = isWatch ? behaviour.watchRefusals : behaviour.listRefusals
        if let status = behaviour.refusals[path] ?? refusals[path] { return .refusal(status) }
        if isWatch {
            return watch(
                path, from: query["resourceVersion"].flatMap { Int($0) } ?? 0,
                seconds: query["timeoutSeconds"].flatMap { Int($0) } ?? 1_800)
        }
        return list(
            resource, limit: query["limit"].flatMap { Int($0) } ?? .max, token: query["continue"].map(String.init))
    }

    // MARK: Discovery

    private static func discovery(_ path: String, _ served: [Served], _ behaviour: Behaviour) -> Response? {
        let groups = Set(served.map(\.group)).subtracting([""]).sorted()
        if behaviour.mute.contains(path) { return .refusal(503) }
        switch path {
        case "/api": return .json(#"{"kind": "APIVersions", "versions": ["v1"]}"#)
        case "/apis":
            let texts = groups.map { group in
                let versions = Set(served.filter { $0.group == group }.map(\.groupVersion)).sorted()
                let list = versions.map { #"{"groupVersion": "\#($0)"}"# }.joined(separator: ", ")
                return
                    #"{"name": "\#(group)", "versions": [\#(list)], "preferredVersion": {"groupVersion": "\#(versions[0])"}}"#
            }
            return .json(
                #"{"kind": "APIGroupList", "apiVersion": "v1", "groups": [\#(texts.joined(separator: ", "))]}"#)
        default:
            let own = served.filter { ($0.group.isEmpty ? "/api/" : "/apis/") + $0.groupVersion == path }
            guard let first = own.first else { return nil }
            if behaviour.mute.contains(first.groupVersion) { return .refusal(503) }
            let texts = own.flatMap { resource in
                [
                    #"{"name": "\#(resource.name)", "kind": "\#(resource.kind)", "namespaced": \#(resource.isNamespaced), "verbs": ["get", "list", "watch"]}"#,
                    #"{"name": "\#(resource.name)/status", "kind": "\#(resource.kind)", "namespaced": true, "verbs": ["get"]}"#,
                ]
            }
            return .json(
                #"{"kind": "APIResourceList", "groupVersion": "\#(first.groupVersion)", "resources": [\#(texts.joined(separator: ", "))]}"#
            )
        }
    }

    // MARK: Lists

    private func list(_ resource: Served, limit: Int, token: String?) -> Response {
        state.withLock { state in
            if token != nil, state.behaviour.expiresPageOnce {
                state.behaviour.expiresPageOnce = false
                return .refusal(410)
            }
            let all = (state.objects[resource.path] ?? [:]).sorted { $0.key < $1.key }.map(\.value)
            let parts = token?.split(separator: "|").compactMap { Int($0) } ?? [0, state.version]
            let (start, version) = (parts[0], parts[1])
            let end = min(all.count, start + min(limit, all.count))
            let next = end < all.count ? #", "continue": "\#(end)|\#(version)""# : ""
            // In lists of one kind the items do not name it.
            let header = #""kind": "\#(resource.kind)", "apiVersion": "\#(resource.groupVersion)", "#
            let items = all[min(start, end)..<end].map { $0.replacing(header, with: "") }.joined(separator: ", ")
            return .json(
                #"{"kind": "\#(resource.kind)List", "apiVersion": "\#(resource.groupVersion)", "metadata": {"resourceVersion": "\#(version)"\#(next)}, "items": [\#(items)]}"#
            )
        }
    }

    // MARK: Watches

    private enum Step {
        case line(String)
        case bookmark(Int)
        /// Half a line, and the end of the connection.
        case cut(String)
        case end
        case nothing
    }

    struct Lost: Error {}

    private func watch(_ path: String, from version: Int, seconds: Int) -> Response {
        let behaviour = state.withLock(\.behaviour)
        guard version >= behaviour.oldestVersion else { return .refusal(410) }
        let time = behaviour.watchTime ?? .seconds(seconds)
        let body = ResponseBody { [weak self] writer in
            let deadline = ContinuousClock.now + time
            var (reached, bookmarkedAt) = (version, ContinuousClock.now)
            // Headers go out with the first bytes of a body.
            try await writer.write(ByteBuffer(string: "\n"))
            while ContinuousClock.now < deadline, !Task.isCancelled {
                guard let step = self?.next(path, after: &reached, &bookmarkedAt) else { break }
                switch step {
                case .line(let line): try await writer.write(ByteBuffer(string: line + "\n"))
                case .bookmark(let version):
                    let line = #"{"type": "BOOKMARK", "object": {"metadata": {"resourceVersion": "\#(version)"}}}"#
                    try await writer.write(ByteBuffer(string: line + "\n"))
                case .cut(let line):
                    try await writer.write(ByteBuffer(string: String(line.prefix(line.count / 2))))
                    throw Lost()
                case .end: throw Lost()
                case .nothing: try await Task.sleep(for: .milliseconds(10))
                }
            }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: [.contentType: "application/json"], body: body)
    }

    private func next(_ path: String, after reached: inout Int, _ bookmarkedAt: inout ContinuousClock.Instant) -> Step {
        state.withLock { state in
            if state.behaviour.isDown { return .end }
            if let line = state.behaviour.nextLine, path == Self.policies {
                state.behaviour.nextLine = nil
                return .line(line)
            }
            let version = reached
            if let event = state.events.first(where: { $0.path == path && $0.version > version }) {
                let line = #"{"type": "\#(event.type)", "object": \#(event.object)}"#
                if state.behaviour.cutsNextEvent {
                    state.behaviour.cutsNextEvent = false
                    return .cut(line)
                }
                reached = event.version
                return .line(line)
            }
            guard state.behaviour.sendsBookmarks, bookmarkedAt.duration(to: .now) > .milliseconds(50) else {
                return .nothing
            }
            (bookmarkedAt, reached) = (.now, state.version)
            return .bookmark(state.version)
        }
    }
}

extension Response {
    fileprivate static func json(_ text: String, _ status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    fileprivate static func refusal(_ code: Int) -> Response {
        .json(
            #"{"kind": "Status", "apiVersion": "v1", "code": \#(code), "message": "refused by the test"}"#,
            HTTPResponse.Status(code: code))
    }
}
