/// Manifests in which `{{ … }}` is still to be filled in.
enum UnrenderedTemplate {
    static let suggestion = "render the chart first, as with `helm template`, and check what it prints"
}
