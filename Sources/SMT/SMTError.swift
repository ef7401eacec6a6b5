/// Why the solver could not be asked. None of these is a verdict.
public enum SMTError: Error, Hashable, Sendable {
    /// Z3 gave no context.
    case noContext
    /// A call of Z3's interface failed: the call's name, Z3's error code and its message.
    case call(name: String, code: UInt32, message: String)
    /// A session holds at most 2³⁰ propositional constants and 2³¹ terms.
    case tooManyTerms
    /// An assumption was neither a propositional constant nor the negation of one; its position in the list.
    case assumptionIsNotLiteral(position: Int)
    /// A value was asked for, but the last check did not answer *satisfiable*.
    case noModel
    /// The model gave a term no truth value.
    case valueUndetermined
    /// A core was asked for, but the last check did not answer *unsatisfiable*.
    case noCore
    /// More scopes were to be popped than had been pushed.
    case noScope
    /// The operating system refused a thread; its error number.
    case noThread(errno: Int32)
}

extension SMTError: CustomStringConvertible {
    /// The failure in a sentence, without a final full stop.
    public var description: String {
        switch self {
        case .noContext: "the solver could not be started"
        case .call(let name, let code, let message): "the solver refused `\(name)` (code \(code)): \(message)"
        case .tooManyTerms: "the problem has more terms than a solver session can hold"
        case .assumptionIsNotLiteral(let position): "assumption \(position) is not a literal"
        case .noModel: "a value was asked for without a satisfiable check before it"
        case .valueUndetermined: "the model leaves a term without a value"
        case .noCore: "an unsatisfiable core was asked for without an unsatisfiable check before it"
        case .noScope: "more scopes were popped than pushed"
        case .noThread(let errno): "the system gave no thread for the solver (error \(errno))"
        }
    }
}
