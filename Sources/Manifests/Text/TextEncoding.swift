/// What the first bytes of a file tell of its encoding.
enum TextEncoding {
    case utf8(markLength: Int)
    case utf16
    case utf32

    init(of bytes: [UInt8]) {
        let head = Array(bytes.prefix(4))
        switch head {
        case [0xFF, 0xFE, 0, 0], [0, 0, 0xFE, 0xFF]: self = .utf32
        case _ where head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]): self = .utf16
        case _ where head.starts(with: [0xEF, 0xBB, 0xBF]): self = .utf8(markLength: 3)
        case _ where head.count == 4 && head[0] != 0 && head[1] == 0 && head[2] != 0 && head[3] == 0: self = .utf16
        case _ where head.count == 4 && head[0] == 0 && head[1] != 0 && head[2] == 0 && head[3] != 0: self = .utf16
        default: self = .utf8(markLength: 0)
        }
    }
}
