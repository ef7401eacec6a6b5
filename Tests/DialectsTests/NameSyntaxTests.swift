import NetworkModel
import Testing

@Suite struct NameSyntaxTests {
    @Test("a DNS label has 1 to 63 lower-case letters, digits and inner hyphens (V1)")
    func dnsLabels() {
        for text in ["a", "0", "a-b", "prod-1", String(repeating: "a", count: 63)] {
            #expect(NameSyntax.isDNSLabel(text))
        }
        for text in ["", "-", "a-", "-a", "A", "a.b", "a_b", "ä", String(repeating: "a", count: 64)] {
            #expect(!NameSyntax.isDNSLabel(text), "\(text)")
        }
    }

    @Test("a DNS subdomain is DNS labels joined by dots, 253 characters in all (V1)")
    func dnsSubdomains() {
        for text in ["a", "a.b", "kubernetes.io", "a-b.c-d", String(repeating: "a", count: 253)] {
            #expect(NameSyntax.isDNSSubdomain(text), "\(text)")
        }
        for text in ["", ".", "a.", ".a", "a..b", "a.-b", "a-.b", "A.b", String(repeating: "a", count: 254)] {
            #expect(!NameSyntax.isDNSSubdomain(text), "\(text)")
        }
    }

    @Test("a label key is a name with an optional domain before it (V2)")
    func labelKeys() {
        for text in ["app", "App", "a.b_c-d", "example.com/App", "kubernetes.io/metadata.name", "0/0"] {
            #expect(NameSyntax.isLabelKey(text), "\(text)")
        }
        for text in [
            "", "/", "/a", "a/", "a/b/c", "Example.com/a", "-a", "a-", "a b", "a@b", String(repeating: "a", count: 64),
        ] {
            #expect(!NameSyntax.isLabelKey(text), "\(text)")
        }
    }

    @Test("a label value may be empty (V3)")
    func labelValues() {
        for text in ["", "a", "Web", "v1.2_3-4", String(repeating: "a", count: 63)] {
            #expect(NameSyntax.isLabelValue(text))
        }
        for text in ["-web", "web-", "a/b", "a b", ".", String(repeating: "a", count: 64)] {
            #expect(!NameSyntax.isLabelValue(text), "\(text)")
        }
    }

    @Test("a port name has a letter, 15 characters at most and no two hyphens in a row (V12)")
    func portNames() {
        for text in ["http", "a", "8a", "http-alt", "abcdefghijklmno"] {
            #expect(NameSyntax.isPortName(text), "\(text)")
        }
        for text in ["", "80", "8-0", "-a", "a-", "a--b", "HTTP", "a_b", "abcdefghijklmnop"] {
            #expect(!NameSyntax.isPortName(text), "\(text)")
        }
    }
}
