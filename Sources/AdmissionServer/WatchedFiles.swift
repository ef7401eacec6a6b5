import Foundation

/// What tells whether files, or directories with all that is in them, are as they were: names, sizes, times and places.
///
/// A directory that is exchanged as a whole through a symbolic link, as volumes of Kubernetes are, counts as changed.
struct WatchedFiles: Hashable {
    private var entries: [String] = []

    init(_ paths: [String]) {
        let files = FileManager.default
        for path in paths {
            let resolved = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
            add(resolved, files)
            guard let names = files.enumerator(atPath: resolved) else { continue }
            for case let name as String in names { add(resolved + "/" + name, files) }
        }
        entries.sort()
    }

    private mutating func add(_ path: String, _ files: FileManager) {
        let attributes = try? files.attributesOfItem(atPath: path)
        let time = (attributes?[.modificationDate] as? Date)?.timeIntervalSinceReferenceDate ?? 0
        let size = (attributes?[.size] as? NSNumber)?.int64Value ?? -1
        let place = (attributes?[.systemFileNumber] as? NSNumber)?.int64Value ?? -1
        entries.append("\(path) \(size) \(time) \(place)")
    }
}
