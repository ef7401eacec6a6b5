import Foundation

/// A key and the certificate that it signs itself, for names of this machine.
public struct Certificate: Sendable {
    public let path: String
    public let keyPath: String

    /// Whether they can be made; `scripts/setup` installs what is needed.
    public static let isPossible = FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl")

    struct NotMade: Error {
        let reason: String
    }

    /// Writes `file.crt` and `file.key`, the old ones of these names being replaced each at once.
    ///
    /// - Parameter host: Whom it is for, besides 127.0.0.1.
    @discardableResult
    public init(_ file: String, for host: String = "localhost", in folder: TemporaryFolder) throws {
        let new = try TemporaryFolder()
        let made = try ProcessRun(
            "/usr/bin/openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                "-subj", "/CN=\(file)", "-addext", "subjectAltName=DNS:\(host),IP:127.0.0.1",
                "-keyout", new.path("key"), "-out", new.path("crt"),
            ])
        guard made.status == 0 else { throw NotMade(reason: made.errors) }
        keyPath = try folder.write("\(file).key", new.text(of: "key"))
        path = try folder.write("\(file).crt", new.text(of: "crt"))
    }
}
