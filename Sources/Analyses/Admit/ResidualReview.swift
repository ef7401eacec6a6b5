import Dialects
import Invariants
import PolicyModel
import Prover
import Reports

/// Finds under which labels the new and changed namespaces of a change would be admitted.
struct ResidualReview {
    private let names: [String]
    private let specs: Specs
    private let world: World
    private let options: VerifyOptions
    private let forAnyPolicies: Bool

    /// - Parameter forAnyPolicies: Leave the policies of those namespaces out of it: any might be there.
    init(_ change: ClusterChange, specs: Specs, options: VerifyOptions, forAnyPolicies: Bool) {
        names = Set(change.objects.filter { $0.action != .delete && $0.identity.isNamespace }.map(\.identity.name))
            .sorted()
        self.specs = specs
        self.options = options
        self.forAnyPolicies = forAnyPolicies
        var world = World(
            cluster: change.after.cluster, program: change.after.program, universe: specs.universe)
        if forAnyPolicies { world.anyPolicies = Set(names) }
        self.world = world
    }

    /// One for each namespace, by name.
    func residuals() throws -> [Residual] {
        let prover = Prover(world, options: options.proverOptions)
        return try names.map { name in
            let cover = try prover.residual(of: name, under: specs.invariants.map(\.claim))
            return Residual(
                namespace: name, forAnyPolicies: forAnyPolicies, cases: cover.map { $0.cubes.map(\.conditions) })
        }
    }
}

extension LabelCube {
    fileprivate var conditions: [Residual.Condition] {
        keys.map { key in
            let set = self[key]
            return Residual.Condition(
                key: key, absent: set.includesAbsence, values: set.values, others: set.isCofinite)
        }
    }
}
