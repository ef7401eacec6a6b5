import Netproof
import Reports

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What `merge` has to know of a part of a run, beside what every JSON report says: all of it, as values.
struct ShardRecord: Codable {
    var report: VerificationReport
    private var ruleAlone: FailureRule
    /// Sorted, where a set has no order of its own.
    private var known: [String]?
    /// The arguments that name the input.
    var inputWords: String

    /// What fails the run.
    var rule: FailureRule {
        var rule = ruleAlone
        rule.known = known.map { Set($0) }
        return rule
    }

    /// On one line, with members in order, so that it is the same from run to run.
    var text: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }

    /// Why a file holds no part of a run.
    enum Objection: Error {
        case unreadable(String)
        case noReport
        case refused
        case noShard
        case foreign
    }

    /// - Parameter file: A JSON report that was written with `--shard`.
    init(file: String) throws(Objection) {
        let document: Document
        let bytes: Data
        do { bytes = try Data(contentsOf: URL(filePath: file)) } catch {
            let isThere = FileManager.default.fileExists(atPath: file)
            throw .unreadable(isThere ? "it cannot be read" : "no such file or directory")
        }
        do { document = try JSONDecoder().decode(Document.self, from: bytes) } catch { throw .noReport }
        guard document.version == JSONContract.version else { throw .noReport }
        guard let shard = document.shard else { throw document.exitStatus == nil ? .refused : .noShard }
        do { self = try JSONDecoder().decode(ShardRecord.self, from: Data(shard.record.utf8)) } catch { throw .foreign }
    }

    init(report: VerificationReport, rule: FailureRule, inputWords: String) {
        self.report = report
        ruleAlone = rule
        ruleAlone.known = nil
        known = rule.known?.sorted()
        self.inputWords = inputWords
    }

    private struct Document: Decodable {
        struct Shard: Decodable { var record: String }
        var version: String
        var exitStatus: Int?
        var shard: Shard?
    }
}
