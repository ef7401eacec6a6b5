import Diagnostics
import YAMLEvents

/// Makes nodes from the events of one stretch of a file that holds whole chunks.
struct Composer: ~Copyable {
    /// Why a document cannot be read to its end; what there was to say has been reported, except for syntax errors.
    enum Stop: Error {
        case syntax(SyntaxError)
        case template(Position)
        case reported
    }

    var parser: EventParser
    let limits: ReadLimits
    var problems: DocumentProblems

    /// The anchors of the current document; nil while the node itself is being read.
    var anchors: [String: Anchor?] = [:]
    /// Whether no document has been begun and not ended.
    var isBetweenDocuments = true
    /// Nodes of the current document so far, and those of them that came through aliases.
    var nodeCount = 0
    var aliasedCount = 0
    /// The deepest level met since the innermost open anchor.
    var deepest = 0

    init(
        _ text: ArraySlice<UInt8>, firstLine: Int, hasForeignBreaks: Bool, limits: ReadLimits,
        problems: DocumentProblems
    ) {
        parser = EventParser(text, firstLine: firstLine, hasForeignBreaks: hasForeignBreaks)
        self.limits = limits
        self.problems = problems
    }

    mutating func next() throws(Stop) -> Event {
        do { return try parser.next() } catch { throw .syntax(error) }
    }

    /// Reads one document, whose start has been read, including its end.
    mutating func document() throws(Stop) -> Node {
        if !anchors.isEmpty { anchors.removeAll() }
        isBetweenDocuments = false
        (nodeCount, aliasedCount, deepest) = (0, 0, 0)
        let first = try next()
        let node = try node(first, depth: 0)
        _ = try next()
        isBetweenDocuments = true
        return node
    }

    /// The node that begins with an event.
    mutating func node(_ event: Event, depth: Int) throws(Stop) -> Node {
        switch event.content {
        case .scalar(let text, let isPlain, let properties):
            nodeCount += 1
            let scalar = Scalar(text: text, isPlain: isPlain)
            if properties.isEmpty { return Node(.scalar(scalar), event.position) }
            let node = Node(.scalar(resolve(scalar, tag: properties.tag, at: event.position)), event.position)
            if let anchor = properties.anchor { anchors[anchor] = Anchor(node: node, nodes: 1, height: 0) }
            return node
        case .alias(let name):
            return try repeated(name, event, depth: depth)
        case .mappingStart(let properties):
            checkTag(properties.tag, "map", event.position)
            return try collection(event, properties.anchor, depth)
        case .sequenceStart(let properties):
            checkTag(properties.tag, "seq", event.position)
            return try collection(event, properties.anchor, depth)
        case .streamStart, .streamEnd, .documentStart, .documentEnd, .sequenceEnd, .mappingEnd:
            preconditionFailure("libyaml gives no node where its grammar demands one")
        }
    }

    private mutating func sequence(_ depth: Int) throws(Stop) -> [Node] {
        var elements: [Node] = []
        while true {
            let event = try next()
            if case .sequenceEnd = event.content { return elements }
            elements.append(try node(event, depth: depth))
        }
    }

    private mutating func content(_ event: Event, _ depth: Int) throws(Stop) -> Node.Content {
        if case .mappingStart = event.content { return .mapping(try mapping(event.position, depth)) }
        return .sequence(try sequence(depth))
    }

    private mutating func collection(_ event: Event, _ anchor: String?, _ depth: Int) throws(Stop) -> Node {
        nodeCount += 1
        try checkDepth(depth + 1, event.position)
        guard let anchor else { return Node(try content(event, depth + 1), event.position) }
        let (outerDeepest, nodesBefore) = (deepest, nodeCount - 1)
        deepest = depth
        anchors.updateValue(nil, forKey: anchor)
        let node = Node(try content(event, depth + 1), event.position)
        anchors[anchor] = Anchor(node: node, nodes: nodeCount - nodesBefore, height: deepest - depth)
        deepest = max(deepest, outerDeepest)
        return node
    }

    mutating func checkDepth(_ depth: Int, _ position: Position) throws(Stop) {
        deepest = max(deepest, depth)
        guard depth > limits.depth else { return }
        problems.report(
            "depth", at: position, "nested too deeply", expected: "expected no more than \(limits.depth) levels")
        throw .reported
    }
}

extension Composer {
    /// The node that an alias stands for, counted as often as it is repeated.
    private mutating func repeated(_ name: String, _ event: Event, depth: Int) throws(Stop) -> Node {
        guard let anchor = anchors[name] else {
            problems.report("alias", at: event.position, "unknown anchor \(name.inBackticks)")
            return Node(.scalar(Scalar(text: "", isPlain: true)), event.position)
        }
        guard let anchor else {
            problems.report("alias", at: event.position, "the anchor \(name.inBackticks) contains itself")
            throw .reported
        }
        nodeCount += anchor.nodes
        aliasedCount += anchor.nodes
        guard aliasedCount <= limits.aliasedNodes else {
            problems.report(
                "alias", at: event.position, "aliases repeat too many nodes",
                expected: "expected no more than \(limits.aliasedNodes) in one document")
            throw .reported
        }
        try checkDepth(depth + anchor.height, event.position)
        return Node(anchor.node.content, event.position)
    }
}

extension Node {
    init(_ content: Content, _ position: Position) {
        self.init(
            content: content, line: Int32(clamping: position.line), column: Int32(clamping: position.column))
    }

    var position: Position { Position(line: Int(line), column: Int(column)) }
}
