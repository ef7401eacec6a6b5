import NetworkModel
import PolicyModel
import Testing

func external(_ address: String) throws -> Endpoint {
    .external(try #require(IPAddress(address)))
}

func block(_ text: String, except: [String] = []) throws -> AddressBlock {
    AddressBlock(try #require(CIDRBlock(text)), except: except.compactMap { CIDRBlock($0) })
}
