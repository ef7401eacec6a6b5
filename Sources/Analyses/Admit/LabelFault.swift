import Diagnostics
import PolicyModel

/// What is wrong with the labels of one object, in words.
struct LabelFault {
    var message: String
    var suggestion: String?

    static func faults(of labels: [String: String], _ rules: [Universe.LabelRule]) -> [LabelFault] {
        []
    }
}
