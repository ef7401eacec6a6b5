import NetworkModel
import PolicyModel
import TestSupport
import Testing

@testable import Prover

/// Random formulas over a few attributes, of which every state can be tried.
private struct RandomFormulas {
    static let team = LabelVariable(role: .source, space: .pod, key: "team")
    static let env = LabelVariable(role: .destination, space: .namespace, key: "env")
    /// The last one stands for all values that nothing names.
    static let values: [String?] = [nil, "a", "b", "other"]
    static let ports: [UInt16] = [79, 80, 443, 8080]
    static let families = [
        AddressSet(v4: AddressSet.all.v4, v6: .empty), AddressSet(v4: .empty, v6: AddressSet.all.v6),
    ]

    var table = FormulaTable()
    var dice: RandomSource

    mutating func formula(depth: Int) -> Formula {
        if depth == 0 || dice.oneIn(4) { return table.atom(atom()) }
        let parts = dice.several(2...3) { _ in () }.map { self.formula(depth: depth - 1) }
        switch dice.below(3) {
        case 0: return table.not(parts[0])
        case 1: return table.all(parts)
        default: return table.any(parts)
        }
    }

    private mutating func atom() -> Atom {
        switch dice.below(9) {
        case 0: .label(Self.team, dice.pick([.oneOf(["a"]), .oneOf(["a", "b"]), .present, .absent]))
        case 1: .label(Self.env, dice.pick([.oneOf(["a"]), .oneOf(["b"]), .present, .absent]))
        case 2: .target(PortSet(.tcp, dice.pick([80...80, 80...443, 1...80])))
        case 3: .address(.source, dice.pick(Self.families))
        case 4: .isPod(dice.pick(EndpointRole.pair))
        case 5: .sameNamespace(.source, .destination)
        case 6: .sameLabel(.pod, "team", .source, .destination)
        case 7: .choice(.ipBlockMatchesPods)
        default: .site(.destination, dice.below(3))
        }
    }
}

/// One way that the attributes may be.
private struct State {
    var team: String?
    var env: String?
    var port: UInt16
    var isV4: Bool
    var isPod: [EndpointRole: Bool]
    var isSameNamespace: Bool
    var isSameTeam: Bool
    var ipBlockMatchesPods: Bool
    var site: Int

    static let all: [State] = {
        var states: [State] = []
        for team in RandomFormulas.values {
            for env in RandomFormulas.values {
                for port in RandomFormulas.ports {
                    for bits in 0..<64 {
                        for site in 0..<4 {
                            let bit = { (position: Int) in bits >> position & 1 == 1 }
                            let pods = [EndpointRole.source: bit(0), .destination: bit(1)]
                            let areBoth = bit(0) && bit(1)
                            // No pair of pods, so nothing that pairs of pods alone may be.
                            if (bit(2) || bit(3)) && !areBoth { continue }
                            states.append(
                                State(
                                    team: team, env: env, port: port, isV4: bit(4), isPod: pods,
                                    isSameNamespace: bit(2),
                                    isSameTeam: bit(3), ipBlockMatchesPods: bit(5), site: site))
                        }
                    }
                }
            }
        }
        return states
    }()

    func meets(_ formula: Formula, _ table: FormulaTable) -> Bool {
        switch table[formula] {
        case .constant(let value): value
        case .not(let inner): !meets(inner, table)
        case .all(let parts): parts.allSatisfy { meets($0, table) }
        case .any(let parts): parts.contains { meets($0, table) }
        case .atom(let atom): meets(atom)
        }
    }

    private func meets(_ atom: Atom) -> Bool {
        switch atom {
        case .label(let variable, let set): set.contains(variable == RandomFormulas.team ? team : env)
        case .target(let set): set.contains(.tcp, port)
        case .address(_, let set): !set.intersection(RandomFormulas.families[isV4 ? 0 : 1]).isEmpty
        case .isPod(let role): isPod[role] ?? false
        case .sameNamespace: isSameNamespace
        case .sameLabel: isSameTeam
        case .choice: ipBlockMatchesPods
        case .site(_, let number): number == site
        default: false
        }
    }
}

@Suite("Refuting by cases")
struct CaseRefutationTests {
    private func obligation(_ assertions: [Formula], _ table: FormulaTable) -> Obligation {
        Obligation(table: table, groups: [:], assertions: assertions, domains: [], premises: [], representatives: [])
    }

    @Test("what no state meets is refuted, and nothing else", arguments: 0..<40)
    func everyState(seed: Int) {
        var (refuted, met) = (0, 0)
        for number in 0..<40 {
            var random = RandomFormulas(dice: RandomSource(seed: UInt64(seed * 1_000 + number)))
            let assertions = (0..<random.dice.below(9) + 2).map { _ in random.formula(depth: 3) }
            let isMet = State.all.contains { state in assertions.allSatisfy { state.meets($0, random.table) } }
            let isRefuted = obligation(assertions, random.table).isRefutedByCases()
            #expect(isRefuted == !isMet, "seed \(seed), number \(number)")
            if isMet { met += 1 } else { refuted += 1 }
        }
        #expect(refuted > 3 && met > 3)
    }

    @Test("what takes more effort than is granted is left to the solver")
    func effort() {
        var table = FormulaTable()
        // Every one of the states of six letters is ruled out by a clause of its own.
        let letters = (0..<6).map { table.atom(.premise($0)) }
        let contradictory = (0..<64).map { bits in
            table.any(letters.enumerated().map { bits >> $0.offset & 1 == 1 ? $0.element : table.not($0.element) })
        }
        #expect(obligation(contradictory, table).isRefutedByCases())
        #expect(!obligation(contradictory, table).isRefutedByCases(effort: 100))
    }
}
