import ArgumentParser
import Diagnostics

/// A word where a subcommand should stand, which the argument parser calls an unexpected argument.
struct UnknownSubcommand {
    private let word: String
    private let known: [String]

    /// Nil where the words lead to a command without subcommands, or go on with an option.
    static func found(in words: ArraySlice<String>, of root: any ParsableCommand.Type) -> UnknownSubcommand? {
        let subcommands = root.configuration.subcommands
        guard !subcommands.isEmpty, let word = words.first, !word.hasPrefix("-"), word != "help" else { return nil }
        if let next = subcommands.first(where: { $0.configuration.commandName == word }) {
            return found(in: words.dropFirst(), of: next)
        }
        return UnknownSubcommand(word: word, known: subcommands.compactMap { $0.configuration.commandName })
    }

    /// A message of the argument parser with its first line replaced, if that is about the word.
    func told(in message: String) -> String {
        let lines = message.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        guard lines.count == 2, lines[0].contains("nexpected argument"), lines[0].contains("'\(word)'") else {
            return message
        }
        let nearest = SpellingSuggestion.nearest(to: word, among: known).map { " Did you mean '\($0)'?" }
        return "Error: Unknown subcommand '\(word)'.\(nearest ?? "")\n\(lines[1])"
    }
}
