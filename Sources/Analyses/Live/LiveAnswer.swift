import Diagnostics
import Dialects
import Manifests

/// What `kubectl` wrote of one resource: all its objects, or nothing that can be relied on.
struct LiveAnswer {
    let resource: LiveResource

    /// One answer may be longer than a file that somebody keeps.
    private static let limits = ReadLimits(bytes: 1 << 31, depth: 256, aliasedNodes: 0)

    init(_ resource: LiveResource) {
        self.resource = resource
    }

    /// The objects. An answer that is no JSON, and one that holds something else, are errors: they may stand in the place
    /// of objects. One page of several is an error of the reader's.
    func objects(_ bytes: [UInt8], into diagnostics: inout Diagnostics) -> [Document] {
        guard bytes.first(where: { !Self.blanks.contains($0) }) == UInt8(ascii: "{") else {
            diagnostics.report(unusable("it is no JSON object"))
            return []
        }
        let documents = ManifestReader(limits: Self.limits).read(
            text: bytes, file: resource.fileName, into: &diagnostics)
        if let other = documents.first(where: { $0.isSound && !isOfResource($0) }) {
            diagnostics.report(unusable("it holds \(other.kindInWords)"))
        }
        return documents
    }

    private static let blanks = Set(" \t\r\n".utf8)

    private func isOfResource(_ document: Document) -> Bool {
        guard let kind = document.text("kind"), let version = document.text("apiVersion") else { return false }
        return ObjectKind(apiVersion: version, kind: kind).isSame(as: resource.kind)
    }

    private func unusable(_ reason: String) -> Diagnostic {
        Diagnostic(
            "live-answer", at: nil, "what `kubectl` says of \(resource.fullName.inBackticks) cannot be used: \(reason)",
            expected: "expected a list of \(resource.kind.kind.inBackticks) objects as JSON")
    }
}

extension Document {
    fileprivate func text(_ field: String) -> String? {
        guard case .scalar(let scalar)? = root[field]?.content else { return nil }
        return scalar.text
    }

    fileprivate var kindInWords: String {
        text("kind").map { "an object of kind \($0.printable(limit: 100).inBackticks)" } ?? "an object without a kind"
    }
}
