#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

// Threads with a stack of a chosen size, without Foundation, whose loading costs more than a small proof.

/// A thread that somebody will wait for.
struct JoinableThread: ~Copyable {
    private let handle: pthread_t

    /// Starts `body` on a thread of its own.
    init(stackSize: Int, body: @escaping @Sendable () -> Void) throws(SMTError) {
        handle = try start(stackSize: stackSize, body: body)
    }

    /// Waits until the body has returned; what it wrote is visible afterwards.
    consuming func join() {
        pthread_join(handle, nil)
    }
}

/// Runs `body` on a small thread that nobody waits for; where there is no thread, on this one.
func detachThread(body: @escaping @Sendable () -> Void) {
    do {
        pthread_detach(try start(stackSize: 1 << 18, body: body))
    } catch {
        body()
    }
}

/// Runs `body` on a thread of its own that nobody waits for.
func startThread(stackSize: Int, body: @escaping @Sendable () -> Void) throws(SMTError) {
    pthread_detach(try start(stackSize: stackSize, body: body))
}

/// Lets this thread rest.
func sleep(milliseconds: UInt32) {
    usleep(milliseconds * 1000)
}

private final class Body {
    let run: @Sendable () -> Void
    init(run: @escaping @Sendable () -> Void) { self.run = run }
}

private func start(stackSize: Int, body: @escaping @Sendable () -> Void) throws(SMTError) -> pthread_t {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stackSize)
    let argument = Unmanaged.passRetained(Body(run: body))
    #if canImport(Darwin)
        var thread: pthread_t?
    #else
        var thread = pthread_t()
    #endif
    let code = pthread_create(&thread, &attributes, runBody, argument.toOpaque())
    guard code == 0 else {
        argument.release()
        throw .noThread(errno: code)
    }
    #if canImport(Darwin)
        // Set by every call that returned 0.
        return thread!
    #else
        return thread
    #endif
}

#if canImport(Darwin)
    private func runBody(_ argument: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
        Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
        return nil
    }
#else
    private func runBody(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        // The argument is the pointer that `start` passed, never null.
        Unmanaged<Body>.fromOpaque(argument!).takeRetainedValue().run()
        return nil
    }
#endif

extension SolverWorkers {
    /// How many processors are online; at least one.
    public static var processors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
