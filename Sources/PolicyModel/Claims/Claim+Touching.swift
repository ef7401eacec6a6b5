extension Claim {
    /// The claim about those pairs, pods or namespaces alone of which one is touched, or about more: parts that all have to
    /// hold.
    ///
    /// - Parameter namespaces: the touched pods whose namespaces themselves are touched.
    public func touching(_ touched: EndpointPredicate, namespaces: EndpointPredicate) -> [Claim] {
        switch self {
        case .connections(let claim):
            [
                .connections(claim.narrowed(from: touched)),
                .connections(claim.narrowed(from: .not(touched), to: touched)),
            ]
        case .isolated(let claim):
            [.isolated(IsolationClaim(pods: claim.pods.and(touched), directions: claim.directions))]
        case .labelled(let claim): [.labelled(claim.narrowed(to: namespaces))]
        // Any endpoint may be on the way to a violation: there is no smaller part.
        case .derived: [self]
        }
    }

    /// Whether what becomes of the claim can be laid to what a change touches. Of rules that derived a violation before it
    /// cannot: whether they do so by what is touched is not to be told apart.
    public func isDividedByTouch(wasRefuted: Bool) -> Bool { !(isDerived && wasRefuted) }

    /// The claim about all others, or about more: with `touching` it makes up the whole.
    public func apart(from touched: EndpointPredicate, namespaces: EndpointPredicate) -> Claim {
        switch self {
        case .connections(let claim): .connections(claim.narrowed(from: .not(touched), to: .not(touched)))
        case .isolated(let claim):
            .isolated(IsolationClaim(pods: claim.pods.and(.not(touched)), directions: claim.directions))
        case .labelled(let claim): .labelled(claim.narrowed(to: .not(namespaces)))
        case .derived: self
        }
    }
}

extension ConnectionClaim {
    /// The claim about connections from such endpoints alone.
    public func narrowed(toSources sources: EndpointPredicate) -> Self { narrowed(from: sources) }

    /// The claim about connections to such endpoints alone.
    public func narrowed(toDestinations destinations: EndpointPredicate) -> Self {
        narrowed(from: .everything, to: destinations)
    }

    /// The claim about connections between such endpoints alone.
    fileprivate func narrowed(from sources: EndpointPredicate, to destinations: EndpointPredicate? = nil) -> Self {
        var claim = self
        // `only` is about the sources that its `from` does not name.
        claim.from = quantity == .only ? .any([from, .not(sources)]) : from.and(sources)
        if let destinations { claim.to = to.and(destinations) }
        return claim
    }
}

extension LabellingClaim {
    fileprivate func narrowed(to namespaces: EndpointPredicate) -> Self {
        Self(namespaces: self.namespaces.and(namespaces), keys: keys)
    }
}

extension EndpointPredicate {
    fileprivate func and(_ other: Self) -> Self { .all([self, other]) }
}
