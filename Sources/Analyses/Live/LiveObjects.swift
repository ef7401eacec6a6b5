public import Diagnostics
public import Dialects

/// The objects of a running cluster, each read by itself, as they are known at one moment.
public struct LiveObjects: Sendable {
    public var objects: [DecodedObject]
    /// What is wrong with single objects, and with what could not be read at all.
    public var problems: Diagnostics
    /// What the cluster withholds and is taken to make no difference, in words such as `v1 Pod objects`.
    public var withheld: [String]

    public init(objects: [DecodedObject], problems: Diagnostics = Diagnostics(), withheld: [String] = []) {
        self.objects = objects
        self.problems = problems
        self.withheld = withheld
    }
}
