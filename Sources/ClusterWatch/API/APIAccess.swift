import AsyncHTTPClient
import Foundation
import NIOHTTP1
import NIOSSL

/// How the API server is reached. Nothing but GET is ever said.
public enum APIAccess: Hashable, Sendable {
    /// From a pod, with the files of its service account in `directory`: `token` and `ca.crt`, both of which are exchanged
    /// from time to time.
    case serviceAccount(host: String, port: Int, directory: String)
    /// Through `kubectl proxy` on this machine, which adds the credentials; a URL without a path.
    case proxy(url: String)

    /// Where Kubernetes puts the files of a pod's service account.
    public static let serviceAccountDirectory = "/var/run/secrets/kubernetes.io/serviceaccount"

    /// From a pod, as Kubernetes tells it by its environment; nil outside of a cluster.
    public static func pod(environment: [String: String]) -> APIAccess? {
        guard let host = environment["KUBERNETES_SERVICE_HOST"], !host.isEmpty,
            let port = environment["KUBERNETES_SERVICE_PORT"].flatMap({ Int($0) }), (1...65_535).contains(port)
        else { return nil }
        return .serviceAccount(host: host, port: port, directory: serviceAccountDirectory)
    }

    /// Through `kubectl proxy`; nil where the text is no `http://` URL of this machine, which alone needs no TLS.
    public static func proxy(at text: String) -> APIAccess? {
        guard let parts = URLComponents(string: text), parts.scheme == "http", let host = parts.host,
            ["127.0.0.1", "localhost", "[::1]", "::1"].contains(host), ["", "/"].contains(parts.path),
            parts.query == nil, parts.fragment == nil, parts.user == nil
        else { return nil }
        return .proxy(url: text.hasSuffix("/") ? String(text.dropLast()) : text)
    }

    /// A request with the credentials of the moment.
    func request(_ path: String) throws(APIFailure) -> HTTPClientRequest {
        var request: HTTPClientRequest
        switch self {
        case .proxy(let url): request = HTTPClientRequest(url: url + path)
        case .serviceAccount(let host, let port, let directory):
            let authority = host.contains(":") ? "[\(host)]" : host
            request = HTTPClientRequest(url: "https://\(authority):\(port)\(path)")
            request.headers.add(name: "Authorization", value: "Bearer \(try Self.token(in: directory))")
            request.tlsConfiguration = try Self.trust(in: directory)
        }
        request.headers.add(name: "Accept", value: "application/json")
        request.headers.add(name: "User-Agent", value: "netproof")
        return request
    }

    private static func token(in directory: String) throws(APIFailure) -> String {
        let path = directory + "/token"
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .unreachable("the token in `\(path)` cannot be read")
        }
        let token = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        guard !token.isEmpty, token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw .unreachable("`\(path)` holds no token")
        }
        return token
    }

    private static func trust(in directory: String) throws(APIFailure) -> TLSConfiguration {
        let path = directory + "/ca.crt"
        guard let certificates = try? NIOSSLCertificate.fromPEMFile(path), !certificates.isEmpty else {
            throw .unreachable("`\(path)` cannot be read as certificates in PEM")
        }
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        configuration.trustRoots = .certificates(certificates)
        return configuration
    }
}
