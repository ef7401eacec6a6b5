import Dialects
import NetworkModel
import Testing

@Suite struct WorkloadTests {
    private func workload(_ yaml: String, _ location: Testing.SourceLocation = #_sourceLocation) throws -> Workload {
        let loading = Loading(yaml)
        #expect(loading.errors == [], "\(loading.messages)", sourceLocation: location)
        return try #require(loading.input.cluster.workloads.first, sourceLocation: location)
    }

    @Test(
        "every kind of workload gives its pods' labels and ports",
        arguments: [
            ("apps/v1", "Deployment"), ("apps/v1", "StatefulSet"), ("apps/v1", "DaemonSet"), ("apps/v1", "ReplicaSet"),
            ("v1", "ReplicationController"), ("batch/v1", "Job"),
        ])
    func kinds(_ version: String, _ kind: String) throws {
        let workload = try workload(
            """
            apiVersion: \(version)
            kind: \(kind)
            metadata: {name: w, namespace: red, labels: {app: controller}}
            spec:
              replicas: 3
              selector: \(version == "v1" ? "{app: web}" : "{matchLabels: {app: web}}")
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: c, image: i, ports: [{name: http, containerPort: 8080}]}]}
            status: {replicas: 3}
            """)
        #expect(workload.identity == WorkloadIdentity(kind: kind, namespace: "red", name: "w"))
        #expect(workload.podLabels == ["app": "web"])
        #expect(workload.namedPorts == [NamedPort(name: "http", transport: .tcp, port: 8080)])
        #expect(!workload.isSinglePod)
    }

    @Test("a CronJob's pods stand two templates deep")
    func cronJob() throws {
        let workload = try workload(
            """
            apiVersion: batch/v1
            kind: CronJob
            metadata: {name: w}
            spec:
              schedule: "* * * * *"
              jobTemplate:
                metadata: {labels: {app: job}}
                spec:
                  template:
                    metadata: {labels: {app: web}}
                    spec: {restartPolicy: Never, containers: [{name: c}]}
            """)
        #expect(workload.identity == WorkloadIdentity(kind: "CronJob", namespace: "default", name: "w"))
        #expect(workload.podLabels == ["app": "web"])
    }

    @Test("a pod as kubectl prints it is read, with its addresses")
    func pod() throws {
        let workload = try workload(
            """
            apiVersion: v1
            kind: Pod
            metadata:
              name: web-1
              namespace: red
              generateName: web-
              uid: 3c1f
              resourceVersion: "1"
              creationTimestamp: "2024-01-01T00:00:00Z"
              labels: {app: web}
              annotations: {kubectl.kubernetes.io/last-applied-configuration: "{\\"kind\\":\\"Pod\\"}"}
              ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: web, uid: "1"}]
              managedFields: [{manager: kubectl, fieldsV1: {"f:metadata": {}}}]
            spec:
              hostNetwork: true
              serviceAccountName: robot
              nodeName: n1
              containers: [{name: c, ports: [{containerPort: 80, protocol: TCP}]}]
            status:
              phase: Running
              hostIP: 192.168.0.11
              podIP: 10.0.1.1
              podIPs: [{ip: 10.0.1.1}, {ip: "2001:db8::1"}]
            """)
        #expect(workload.isSinglePod)
        #expect(workload.usesHostNetwork)
        #expect(workload.serviceAccount == "robot")
        #expect(!workload.isFinished)
        #expect(workload.namedPorts.isEmpty)
        #expect(workload.addresses.map(\.description) == ["10.0.1.1", "2001:db8::1"])
    }

    @Test(
        "a finished pod is known as such (NP-89)",
        arguments: [("Succeeded", true), ("Failed", true), ("Running", false)])
    func finished(_ phase: String, _ isFinished: Bool) throws {
        let workload = try workload(
            "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c}]}, status: {phase: \(phase), podIP: 10.0.0.1}}"
        )
        #expect(workload.isFinished == isFinished)
        #expect(workload.addresses.map(\.description) == ["10.0.0.1"])
    }

    @Test("named ports are a relation, and those of init containers are marked (NP-69)")
    func namedPorts() throws {
        let workload = try workload(
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: p}
            spec:
              initContainers: [{name: i, restartPolicy: Always, ports: [{name: http, containerPort: 1}]}]
              containers:
              - {name: a, ports: [{name: http, containerPort: 8080}, {name: dns, containerPort: 53, protocol: UDP}]}
              - {name: b, ports: [{name: http, containerPort: 8081, hostPort: 80, hostIP: 1.2.3.4}, {containerPort: 9}]}
            """)
        #expect(
            workload.namedPorts == [
                NamedPort(name: "http", transport: .tcp, port: 8080), NamedPort(name: "dns", transport: .udp, port: 53),
                NamedPort(name: "http", transport: .tcp, port: 8081),
                NamedPort(name: "http", transport: .tcp, port: 1, isOfInitContainer: true),
            ])
    }

    @Test(
        "what matters of a workload is read strictly",
        arguments: [
            ("metadata: {name: p, label: {app: web}}, spec: {containers: [{name: c}]}", ["unknown-field"]),
            ("metadata: {name: p, labels: {app: -}}, spec: {containers: [{name: c}]}", ["V3"]),
            ("metadata: {name: p}, spec: {hostnetwork: true, containers: [{name: c}]}", ["unknown-field"]),
            ("metadata: {name: p}, spec: {container: [{name: c}]}", ["required", "unknown-field"]),
            ("metadata: {name: p}, spec: {containers: []}", ["required"]),
            ("metadata: {name: p}", ["required"]),
            ("metadata: {generateName: p-}, spec: {containers: [{name: c}]}", ["required"]),
            ("metadata: {name: p}, spec: {containers: [{name: c, port: [{containerPort: 1}]}]}", ["unknown-field"]),
            ("metadata: {name: p}, spec: {containers: [{name: c, ports: [{containerPort: 0}]}]}", ["port-number"]),
            ("metadata: {name: p}, spec: {containers: [{name: c, ports: [{containerPort: \"80\"}]}]}", ["type"]),
            ("metadata: {name: p}, spec: {containers: [{name: c, ports: [{name: HTTP, containerPort: 1}]}]}", ["V12"]),
            ("metadata: {name: p}, spec: {containers: [{name: c, ports: [{name: http}]}]}", ["required"]),
            (
                "metadata: {name: p}, spec: {containers: [{name: c, ports: [{containerPort: 1, protocol: tcp}]}]}",
                ["V10"]
            ),
            ("metadata: {name: p}, spec: {containers: [{name: c}]}, status: {podIP: x}", ["address"]),
            ("metadata: {name: p}, spec: {containers: [{name: c}]}, specs: {}", ["unknown-field"]),
        ])
    func strictness(_ fields: String, _ expected: [String]) {
        let loading = Loading("{apiVersion: v1, kind: Pod, \(fields)}")
        #expect(loading.errors == expected, "\(loading.messages)")
        #expect(loading.input.cluster.workloads.isEmpty)
    }

    @Test("what does not matter of a workload is not looked at")
    func irrelevantFields() throws {
        _ = try workload(
            "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {brandNew: {x: 1}, containers: [{name: c, args: [\"{{x}}\"], env: 3}]}}"
        )
    }

    @Test("a patch of a workload is not taken for one")
    func patches() {
        let noSelector =
            "{apiVersion: apps/v1, kind: Deployment, metadata: {name: p}, spec: {template: {spec: {containers: [{name: c}]}}}}"
        #expect(Loading(noSelector).errors == ["required"])
        let noTemplate = "{apiVersion: apps/v1, kind: Deployment, metadata: {name: p}, spec: {replicas: 2}}"
        #expect(Loading(noTemplate).errors == ["required", "required"])
        #expect(
            Loading("{apiVersion: apps/v1, kind: Deployment, metadata: {name: p}, $patch: delete}").errors == ["patch"])
    }

    @Test("a template that its own controller does not select is refused")
    func templateLabels() {
        let loading = Loading(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: p}
            spec:
              selector: {matchLabels: {app: web}}
              template: {metadata: {labels: {app: db}}, spec: {containers: [{name: c}]}}
            """)
        #expect(loading.errors == ["template-labels"])
    }
}
