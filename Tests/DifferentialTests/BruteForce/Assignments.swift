/// All ways to give keys one of their options each; nil is an absent label. Nil if there are more than `limit`.
func assignments(_ keys: [(key: String, options: [String?])], limit: Int) -> [[String: String]]? {
    var result: [[String: String]] = [[:]]
    for (key, options) in keys {
        guard result.count * options.count <= limit else { return nil }
        result = result.flatMap { labels in
            options.map { option in
                var labels = labels
                labels[key] = option
                return labels
            }
        }
    }
    return result
}

/// The first element of each kind.
func firstOfEach<Element, Kind: Hashable>(_ elements: [Element], by kind: (Element) -> Kind) -> [Element] {
    var seen: Set<Kind> = []
    return elements.filter { seen.insert(kind($0)).inserted }
}
