public import Diagnostics
import NetworkModel
import Reports

/// A file of flows: `from,to,protocol,port` and perhaps `expected`, with or without that line as a header.
public enum FlowFile {
    private static let columns = ["from", "to", "protocol", "port", "expected"]

    /// The flows in the order of the file; every row that cannot be read is an error.
    public static func read(_ bytes: [UInt8], file: String, into diagnostics: inout Diagnostics) -> [Flow] {
        var reader = FlowReader(bytes: bytes, file: file, order: Array(columns.indices))
        var flows: [Flow] = []
        for (index, record) in CSVRecords(bytes).enumerated() {
            if index == 0, record.fields.first?.text.lowercased() == columns[0] {
                guard let order = header(record, reader, &diagnostics) else { return [] }
                reader.order = order
            } else if let flow = reader.flow(record, &diagnostics) {
                flows.append(flow)
            }
        }
        return flows
    }

    /// For each column of the file which one it is; nil if the header is wrong.
    private static func header(
        _ record: CSVRecord, _ reader: FlowReader, _ diagnostics: inout Diagnostics
    ) -> [Int]? {
        var order: [Int] = []
        for field in record.fields {
            guard let column = columns.firstIndex(of: field.text.lowercased()), !order.contains(column) else {
                reader.report(
                    FlowProblem(
                        id: "flow-header", message: "\(field.text.inBackticks) is no column, or is one twice",
                        expected: "expected \(columns.map(\.inBackticks).joined(separator: ", "))",
                        suggestion: SpellingSuggestion.sentence(for: field.text, among: columns)),
                    field.offset, record, &diagnostics)
                return nil
            }
            order.append(column)
        }
        if let missing = columns.dropLast().indices.first(where: { !order.contains($0) }) {
            reader.report(
                FlowProblem(id: "flow-header", message: "there is no column \(columns[missing].inBackticks)"),
                record.lineOffset, record, &diagnostics)
            return nil
        }
        return order
    }
}

/// Reads the records of one file.
private struct FlowReader {
    let bytes: [UInt8]
    let file: String
    /// Which column each field of a record is, as an index of `from,to,protocol,port,expected`.
    var order: [Int]

    /// Nil where there is a problem, which is reported.
    func flow(_ record: CSVRecord, _ diagnostics: inout Diagnostics) -> Flow? {
        if let problem = record.problem {
            report(FlowProblem(id: "flow-csv", message: problem.message), problem.offset, record, &diagnostics)
            return nil
        }
        let fewest = order.contains(4) ? order.count - 1 : order.count
        guard (Swift.min(4, fewest)...order.count).contains(record.fields.count) else {
            report(wrongCount(record.fields), record.lineOffset, record, &diagnostics)
            return nil
        }
        var fields = [CSVField?](repeating: nil, count: 5)
        for (field, column) in zip(record.fields, order) { fields[column] = field }
        return flow(fields, record, &diagnostics)
    }

    private func flow(_ fields: [CSVField?], _ record: CSVRecord, _ diagnostics: inout Diagnostics) -> Flow? {
        func read<Value>(_ column: Int, _ meaning: (String) throws(FlowProblem) -> Value) -> Value? {
            do throws(FlowProblem) {
                return try meaning(fields[column]?.text ?? "")
            } catch {
                report(error, fields[column]?.offset ?? record.lineOffset, record, &diagnostics)
                return nil
            }
        }
        let from = read(0) { (text) throws(FlowProblem) in try Self.end(text, "from") }
        let to = read(1) { (text) throws(FlowProblem) in try Self.end(text, "to") }
        let transport = read(2, FlowField.transport)
        let port = read(3, FlowField.port)
        let expected = read(4, FlowField.expected)
        guard let from, let to, let transport, let port, let expected else { return nil }
        let written = fields[2]?.text ?? ""
        return Flow(
            from: from, to: to, transport: transport, port: port,
            writtenTransport: written.isEmpty ? transport.name : written, writtenPort: fields[3]?.text ?? "",
            expected: expected, location: record.location(of: record.lineOffset, in: bytes, file: file))
    }

    private static func end(_ text: String, _ column: String) throws(FlowProblem) -> String {
        if text.isEmpty { throw FlowProblem(id: "flow-end", message: "\(column.inBackticks) is missing") }
        return text
    }

    private func wrongCount(_ fields: [CSVField]) -> FlowProblem {
        let isOpen = fields.contains { $0.text.contains("[") && !$0.text.contains("]") }
        return FlowProblem(
            id: "flow-csv", message: "the row has \(fields.count) \(fields.count == 1 ? "field" : "fields")",
            expected: order.count == 4
                ? "expected 4, as the header has" : "expected from, to, protocol, port and perhaps expected",
            suggestion: isOpen ? "close the bracket" : nil)
    }

    func report(_ problem: FlowProblem, _ offset: Int, _ record: CSVRecord, _ diagnostics: inout Diagnostics) {
        diagnostics.report(problem.diagnostic(at: record.location(of: offset, in: bytes, file: file)))
    }
}
