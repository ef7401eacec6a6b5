import Diagnostics
import Dialects
import Testing

/// What becomes of each corpus; every refusal has been looked at and is right.
@Suite(.enabled(if: Corpora.exist, "skipped: ../shared/corpora is not there"))
struct CorporaTests {
    /// A corpus, or the part of it that a user would hand over, and its errors by id. None: it loads.
    private static let table: [String: [String: Int]] = [
        // Recipes 11.1 and 11.2 give a policy of one name twice.
        "ahmetb-recipes": ["duplicate-object": 1],
        // Every flavour of the installation defines the same objects.
        "argo-cd": ["duplicate-object": 156],
        "argo-cd/manifests/base": [:],
        "argo-cd/manifests/ha/install.yaml": [:],
        "argo-cd/manifests/install.yaml": [:],
        // Cilium's own policies; two kustomize patches; a heredoc that is not indented.
        "cilium-homelab-theepicsaxguy": ["required": 2, "syntax": 1, "unmodelled-kind": 2],
        // Cilium's own policies; kustomize patches; Helm templates; two environments of one cluster.
        "cilium-seichi-infra": ["duplicate-object": 4, "required": 2, "template": 5, "unmodelled-kind": 1],
        // Answers of cloud APIs, no Kubernetes objects.
        "cloud-security-groups": ["no-kind": 119],
        // Line-delimited flows only.
        "hubble-flows": ["empty-directory": 1],
        // Audit events that lack apiVersion; those that have it are ignored.
        "k8s-audit-logs-falco": ["no-kind": 39],
        // Kustomize bases, overlays and patches (two with the apiVersion `apps`), Helm templates.
        "konflux-infra": ["api-version": 2, "duplicate-object": 477, "patch": 2, "required": 51, "template": 12],
        "kube-prometheus": [:],
        // Kustomize bases without selectors (`commonLabels` would add them), variables, patches.
        "kubeflow": ["V1": 3, "duplicate-object": 33, "patch": 11, "required": 84, "unknown-field": 1],
        // The tests of the policies stand in directories whose names begin with a full stop.
        "kyverno-policies-netpol": [:],
        // Examples for several distributions.
        "longhorn": ["duplicate-object": 19],
        "longhorn/deploy/longhorn.yaml": [:],
        "longhorn/examples/network-policy": [:],
        // AdminNetworkPolicy and its kin; JSON arrays of traffic; Go templates; unfinished examples.
        "network-policy-api": ["document": 5, "duplicate-object": 3, "syntax": 2, "template": 3, "unmodelled-kind": 3],
        // The release is the rendered base.
        "online-boutique": ["duplicate-object": 24],
        "online-boutique/kustomize": [:],
        "online-boutique/release": [:],
        // Variants with monitoring and tracing.
        "sock-shop": ["duplicate-object": 4],
        "sock-shop/deploy/kubernetes/manifests": [:],
        "sock-shop/deploy/kubernetes/manifests-monitoring": [:],
        "sock-shop/deploy/kubernetes/manifests-policy": [:],
    ]

    @Test("each corpus loads, or is refused for these reasons", arguments: table.keys.sorted())
    func corpus(_ path: String) {
        #expect(Corpora.refusals(path) == Self.table[path])
    }

    @Test("no corpus is left out")
    func completeness() {
        let missing = Corpora.directories().filter { Self.table[$0] == nil && $0 != Self.analyzerCorpus }
        #expect(missing == [])
    }

    // MARK: The cases of another analyser, each a cluster of its own

    private static let analyzerCorpus = "np-guard-netpol-analyzer-tests"
    private static let adminKinds = ["AdminNetworkPolicy", "BaselineAdminNetworkPolicy", "ClusterNetworkPolicy"]

    /// Cases that are refused for more than policies of administrators.
    private static let analyzerTable: [String: [String: Int]] = [
        "acs-security-demos-added-workloads": ["duplicate-object": 1],
        // A template whose labels its Deployment does not select.
        "anp_test_1_deny_traffic_at_cluster_level": ["template-labels": 1],
        "anp_test_2_allow_traffic_at_cluster_level": ["template-labels": 1],
        "anp_test_ingress_egress_intersection": ["template-labels": 1],
        "bad_netpols": ["V2": 1, "V3": 1, "V7": 1, "V8": 1, "V9": 1, "duplicate-object": 124],
        "bad_path_namespace_with_same_name": ["duplicate-object": 1],
        "dirty": ["template": 2],
        "document_with_syntax_error": ["template": 1],
        // Names with underscores.
        "example_pods_w_same_owner_and_labels_gap_with_bad_match_expression": ["V1": 1],
        "example_pods_w_same_owner_and_labels_gap_with_good_match_expression": ["V1": 1],
        "example_pods_w_same_owner_and_labels_gap_with_good_match_expression2": ["V1": 1],
        "example_pods_w_same_owner_and_labels_gap_with_policy_selector_not_in_gap": ["V1": 1],
        "malformed-pod-example-5": ["syntax": 1],
        "malformed_pod_example": ["type": 1],
        // Labels outside `labels`; then labels of namespaces with a slash in their values.
        "nad_test_1": ["template-labels": 1, "unknown-field": 1],
        "nad_test_12": ["V3": 2],
        "nad_test_13": ["V3": 2],
        "nad_test_14": ["V3": 2],
        // `containerport`.
        "netpol_named_port_test": ["required": 1, "unknown-field": 1],
        "netpol_named_port_test_2": ["required": 1, "unknown-field": 1],
        "np_bad_path_test_1": ["duplicate-object": 1],
        "np_bad_path_test_2": ["V13": 1],
        "np_test_with_empty_port_range": ["V13": 1],
        "onlineboutique_with_pods_severe_error": ["template": 1],
        // A Pod of apps/v1, a CronJob of batch/v1beta1.
        "udn_with_ingress_controller": ["api-version": 1],
        "udn_with_ingress_controller_two_pods": ["api-version": 2],
        "workload_resources": ["api-version": 1, "duplicate-object": 2],
    ]

    @Test("each case of the analyser loads without administrators' policies, or is refused for these reasons")
    func analyzerCases() {
        let cases = Corpora.directories(in: "\(Self.analyzerCorpus)/tests")
        #expect(cases.count >= 300)
        for name in cases {
            let refusals = Corpora.refusals("\(Self.analyzerCorpus)/tests/\(name)", ignoring: Self.adminKinds)
            #expect(refusals == Self.analyzerTable[name, default: [:]], "\(name)")
        }
    }

    @Test("a case with administrators' policies is refused unless they are ignored")
    func administratorsPolicies() {
        let path = "\(Self.analyzerCorpus)/tests/anp_banp_blog_demo"
        #expect(Corpora.refusals(path) == ["unmodelled-kind": 2])
        let (input, diagnostics) = Corpora.load(path, ignoring: Self.adminKinds)
        #expect(!diagnostics.hasErrors)
        #expect(input.overriddenKinds.map(\.kind.kind) == ["AdminNetworkPolicy", "BaselineAdminNetworkPolicy"])
    }
}
