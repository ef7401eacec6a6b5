#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// What is at the other end of a descriptor.
enum Terminal {
    static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

    /// A terminal that has colours, with a user who has not asked for none (no-color.org).
    static func takesColour(_ descriptor: Int32) -> Bool {
        isTerminal(descriptor) && Environment.value(of: "NO_COLOR") == nil && Environment.value(of: "TERM") != "dumb"
    }
}
