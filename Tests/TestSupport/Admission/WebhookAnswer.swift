import Foundation

/// What the webhook answers to a request.
public struct WebhookAnswer {
    /// Of HTTP; 0 where there was no connection.
    public var status: Int
    public var body: String

    public init(status: Int, body: String) {
        self.status = status
        self.body = body
    }

    /// The response of the review; empty where the body has none.
    public var response: [String: Any] {
        let object = try? JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any]
        return object?["response"] as? [String: Any] ?? [:]
    }

    public var isAllowed: Bool? { response["allowed"] as? Bool }
    public var message: String { (response["status"] as? [String: Any])?["message"] as? String ?? "" }
    public var code: Int? { (response["status"] as? [String: Any])?["code"] as? Int }
    public var warnings: [String] { response["warnings"] as? [String] ?? [] }
}
