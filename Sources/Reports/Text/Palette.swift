/// Colours for a terminal, or none.
public struct Palette: Hashable, Sendable {
    public enum Ink: String, Hashable, Sendable {
        case red = "31"
        case green = "32"
        case yellow = "33"
        case bold = "1"
        case faint = "2"
    }

    public var isColoured: Bool

    public init(isColoured: Bool) {
        self.isColoured = isColoured
    }

    public static let plain = Palette(isColoured: false)

    /// The text in an ink. The text must be printable already: only this function writes escape sequences.
    public func paint(_ text: String, _ inks: Ink...) -> String {
        guard isColoured, !text.isEmpty else { return text }
        return "\u{1B}[" + inks.map(\.rawValue).joined(separator: ";") + "m" + text + "\u{1B}[0m"
    }

    /// A verdict in its colour.
    func paint(_ verdict: Verdict, padded: String? = nil) -> String {
        let text = padded ?? verdict.rawValue
        switch verdict {
        case .proved: return paint(text, .bold, .green)
        case .refuted: return paint(text, .bold, .red)
        case .undecided, .vacuous: return paint(text, .bold, .yellow)
        }
    }
}
