/// Faults of the recorded cases: what the API server would refuse, and the analyser reads past.
enum KnownFaults {
    /// Texts that are replaced before a case is read, so that what it is about can be compared all the same.
    static let repairs: [String: [(fault: String, repair: String)]] = [
        // Names with underscores are no names of objects (V1).
        "example_pods_w_same_owner_and_labels_gap_with_good_match_expression": [
            ("name: use_common_labels_same_values", "name: use")
        ],
        "example_pods_w_same_owner_and_labels_gap_with_good_match_expression2": [
            ("name: use_match_exp_with_all_gap_values_of_app", "name: use")
        ],
        "example_pods_w_same_owner_and_labels_gap_with_policy_selector_not_in_gap": [
            ("name: use_common_labels_same_values", "name: use")
        ],
        // A field is spelt with its capitals, and a container port needs its number.
        "netpol_named_port_test": [("containerport:", "containerPort:")],
        "netpol_named_port_test_2": [("containerport:", "containerPort:")],
    ]

    /// What stays refused, by the ids of the errors. Each was looked at, and is right.
    static let refused: [String: [String]] = [
        // AdminNetworkPolicies, and a Deployment whose selector does not match its own template's labels.
        "anp_test_1_deny_traffic_at_cluster_level": ["template-labels", "unmodelled-kind"],
        "anp_test_2_allow_traffic_at_cluster_level": ["template-labels", "unmodelled-kind"],
        "anp_test_ingress_egress_intersection": ["template-labels", "unmodelled-kind"],
        // Secondary networks; the labels of a template stand beside `labels`.
        "nad_test_1": ["template-labels", "unknown-field"],
        // Secondary networks; namespaces with a slash in the value of a label (V3).
        "nad_test_12": ["V3"],
        "nad_test_13": ["V3"],
        "nad_test_14": ["V3"],
        // User-defined networks; a Pod of apps/v1, which no server knows.
        "udn_with_ingress_controller": ["api-version"],
        "udn_with_ingress_controller_two_pods": ["api-version"],
    ]
}
