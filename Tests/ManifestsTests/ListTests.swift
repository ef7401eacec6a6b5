import Diagnostics
import Manifests
import Testing

@Suite("Lists of objects")
struct ListTests {
    @Test("A List is unfolded, lists in it too, and the items keep their places")
    func list() {
        let text = """
            apiVersion: v1
            kind: List
            metadata: {resourceVersion: ""}
            items:
            - {apiVersion: v1, kind: Pod}
            - apiVersion: v1
              kind: List
              items: [{kind: A}, {kind: B}]
            """
        let reading = Reading(text)
        #expect(reading.outlines == ["{apiVersion: v1, kind: Pod}", "{kind: A}", "{kind: B}"])
        #expect(reading.documents.map { [$0.root.line, $0.root.column] } == [[5, 3], [8, 11], [8, 22]])
    }

    @Test("One page of a list is not the list", arguments: ["abc", "{a: b}"])
    func page(_ token: String) {
        let reading = Reading("kind: List\nmetadata: {continue: \(token)}\nitems: [{kind: A}]\n")
        #expect(reading.problems == ["2:22 list-page"])
        #expect(Reading("kind: List\nmetadata: {continue: \"\"}\nitems: [{kind: A}]\n").problems.isEmpty)
        #expect(Reading("kind: List\nmetadata: {continue: null}\nitems: [{kind: A}]\n").problems.isEmpty)
    }

    @Test("The items of a list of one kind inherit kind and apiVersion")
    func typedList() {
        let reading = Reading(
            "{\"kind\": \"NetworkPolicyList\", \"apiVersion\": \"networking.k8s.io/v1\", \"items\": [{\"spec\": {}}, {\"kind\": \"X\"}]}"
        )
        #expect(
            reading.outlines == [
                "{apiVersion: \"networking.k8s.io/v1\", kind: \"NetworkPolicy\", spec: {}}", "{kind: \"X\"}",
            ])
    }

    @Test("Empty lists hold nothing", arguments: ["[]", "null", "", "~"])
    func empty(items: String) {
        let reading = Reading("kind: List\nitems: \(items)\n---\nkind: PodList\nitems: \(items)\n")
        #expect(reading.documents.isEmpty)
        #expect(reading.problems.isEmpty)
    }

    @Test("A misspelt field of a list is an error, so that no item is lost")
    func misspelt() {
        let reading = Reading("kind: List\nitem: [{kind: A}]\n")
        #expect(reading.problems == ["2:1 unknown-field"])
        #expect(reading.diagnostics.all[0].suggestion == "did you mean `items`?")
    }

    @Test("An item that is no object is an error")
    func items() {
        #expect(Reading("kind: List\nitems: [5, null, {kind: A}]\n").problems == ["2:9 document", "2:12 document"])
    }

    @Test("A kind that merely ends in List is an object like others")
    func otherKinds() {
        #expect(Reading("kind: AllowList\nspec: {}\n").outlines == ["{kind: AllowList, spec: {}}"])
        #expect(Reading("kind: AddressList\nitems: [a, b]\n").outlines == ["{kind: AddressList, items: [a, b]}"])
    }
}
