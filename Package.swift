// swift-tools-version: 6.2
import PackageDescription

/// What every target is held to: Swift 6 language mode, explicit existentials, imports that do not leak,
/// and warnings as errors.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// Targets that may not touch unsafe memory: all but the two that wrap a C library.
let safe: [SwiftSetting] = strict + [.strictMemorySafety()]

let package = Package(
    name: "netproof",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "netproof", targets: ["NetproofCommand"]),
        .library(name: "Netproof", targets: ["Netproof"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        // For `netproof serve` alone; without the traits that read configuration files.
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.14.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.30.0", traits: []),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.9.0"),
    ],
    targets: [
        .systemLibrary(name: "CZ3", pkgConfig: "z3", providers: [.apt(["libz3-dev"]), .brew(["z3"])]),
        .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),

        .target(name: "Diagnostics", swiftSettings: safe),
        .target(name: "NetworkModel", swiftSettings: safe),
        .target(name: "YAMLEvents", dependencies: ["CYAML"], swiftSettings: strict),
        .target(name: "SMT", dependencies: ["CZ3"], swiftSettings: strict),
        .target(name: "Manifests", dependencies: ["Diagnostics", "YAMLEvents"], swiftSettings: safe),
        .target(name: "PolicyModel", dependencies: ["NetworkModel", "Diagnostics"], swiftSettings: safe),
        .target(
            name: "Dialects", dependencies: ["Manifests", "PolicyModel", "NetworkModel", "Diagnostics"],
            swiftSettings: safe),
        .target(name: "Evaluation", dependencies: ["PolicyModel", "NetworkModel", "Diagnostics"], swiftSettings: safe),
        .target(
            name: "Invariants", dependencies: ["Dialects", "Manifests", "PolicyModel", "NetworkModel", "Diagnostics"],
            swiftSettings: safe),
        .target(
            name: "Prover", dependencies: ["SMT", "Evaluation", "PolicyModel", "NetworkModel", "Diagnostics"],
            swiftSettings: safe),
        .target(name: "Reports", dependencies: ["NetworkModel", "Diagnostics"], swiftSettings: safe),
        .target(name: "ProjectFile", dependencies: ["Reports", "Manifests", "Diagnostics"], swiftSettings: safe),
        .target(
            name: "Analyses",
            dependencies: [
                "Invariants", "Reports", "Prover", "Dialects", "Evaluation", "Manifests", "PolicyModel", "NetworkModel",
                "Diagnostics",
            ],
            swiftSettings: safe),
        .target(
            name: "ClusterWatch",
            dependencies: [
                "Analyses", "Dialects", "Manifests", "Diagnostics",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: safe),
        .target(
            name: "AdmissionServer",
            dependencies: [
                "ClusterWatch", "Analyses", "Invariants", "Reports", "Prover", "Diagnostics",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: safe),
        .target(name: "Netproof", dependencies: ["Analyses", "Reports", "Prover", "Diagnostics"], swiftSettings: safe),
        .executableTarget(
            name: "NetproofCommand",
            dependencies: [
                "Netproof", "AdmissionServer", "ClusterWatch", "Analyses", "ProjectFile", "Invariants", "Reports",
                "Diagnostics",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: safe),
        .executableTarget(
            name: "NetproofBench",
            dependencies: [
                "Netproof", "Analyses", "Prover", "Invariants", "Dialects", "Manifests", "PolicyModel", "NetworkModel",
                "Diagnostics",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: safe),

        /// What the tests of several targets need.
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
        .testTarget(name: "BenchTests", dependencies: ["NetproofBench"], swiftSettings: strict),
        .testTarget(
            name: "AdmissionServerTests",
            dependencies: [
                "TestSupport",
                "AdmissionServer", "ClusterWatch", "Analyses", "Dialects", "Manifests", "Prover", "Diagnostics",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "AdmitTests",
            dependencies: [
                "TestSupport",
                "Analyses", "Invariants", "Dialects", "Manifests", "Prover", "Reports", "NetworkModel", "Diagnostics",
            ],
            swiftSettings: strict),
        .testTarget(name: "CommandTests", dependencies: ["TestSupport", "NetproofCommand"], swiftSettings: strict),
        .testTarget(
            name: "ProjectFileTests",
            dependencies: ["TestSupport", "ProjectFile", "Reports", "Manifests", "Diagnostics"],
            swiftSettings: strict),
        .testTarget(
            name: "CoverageTests",
            dependencies: [
                "TestSupport",
                "Analyses", "Reports", "Dialects", "PolicyModel", "NetworkModel", "Diagnostics",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "DatalogTests",
            dependencies: [
                "TestSupport",
                "Analyses", "Dialects", "Invariants", "Reports", "Prover", "PolicyModel", "NetworkModel", "Diagnostics",
            ],
            swiftSettings: strict),
        .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"], swiftSettings: strict),
        .testTarget(
            name: "DialectsTests",
            dependencies: ["Dialects", "Evaluation", "Manifests", "PolicyModel", "NetworkModel", "Diagnostics"],
            swiftSettings: strict),
        .testTarget(
            name: "DiffTests",
            dependencies: [
                "TestSupport",
                "Analyses", "Reports", "Prover", "Invariants", "Evaluation", "Dialects", "Manifests", "PolicyModel",
                "NetworkModel", "Diagnostics",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "DifferentialTests",
            dependencies: [
                "TestSupport",
                "Prover", "SMT", "Evaluation", "Invariants", "Dialects", "Manifests", "PolicyModel", "NetworkModel",
                "Diagnostics",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "EvaluationTests", dependencies: ["Evaluation", "PolicyModel", "NetworkModel", "Diagnostics"],
            swiftSettings: strict),
        .testTarget(
            name: "ExampleTests",
            dependencies: [
                "Prover", "Invariants", "Dialects", "Manifests", "SMT", "PolicyModel", "Diagnostics",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "FuzzTests", dependencies: ["TestSupport", "Analyses", "Reports", "Diagnostics"],
            swiftSettings: strict),
        .testTarget(
            name: "InvariantsTests",
            dependencies: [
                "TestSupport", "Invariants", "Dialects", "Manifests", "PolicyModel", "NetworkModel", "Diagnostics",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "ManifestsTests", dependencies: ["TestSupport", "Manifests", "Diagnostics"], swiftSettings: strict),
        .testTarget(
            name: "OracleTests",
            dependencies: ["Evaluation", "Dialects", "Manifests", "PolicyModel", "NetworkModel", "Diagnostics"],
            swiftSettings: strict),
        .testTarget(
            name: "PeerTests",
            dependencies: [
                "TestSupport", "Analyses", "Reports", "Prover", "Evaluation", "NetworkModel", "Diagnostics",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "ProverTests",
            dependencies: [
                "TestSupport",
                "Prover", "SMT", "Evaluation", "Invariants", "Dialects", "Manifests", "PolicyModel", "NetworkModel",
                "Diagnostics",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "ReportsTests", dependencies: ["TestSupport", "Reports", "NetworkModel", "Diagnostics"],
            exclude: ["Goldens", "Shapes"], swiftSettings: strict),
        .testTarget(name: "SMTTests", dependencies: ["TestSupport", "SMT"], swiftSettings: strict),
        .testTarget(
            name: "SemanticsTests",
            dependencies: [
                "Prover", "Invariants", "Dialects", "Evaluation", "Manifests", "PolicyModel", "NetworkModel",
                "Diagnostics",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "UniverseTests",
            dependencies: [
                "TestSupport",
                "Analyses", "Evaluation", "Invariants", "Manifests", "Reports", "PolicyModel", "NetworkModel",
                "Diagnostics",
            ],
            exclude: ["Judges"], swiftSettings: strict),
        .testTarget(
            name: "SuiteTests", dependencies: ["TestSupport", "Analyses", "Reports", "Diagnostics"],
            swiftSettings: strict),
        .testTarget(name: "YAMLEventsTests", dependencies: ["YAMLEvents"], swiftSettings: strict),
        .testTarget(
            name: "TraceTests",
            dependencies: [
                "Analyses", "Reports", "Dialects", "Manifests", "PolicyModel", "NetworkModel", "Diagnostics",
            ],
            swiftSettings: strict),
    ]
)
