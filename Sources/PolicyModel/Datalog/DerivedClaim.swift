/// The claim that nothing can be derived: no world that the universe permits has a tuple in the violation relation.
public struct DerivedClaim: Hashable, Sendable {
    /// The rules that the violation relation rests on, and no others; what is undecided of others says nothing of this.
    public var program: DatalogProgram
    /// The violation relation: a position in `program.relations`.
    public var violation: Int
    /// The arguments of a violation whose namespaces decide between the listed and the future scope, as `protect` of
    /// connections does: it counts for the future scope if one of them is a pod of a namespace that is not listed, and
    /// for the listed scope otherwise. Sorted. Empty where a violation has no argument that may be a pod: then every one
    /// counts for the listed scope, and there is no future one.
    public var protected: [Int]

    public init(program: DatalogProgram, violation: Int, protected: [Int]) {
        self.program = program
        self.violation = violation
        self.protected = protected
    }
}
