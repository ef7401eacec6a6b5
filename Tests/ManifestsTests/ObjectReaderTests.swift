import Diagnostics
import Manifests
import Testing

@Suite("Reading typed fields")
struct ObjectReaderTests {
    private func decode<Value>(
        _ text: String, _ read: (inout ObjectReader) -> Value
    ) -> (value: Value?, problems: [Diagnostic]) {
        let reading = Reading(text)
        var diagnostics = reading.diagnostics
        let value = reading.documents.first?.decode(into: &diagnostics, read)
        return (value, diagnostics.sorted)
    }

    @Test("A sound object is read without a word")
    func sound() {
        let (value, problems) = decode("name: a\nport: 80\non: true\nnamed: http\nlist: [x, 'y']\nnested: {k: v}\n") {
            reader in
            let nested = reader.object("nested") { $0.requiredString("k") }.value ?? ""
            return
                "\(reader.requiredString("name")) \(reader.requiredInteger("port")) \(reader.strings("list")) \(nested)"
                + " \(reader.intOrString("port") == .integer(80)) \(reader.intOrString("named") == .string("http"))"
        }
        #expect(problems.map(\.id) == ["key-type"])
        #expect(value == nil)
    }

    @Test("Missing, null and empty are told apart (NP §1.1)")
    func presence() {
        let (value, _) = decode("b: null\nc: {}\nd:\n") { reader in
            ["a", "b", "c", "d"].map { name in
                switch reader.object(name, { _ in () }) {
                case .missing: "missing"
                case .null: "null"
                case .present: "present"
                }
            }
        }
        #expect(value == ["missing", "null", "present", "null"])
    }

    @Test("A list that is missing, null or empty is the empty list (NP §1.2)")
    func lists() {
        let (value, problems) = decode("b: null\nc: []\n") { reader in
            ["a", "b", "c"].map { reader.objects($0) { _ in () }.count }
        }
        #expect(value == [0, 0, 0])
        #expect(problems.isEmpty)
    }

    @Test("A null element reads as the empty mapping, with a warning (NP §1.3)")
    func nullElements() {
        let (value, problems) = decode("a: [null, {x: 1}]\n") { reader in
            reader.objects("a") { ($0.isNull, $0.integer("x")) }.map { "\($0.0) \($0.1 ?? 0)" }
        }
        #expect(value == ["true 0", "false 1"])
        #expect(problems.map(\.severity) == [.warning])
        #expect(decode("a: [null]\n") { $0.strings("a") }.problems.map(\.id) == ["type"])
    }

    @Test("Unknown fields are errors, with the nearest known spelling (NP §1.4)")
    func unknownFields() {
        let (value, problems) = decode("spec: {podselector: {}, form: [], zzz: 1}\n") { reader in
            reader.object("spec") { $0.ignoring("podSelector", "from") }
        }
        #expect(value == nil)
        #expect(
            problems.map(\.message) == [
                "unknown field `podselector` in `spec`", "unknown field `form` in `spec`",
                "unknown field `zzz` in `spec`",
            ])
        #expect(
            problems.map(\.suggestion) == [
                "did you mean `podSelector`? upper and lower case matter", "did you mean `from`?", nil,
            ])
        #expect(problems[0].expected == "expected `podSelector` or `from`")
    }

    @Test("Labels must be strings to every reader (NP §1.5)")
    func labels() {
        let (value, problems) = decode(
            "labels:\n  a: 80\n  b: yes\n  on: x\n  c: \"80\"\n  d: null\n  80: x\n  e: true\n  f: []\n  g: 0777\n"
        ) { $0.stringMap("labels").map { "\($0.key)=\($0.value)" } }
        #expect(value == nil)
        #expect(
            problems.map { "\($0.location?.line ?? 0) \($0.id)" } == [
                "2 type", "3 disputed-scalar", "4 key-type", "7 key-type", "8 type", "9 type", "10 disputed-scalar",
            ])
        #expect(problems[0].suggestion == "write \"80\" in quotes if a string is meant")
        #expect(problems[0].message == "`labels[\"a\"]` is the integer 80")
        let sound = decode("labels: {c: \"80\", d: null, e: x}\n") {
            $0.stringMap("labels").map { "\($0.key)=\($0.value)" }
        }
        #expect(sound.value == ["c=80", "d=", "e=x"])
    }

    @Test("A port is a number where it is unquoted, else a name (NP §1.6)")
    func intOrString() {
        #expect(decode("p: 80\n") { $0.intOrString("p") }.value == .integer(80))
        #expect(decode("p: \"80\"\n") { $0.intOrString("p") }.value == .string("80"))
        for text in ["1e3", "080", "true", "[]", "99999999999999999999", "1.0"] {
            #expect(decode("p: \(text)\n") { $0.intOrString("p") }.problems.count == 1)
        }
    }

    @Test("A value of the wrong type names the path, what was found and what was expected")
    func mismatch() {
        let (_, problems) = decode("a: {b: [{c: x}]}\n") { reader in
            reader.object("a") { $0.objects("b") { $0.integer("c") } }
        }
        #expect(
            problems.map(\.text) == ["f:1:13: error: `a.b[0].c` is the string `x`\n    expected an integer\n"])
        #expect(decode("a: \"5\"\n") { $0.integer("a") }.problems[0].suggestion == "write `5` without quotes")
        #expect(decode("a: x\n") { $0.object("a") { _ in () } }.problems[0].expected == "expected a mapping")
        #expect(decode("a: x\n") { $0.list("a").count }.problems[0].expected == "expected a list")
    }

    @Test("A required field that is missing is reported at its object")
    func required() {
        let (value, problems) = decode("a: {}\n") { reader in
            reader.object("a") { $0.requiredString("name") }
        }
        #expect(value == nil)
        #expect(problems.map { $0.lines[0] } == ["f:1:4: error: `a.name` is missing"])
    }

    @Test("Fields inside of an object of the wrong type are not reported as missing too")
    func broken() {
        let (_, problems) = decode("a: 5\n") { reader in
            reader.object("a") { $0.requiredString("name") }
        }
        #expect(problems.map(\.id) == ["type"])
    }

    @Test("A word out of a few is checked, with the nearest one suggested")
    func choice() {
        let (_, problems) = decode("op: in\n") { $0.choice("op", among: ["In", "NotIn"], id: "V3") }
        #expect(problems[0].id == "V3")
        #expect(problems[0].suggestion == "did you mean `In`?")
        #expect(problems[0].expected == "expected `In` or `NotIn`")
    }

    @Test("A document that was not read soundly yields nothing, whatever is read of it")
    func unsound() {
        let (value, problems) = decode("a: 1\nb: 2\na: 3\n") { [$0.integer("a"), $0.integer("b")] }
        #expect(value == nil)
        #expect(problems.map(\.id) == ["duplicate-key"])
    }
}
