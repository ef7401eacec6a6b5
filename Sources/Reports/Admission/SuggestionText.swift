import Diagnostics

extension TextReport {
    /// The policies that a change lacks, with their manifests last; or why none would help.
    func lines(_ suggestion: PolicySuggestion) -> [String] {
        switch suggestion.outcome {
        case .found: found(suggestion)
        case .impossible:
            ["", "no further NetworkPolicies in the namespaces of the change make it admissible"]
                + obstacles(suggestion)
        case .noneOfTheCandidates:
            [
                "",
                suggestion.candidates == 1
                    ? "the only policy to choose from does not make it admissible"
                    : "none of the \(suggestion.candidates) policies to choose from make it admissible, nor all together",
            ]
                + obstacles(suggestion)
        case .unfinished:
            ["", "whether policies make it admissible was not found: there is too much to try"]
        }
    }

    private func found(_ suggestion: PolicySuggestion) -> [String] {
        let count = suggestion.policies.count
        let choice =
            suggestion.candidates == 1 ? "" : ", and with no fewer of the \(suggestion.candidates) to choose from"
        let held = suggestion.proof.count { $0.touchedVerdict == .proved }
        var lines = ["", "admissible with \(count == 1 ? "this policy" : "these \(count) policies")" + choice]
        for policy in suggestion.policies {
            let name = "\(policy.namespace)/\(policy.name)".printable(limit: .max)
            let place = policy.template.map { "  " + palette.paint(Self.place($0), .faint) } ?? ""
            lines.append("  " + palette.paint(name, .bold) + place)
            lines.append("    " + policy.purpose.printable(limit: .max))
        }
        lines.append(
            "  " + palette.paint("proved", .bold, .green)
                + ": with \(count == 1 ? "it" : "them") the change is admitted; \(Self.count(held, "invariant")) "
                + "\(held == 1 ? "holds" : "hold") for all that it touches")
        lines += suggestion.notes.map { "  " + palette.paint("note", .yellow) + ": " + $0.printable(limit: .max) }
        return lines + [""] + suggestion.manifests.split(separator: "\n").map { String($0).printable(limit: .max) }
    }

    private func obstacles(_ suggestion: PolicySuggestion) -> [String] {
        suggestion.obstacles.map { obstacle in
            let name = obstacle.name.isEmpty ? "" : palette.paint(obstacle.name.printable(limit: .max), .bold) + " "
            return "  " + name + obstacle.message.printable(limit: .max)
        }
    }
}
