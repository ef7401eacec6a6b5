import Diagnostics
import Dialects
import Manifests
import NetworkModel
import Testing

@Suite struct KindTests {
    private func object(_ version: String, _ kind: String, _ name: String = "x") -> String {
        "{apiVersion: \(version), kind: \(kind), metadata: {name: \(name)}}\n---\n"
    }

    @Test(
        "an old or wrong apiVersion of a known kind is an error that names the right one",
        arguments: [
            ("extensions/v1beta1", "NetworkPolicy", "networking.k8s.io/v1"),
            ("networking.k8s.io/v2", "NetworkPolicy", "networking.k8s.io/v1"),
            ("v1", "NetworkPolicy", "networking.k8s.io/v1"), ("extensions/v1beta1", "Deployment", "apps/v1"),
            ("apps/v1beta2", "StatefulSet", "apps/v1"), ("apps", "Deployment", "apps/v1"),
            ("batch/v1beta1", "CronJob", "batch/v1"),
            ("apps/v1", "Pod", "v1"), ("v2", "Namespace", "v1"),
        ])
    func wrongVersions(_ version: String, _ kind: String, _ right: String) {
        let loading = Loading(object(version, kind))
        #expect(loading.errors == ["api-version"])
        #expect(loading.messages.contains("`\(right)`"))
    }

    @Test(
        "a list of known objects whose items are no list is an error",
        arguments: [
            "v1, kind: List, items: {a: b}", "v1, kind: NamespaceList, items: x", "v1, kind: PodList, item: []",
            "apps/v1, kind: DeploymentList, items: [x]", "networking.k8s.io/v1, kind: NetworkPolicyList",
        ])
    func brokenLists(_ list: String) {
        #expect(Loading("{apiVersion: \(list)}").errors == ["list"])
    }

    @Test(
        "kinds that may allow traffic stop the run, once for each kind",
        arguments: [
            ("cilium.io/v2", "CiliumNetworkPolicy"), ("cilium.io/v2", "CiliumClusterwideNetworkPolicy"),
            ("cilium.io/v9", "Unheard"),
            ("projectcalico.org/v3", "NetworkPolicy"), ("crd.projectcalico.org/v1", "GlobalNetworkPolicy"),
            ("policy.networking.k8s.io/v1alpha1", "AdminNetworkPolicy"),
            ("policy.networking.k8s.io/v1alpha1", "BaselineAdminNetworkPolicy"),
            ("policy.networking.k8s.io/v1alpha2", "ClusterNetworkPolicy"),
            ("crd.antrea.io/v1beta1", "ClusterNetworkPolicy"),
            ("security.antrea.tanzu.vmware.com/v1alpha1", "NetworkPolicy"), ("kubeovn.io/v1", "SecurityGroup"),
            ("nsx.vmware.com/v1alpha1", "SecurityPolicy"), ("networking.gke.io/v1alpha1", "FQDNNetworkPolicy"),
            ("k8s.ovn.org/v1", "Unheard"), ("networking.k8s.io/v1", "Unheard"),
            ("unheard.example.com/v1", "SuperNetworkPolicy"),
            ("networking.k8s.aws/v1alpha1", "ClusterNetworkPolicy"),
        ])
    func mayAllow(_ version: String, _ kind: String) {
        let text = object(version, kind, "a") + object(version, kind, "b")
        #expect(Loading(text).errors == ["unmodelled-kind"])
        let group = version.split(separator: "/")[0]
        for name in [kind, "\(kind).\(group)"] {
            let loading = Loading(text, options: LoadOptions(ignoredKinds: [name]))
            #expect(loading.errors == [])
            #expect(loading.warnings == [])
            #expect(loading.input.overriddenKinds.map(\.count) == [2])
            #expect(loading.input.overriddenKinds.first?.isAskedFor == true)
            #expect(loading.input.overriddenKinds.first?.kind.kind == kind)
        }
    }

    @Test(
        "kinds that only restrict are ignored, and said to restrict",
        arguments: [
            ("security.istio.io/v1", "AuthorizationPolicy"), ("policy.linkerd.io/v1beta3", "Server"),
            ("k8s.ovn.org/v1", "EgressFirewall"), ("network.openshift.io/v1", "EgressNetworkPolicy"),
            ("networking.istio.io/v1", "Sidecar"),
        ])
    func mayRestrict(_ version: String, _ kind: String) {
        let loading = Loading(object(version, kind))
        #expect(loading.errors == [])
        #expect(loading.input.restrictingKinds.map(\.kind) == [ObjectKind(apiVersion: version, kind: kind)])
        #expect(loading.input.overriddenKinds.isEmpty)
    }

    @Test(
        "other networks are ignored, and said to be there",
        arguments: ["MultiNetworkPolicy", "NetworkAttachmentDefinition"])
    func otherNetworks(_ kind: String) {
        let loading = Loading(object("k8s.cni.cncf.io/v1beta1", kind))
        #expect(loading.errors == [])
        #expect(loading.input.ignored.map(\.effect) == [.otherNetworks])
    }

    @Test("everything else is ignored, with counts and the first place")
    func ignored() throws {
        let loading = Loading(
            object("v1", "ConfigMap", "a") + object("apiextensions.k8s.io/v1", "CustomResourceDefinition")
                + object("v1", "ConfigMap", "b") + object("serving.knative.dev/v1", "Service")
                + object("projectcalico.org/v3", "IPPool") + object("kustomize.toolkit.fluxcd.io/v1", "Kustomization"))
        #expect(loading.errors == [])
        #expect(loading.warnings == [])
        #expect(
            loading.input.ignored.map(\.kind.qualifiedName) == [
                "ConfigMap", "CustomResourceDefinition.apiextensions.k8s.io",
                "Kustomization.kustomize.toolkit.fluxcd.io",
                "IPPool.projectcalico.org", "Service.serving.knative.dev",
            ])
        let first = try #require(loading.input.ignored.first)
        #expect(first.count == 2)
        #expect(first.firstLocation.line == 1)
        #expect(first.effect == .none)
        #expect(loading.input.cluster.services.isEmpty)
    }

    @Test(
        "a misspelt kind is not ignored",
        arguments: [
            ("networking.k8s.io/v1", "Networkpolicy"), ("networking.k8s.io/v1", "NetworkPolcy"),
            ("apps/v1", "Deploymnet"),
            ("v1", "pod"), ("v1", "Namespaces"), ("batch/v1", "Cronjob"),
        ])
    func misspeltKinds(_ version: String, _ kind: String) {
        let loading = Loading(object(version, kind))
        #expect(loading.errors == ["unknown-kind"])
        #expect(loading.messages.contains("did you mean"))
    }

    @Test("a name that --ignore-kind finds nowhere is told")
    func unusedIgnore() {
        let loading = Loading(
            object("v1", "ConfigMap"), options: LoadOptions(ignoredKinds: ["ConfigMpa", "NetworkPolicy"]))
        #expect(loading.warnings == ["unused-ignore-kind", "unused-ignore-kind"])
        #expect(loading.messages.contains("did you mean `ConfigMap`?"))
    }

    @Test("a kustomization is a warning, as it is not rendered")
    func kustomization() {
        let loading = Loading(object("kustomize.config.k8s.io/v1beta1", "Kustomization"))
        #expect(loading.errors == [])
        #expect(loading.warnings == ["not-rendered"])
    }

    @Test(
        "a document that is no object is an error that guesses what it is",
        arguments: [
            ("resources: [a.yaml]", "test.yaml", "kustomize build"),
            ("namespace: x", "a/kustomization.yaml", "kustomize build"),
            ("replicas: 2", "chart/values-prod.yaml", "helm template"),
            ("{name: x, version: 1.0.0}", "Chart.yaml", "helm template"),
            ("{apiversion: v1, kind: Pod}", "test.yaml", "did you mean `apiVersion`?"),
        ])
    func noKind(_ text: String, _ file: String, _ guess: String) {
        var diagnostics = Diagnostics()
        let documents = ManifestReader().read(text: Array(text.utf8), file: file, into: &diagnostics)
        _ = InputLoader().load(documents, into: &diagnostics)
        #expect(diagnostics.all.map(\.id) == ["no-kind"])
        #expect(diagnostics.all.map(\.text).joined().contains(guess))
    }

    @Test("objects of Netproof's own API are handed on")
    func specs() {
        let loading = Loading(object("netproof.dev/v1alpha1", "Invariant") + object("netproof.dev/v2", "Whatever"))
        #expect(loading.errors == [])
        #expect(loading.input.specDocuments.count == 2)
        #expect(loading.input.ignored.isEmpty)
    }

    @Test("two objects of one name are an error at both places")
    func duplicates() {
        let policy = "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p}}\n---\n"
        let loading = Loading(policy + policy.replacing("{name: p}", with: "{name: p, namespace: default}"))
        #expect(loading.errors == ["duplicate-object"])
        #expect(loading.diagnostics.all.first?.location?.line == 3)
        #expect(loading.diagnostics.all.first?.related.map(\.location.line) == [1])
        #expect(loading.input.policyCount == 1)
        #expect(Loading(policy + policy.replacing("{name: p}", with: "{name: p, namespace: b}")).errors == [])
        let namespace = object("v1", "Namespace")
        #expect(Loading(namespace + namespace).errors == ["duplicate-object"])
        #expect(Loading(object("v1", "ConfigMap") + object("v1", "ConfigMap")).errors == [])
    }

    @Test("what kubectl prints is read: lists, status, managed fields")
    func kubectlOutput() {
        let loading = Loading(
            """
            apiVersion: v1
            kind: List
            metadata: {resourceVersion: ""}
            items:
            - apiVersion: networking.k8s.io/v1
              kind: NetworkPolicy
              metadata:
                name: p
                namespace: red
                annotations:
                  kubectl.kubernetes.io/last-applied-configuration: |
                    {"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","spec":{"podSelector":{}}}
                creationTimestamp: "2024-01-01T00:00:00Z"
                generation: 1
                resourceVersion: "12"
                uid: 0b5c
                managedFields: [{apiVersion: networking.k8s.io/v1, fieldsType: FieldsV1, fieldsV1: {"f:spec": {}}}]
              spec: {podSelector: {}, policyTypes: [Ingress]}
              status: {}
            """)
        #expect(loading.errors == [], "\(loading.messages)")
        #expect(loading.input.networkPolicies.map(\.name) == ["p"])
        #expect(loading.input.locations.values.map(\.line) == [5])
    }
}
