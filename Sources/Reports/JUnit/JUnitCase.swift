import Diagnostics

/// One check as a test case.
struct JUnitCase {
    enum Outcome {
        case passed
        case failure(type: String, message: String)
        case error(type: String, message: String)
        case skipped(message: String)
    }

    var name: String
    var outcome: Outcome
    /// What is to be read, in several lines.
    var text: String
    var seconds: Double?

    var isFailure: Bool { if case .failure = outcome { true } else { false } }

    var isError: Bool { if case .error = outcome { true } else { false } }

    var isSkipped: Bool { if case .skipped = outcome { true } else { false } }

    func element(in suite: String) -> XMLElement {
        let attributes = [("name", name), ("classname", suite)] + JUnitSuite.time(seconds)
        return XMLElement("testcase", attributes, .elements(children))
    }

    private var children: [XMLElement] {
        switch outcome {
        case .passed: text.isEmpty ? [] : [XMLElement("system-out", [], .text(text))]
        case .failure(let type, let message):
            [XMLElement("failure", [("type", type), ("message", message)], .text(text))]
        case .error(let type, let message):
            [XMLElement("error", [("type", type), ("message", message)], .text(text))]
        case .skipped(let message): [XMLElement("skipped", [("message", message)], .text(text))]
        }
    }
}

extension JUnitCase {
    /// - Parameter findings: Those of this check.
    init(_ check: Check, _ findings: [Finding]) {
        self.init(
            name: check.testCase?.name ?? check.name, outcome: Outcome(check, findings),
            text: check.lines(true).map { $0 + "\n" }.joined(),
            seconds: check.seconds)
    }
}

extension JUnitCase.Outcome {
    fileprivate init(_ check: Check, _ findings: [Finding]) {
        let counting = findings.filter { $0.level == .error }
        let message = counting.map(\.headline).joined(separator: "; ")
        if let broken = counting.first(where: \.kind.isViolation) {
            self = .failure(type: broken.kind.rawValue, message: message)
        } else if let first = counting.first {
            self = .error(type: first.kind.rawValue, message: message)
        } else if let reason = check.unneeded {
            self = .skipped(message: reason.printable(limit: .max))
        } else if let vacuous = findings.first(where: { $0.kind == .vacuous }) {
            self = .skipped(message: vacuous.headline)
        } else if findings.contains(where: { $0.kind == .waived }) {
            let waived = findings.filter { $0.kind == .waived }
            self = .skipped(message: waived.map(\.headline).joined(separator: "; "))
        } else if let known = findings.first(where: \.isKnown) {
            self = .skipped(message: "known: " + known.headline)
        } else {
            self = .passed
        }
    }
}
