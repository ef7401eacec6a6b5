import Diagnostics
import Manifests
import Testing

@Suite("Unrendered templates")
struct TemplateTests {
    @Test(
        "A template that breaks the YAML is told as such, with its place",
        arguments: [
            ("metadata:\n  name: {{ .Release.Name }}\n", "2:9"),
            ("{{- if .Values.enabled }}\nkind: A\n{{- end }}\n", "1:1"),
            ("kind: A\n{{- if .Values.enabled }}\nx: 1\n{{- end }}\n", "2:1"),
            ("spec:\n  {{- toYaml .Values.spec | nindent 2 }}\n", "2:3"),
            ("a: [{{ .x }}]\n", "1:5"),
            ("a: {{ .x }}:{{ .y }}\n", "1:4"),
            ("# {{ comment }}\na: b\nc: {{ include \"x\" . }}\n", "3:4"),
            ("a:\n  - {{ .x | quote }}\n", "2:5"),
            ("a: |\n  {{ fine }}\nb: {{ .Values.x | quote }}\n", "3:4"),
        ])
    func templates(text: String, place: String) {
        let reading = Reading(text)
        #expect(reading.problems == ["\(place) template"])
        #expect(reading.diagnostics.all.first?.suggestion?.contains("helm template") == true)
        #expect(reading.documents.isEmpty)
    }

    @Test("Braces in quotes and block text are text")
    func text() {
        let reading = Reading("a: \"{{ $labels.pod }}\"\nb: |\n  {{ range . }}\n  {{ end }}\nc: see {{ x }}\n")
        #expect(reading.problems.isEmpty)
        #expect(reading.documents.count == 1)
    }

    @Test("A syntax error elsewhere is not put down to a template in block text")
    func otherErrors() {
        let reading = Reading("a: |\n  {{ range . }}\nb: [1\nc: 2\n")
        #expect(reading.diagnostics.all.map(\.id) == ["syntax"])
    }

    @Test("A field that is read must be rendered")
    func fields() {
        var reading = Reading("name: x-{{ .x }}\nlabels: {\"a{{x}}\": b, c: '{{ d }}'}\n\"z{{\": 1\n")
        var diagnostics = reading.diagnostics
        let value = reading.documents[0].decode(into: &diagnostics) { reader in
            (reader.string("name"), reader.stringMap("labels"))
        }
        #expect(value == nil)
        #expect(
            diagnostics.sorted.map { "\($0.location?.line ?? 0) \($0.id)" } == [
                "1 template", "2 template", "2 template", "3 template",
            ])
        reading = Reading("ignored: '{{ x }}'\n")
        let ignored: Void? = reading.documents[0].decode(into: &diagnostics) { $0.ignoring("ignored") }
        #expect(ignored != nil)
    }
}
