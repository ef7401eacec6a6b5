import ArgumentParser

/// What may stay unread of a running cluster, be it read once or followed.
struct UnreadableKindsArguments: ParsableArguments {
    @Option(
        name: .customLong("allow-unreadable"),
        help: ArgumentHelp(
            "With --live, take a kind that may not be read as an assumption instead of an error: Kind or Kind.group.",
            valueName: "kind"))
    var kinds: [String] = []
}
