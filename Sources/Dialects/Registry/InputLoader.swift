public import Diagnostics
public import Manifests
import NetworkModel

/// What the user says of objects that do not say it themselves.
public struct LoadOptions: Sendable {
    /// Of namespaced objects whose manifests name none.
    public var defaultNamespace: String
    /// Kinds to read past though they may allow traffic, as `Kind` or `Kind.group`.
    public var ignoredKinds: [String]

    public init(defaultNamespace: String = "default", ignoredKinds: [String] = []) {
        self.defaultNamespace = defaultNamespace
        self.ignoredKinds = ignoredKinds
    }
}

/// Sorts documents by what they hold, decodes them, and lowers the policies of all dialects to one program.
public struct InputLoader: Sendable {
    /// Documents that are decoded at a time by one core.
    private static let chunkSize = 256

    let decoder: ObjectDecoder
    private let options: LoadOptions

    public init(dialects: [any Dialect] = BuiltInDialects.all, options: LoadOptions = LoadOptions()) {
        self.options = options
        decoder = ObjectDecoder(
            dialects: dialects, kinds: KindTable(dialects: dialects), defaultNamespace: options.defaultNamespace)
    }

    /// Reads every document, reporting all problems.
    ///
    /// Where an error is reported the result lacks what could not be read, and no verdict may rest on it.
    public func load(_ documents: [Document], into diagnostics: inout Diagnostics) -> LoadedInput {
        assemble(decode(documents, into: &diagnostics), into: &diagnostics)
    }

    /// Reads each document by itself, in their order; those that cannot be read are reported and left out.
    public func decode(_ documents: [Document], into diagnostics: inout Diagnostics) -> [DecodedObject] {
        checkDefaultNamespace(&diagnostics)
        var objects: [DecodedObject] = []
        objects.reserveCapacity(documents.count)
        for chunk in concurrentMap(chunks(documents), decode) {
            diagnostics.append(contentsOf: chunk.diagnostics)
            objects += chunk.objects
        }
        return objects
    }

    /// Puts objects together, reporting what is wrong with them as a whole, such as two of one name.
    public func assemble(_ objects: [DecodedObject], into diagnostics: inout Diagnostics) -> LoadedInput {
        var intake = Intake(dialects: decoder.dialects, options: options)
        for object in objects { intake.take(object.object, as: object.content, &diagnostics) }
        intake.finish(&diagnostics)
        return intake.result()
    }

    private typealias Chunk = (objects: [DecodedObject], diagnostics: Diagnostics)

    private func chunks(_ documents: [Document]) -> [ArraySlice<Document>] {
        stride(from: 0, to: documents.count, by: Self.chunkSize).map { documents[$0...].prefix(Self.chunkSize) }
    }

    @Sendable private func decode(_ documents: ArraySlice<Document>) -> Chunk {
        var chunk: Chunk = ([], Diagnostics())
        for document in documents {
            guard let object = document.object(into: &chunk.diagnostics) else { continue }
            let content = decoder.read(object, into: &chunk.diagnostics)
            chunk.objects.append(DecodedObject(object: object, content: content))
        }
        return chunk
    }

    /// A name that no namespace can have would put objects where they cannot be (V1).
    private func checkDefaultNamespace(_ diagnostics: inout Diagnostics) {
        guard !NameSyntax.isDNSLabel(options.defaultNamespace) else { return }
        diagnostics.report(
            Diagnostic(
                "V1", at: nil,
                "the default namespace is \(options.defaultNamespace.inBackticks), which is not a DNS label",
                expected: "expected 1 to 63 of `a-z`, `0-9` and `-`, with a letter or digit at both ends"))
    }
}
