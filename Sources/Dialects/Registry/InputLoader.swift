public import Diagnostics
public import Manifests
import NetworkModel
import PolicyModel

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
    private let dialects: [any Dialect]
    private let kinds: KindTable
    private let options: LoadOptions

    public init(dialects: [any Dialect] = BuiltInDialects.all, options: LoadOptions = LoadOptions()) {
        self.dialects = dialects
        self.options = options
        kinds = KindTable(dialects: dialects)
    }

    /// Reads every document, reporting all problems.
    ///
    /// Where an error is reported the result lacks what could not be read, and no verdict may rest on it.
    public func load(_ documents: [Document], into diagnostics: inout Diagnostics) -> LoadedInput {
        var intake = Intake(dialects: dialects, options: options)
        for document in documents {
            guard let object = document.object(into: &diagnostics) else { continue }
            intake.take(object, as: kinds.reading(of: object.kind), &diagnostics)
        }
        intake.finish(&diagnostics)
        return intake.result()
    }
}
