public import Dialects
public import Manifests
public import Reports

/// One object of a change, as somebody asks the API server for it.
public enum ObjectChange: Sendable {
    /// The object is created, or takes the place of the one of its identity.
    ///
    /// - Parameter namespace: The one that it is in where it does not say so itself.
    case put(Document, namespace: String)
    case remove(ObjectIdentity)
}

/// What becomes of a change of one object.
public struct GuardDecision: Sendable {
    /// Empty: admitted.
    public var reasons: [AdmissionReason]
    /// Why nothing had to be decided, where that is so.
    public var remark: String?

    public init(reasons: [AdmissionReason], remark: String? = nil) {
        self.reasons = reasons
        self.remark = remark
    }

    public var isAdmitted: Bool { reasons.isEmpty }

    /// There is no reason but doubt to keep the change out.
    public var isUndecided: Bool { !reasons.isEmpty && reasons.allSatisfy { $0.certainty == .undecided } }
}
