import Manifests
import Testing

@Suite("Scalars as kubectl reads them")
struct ScalarRulesTests {
    private func value(_ text: String) -> ScalarValue { Scalar(text: text, isPlain: true).value }

    private func isDisputed(_ text: String) -> Bool {
        if case .disputed = value(text) { true } else { false }
    }

    @Test("Null is written in five ways", arguments: ["", "~", "null", "Null", "NULL"])
    func null(text: String) { #expect(value(text) == .null) }

    @Test("Booleans on which all readers agree", arguments: ["true", "True", "TRUE", "false", "False", "FALSE"])
    func booleans(text: String) { #expect(value(text) == .bool(text.lowercased() == "true")) }

    @Test(
        "Booleans of YAML 1.1 are disputed",
        arguments: ["y", "Y", "n", "N", "yes", "Yes", "YES", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF"])
    func disputedBooleans(text: String) { #expect(isDisputed(text)) }

    @Test(
        "Integers on which all readers agree",
        arguments: [("0", 0), ("80", 80), ("-1", -1), ("+12", 12), ("0x1F", 31), ("9223372036854775807", Int64.max)])
    func integers(text: String, number: Int64) { #expect(value(text) == .integer(number)) }

    @Test(
        "Huge integers do not trap", arguments: ["9223372036854775808", "-9223372036854775809", "0xFFFFFFFFFFFFFFFFF"])
    func hugeIntegers(text: String) { #expect(value(text) == .integerOutOfRange) }

    @Test(
        "Numbers that readers take differently are disputed",
        arguments: [
            "0777", "080", "0o17", "0b11", "-0b1", "0X1F", "-0x1F", "1_000", "0x1_0", "1_0.5", "12:30:45", "22:22",
            "-1:30", "1:30.5", "1_", "00",
        ])
    func disputedNumbers(text: String) { #expect(isDisputed(text), "\(value(text))") }

    @Test("Both readings of a disputed number are named")
    func readings() {
        #expect(value("0777") == .disputed(kubectl: "the integer 511", others: "the integer 777"))
        #expect(value("080") == .disputed(kubectl: "a floating-point number", others: "the integer 80"))
        #expect(value("yes") == .disputed(kubectl: "the boolean true", others: "the string `yes`"))
    }

    @Test(
        "Floating-point numbers",
        arguments: ["1.0", "1.", ".5", "1e3", "1E-3", "-1.5e+3", ".inf", "-.inf", "+.INF", ".nan", ".NaN"])
    func floats(text: String) { #expect(value(text) == .float) }

    @Test(
        "Everything else is a string",
        arguments: [
            "nul", "truE", "yEs", "x", "1.2.3", "1.2.3.4", "10.0.0.0/8", "2001:db8::1", "::1", "-", "+", "--", "-a",
            ".",
            "..", "0x", "0xg", "0b2", "0o8", "1e", "1e+", "2024-01-01", "2024-01-01T00:00:00Z", "+.nan", "12:60", "1:",
            "http", "1_a", "_1", "٣", "1:2:x", "12:345", "é", "🙂", "~~", "100m", "1Gi",
        ])
    func strings(text: String) { #expect(value(text) == .string(text)) }

    @Test("Quoted text is a string, whatever it looks like", arguments: ["80", "true", "", "null", "yes"])
    func quoted(text: String) { #expect(Scalar(text: text, isPlain: false).value == .string(text)) }
}
