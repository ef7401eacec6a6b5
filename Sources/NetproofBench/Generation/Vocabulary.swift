/// The words that generated clusters are made of.
enum Vocabulary {
    static let environments = ["dev", "test", "staging", "prod"]
    static let tiers = ["frontend", "backend", "data"]
    static let apps = [
        "web", "api", "auth", "cart", "orders", "search", "worker", "mail", "mysql", "postgres", "redis",
    ]
    static let services = ["web", "api", "auth", "cart", "orders", "search"]
    static let clients = ["api", "auth", "orders", "worker"]
    static let namedPorts = ["http", "grpc", "metrics", "admin"]
    static let servicePorts = [80, 443, 3000, 8080, 8443, 9000, 50051]

    /// A database with the port it listens on.
    static let databases: [(app: String, port: Int)] = [("mysql", 3306), ("postgres", 5432)]
    static let cache: (app: String, port: Int) = ("redis", 6379)
}

extension Vocabulary {
    /// A case's name as objects are named: words in lower case, with hyphens between.
    static func objectName(_ value: some Any) -> String {
        "\(value)".map { $0.isUppercase ? "-\($0.lowercased())" : String($0) }.joined()
    }
}
