import Diagnostics
public import Manifests
import NetworkModel

/// The API server's rules for names, label keys and label values (V1, V2, V3 and V12 of networkpolicy.md §8).
extension ReadingContext {
    /// V1: the name of an object.
    func checkName(_ name: Located<String>, _ path: FieldPath) {
        guard !NameSyntax.isDNSSubdomain(name.value) else { return }
        report(
            Diagnostic(
                "V1", at: name.location, "\(path.inWords) is \(name.value.inBackticks), which no object can be called",
                expected:
                    "expected 1 to 253 of `a-z`, `0-9`, `-` and `.`, with a letter or digit at both ends of each part",
                suggestion: lowercased(name.value, if: NameSyntax.isDNSSubdomain)))
    }

    /// V1: the name of a namespace, of a Service, or of whatever else must be one DNS label.
    public func checkDNSLabel(_ name: Located<String>, _ path: FieldPath) {
        guard !NameSyntax.isDNSLabel(name.value) else { return }
        report(
            Diagnostic(
                "V1", at: name.location, "\(path.inWords) is \(name.value.inBackticks), which is not a DNS label",
                expected: "expected 1 to 63 of `a-z`, `0-9` and `-`, with a letter or digit at both ends",
                suggestion: lowercased(name.value, if: NameSyntax.isDNSLabel)))
    }

    /// V2.
    public func checkLabelKey(_ key: Located<String>, _ path: FieldPath) {
        guard !NameSyntax.isLabelKey(key.value) else { return }
        report(
            Diagnostic(
                "V2", at: key.location, "\(key.value.inBackticks) in \(path.inWords) is no label key",
                expected: "expected 1 to 63 of letters, digits, `-`, `_` and `.`, with a letter or digit at both ends, "
                    + "after an optional lower-case domain and `/`"))
    }

    /// V3.
    public func checkLabelValue(_ value: Located<String>, _ path: FieldPath) {
        guard !NameSyntax.isLabelValue(value.value) else { return }
        report(
            Diagnostic(
                "V3", at: value.location, "\(value.value.inBackticks) in \(path.inWords) is no label value",
                expected:
                    "expected at most 63 of letters, digits, `-`, `_` and `.`, with a letter or digit at both ends"
            ))
    }

    /// V12.
    func checkPortName(_ name: Located<String>, _ path: FieldPath) {
        guard !NameSyntax.isPortName(name.value) else { return }
        let isNumber = !name.value.isEmpty && name.value.utf8.allSatisfy { (48...57).contains($0) }
        let isRange = name.value.utf8.contains(UInt8(ascii: "-")) && name.value.utf8.contains { (48...57).contains($0) }
        report(
            Diagnostic(
                "V12", at: name.location, "\(path.inWords) is \(name.value.inBackticks), which is no port name",
                expected: "expected 1 to 15 of `a-z`, `0-9` and `-` with at least one letter",
                suggestion: isNumber
                    ? "write the number without quotes"
                    : isRange && !name.value.utf8.contains { (97...122).contains($0) }
                        ? "write a range with `port` and `endPort`"
                        : lowercased(name.value, if: NameSyntax.isPortName)))
    }

    private func lowercased(_ text: String, if isLegal: (String) -> Bool) -> String? {
        let lower = text.lowercased().replacing("_", with: "-")
        return lower != text && isLegal(lower) ? "did you mean \(lower.inBackticks)?" : nil
    }
}

extension FieldPath {
    /// As the subject of a sentence.
    var inWords: String {
        if case .root = self { "the document" } else { description.inBackticks }
    }
}
