import PolicyModel

/// Where an obligation leaves policies out, as though nobody had written any, so that connections pass.
///
/// A place is only opened where that lets every connection pass, whatever the policies there have it: no violation by a
/// connection is lost, so that what is proved with it open is proved.
enum Opening: Hashable, Sendable {
    case nowhere
    /// All places of this end.
    case end(EndpointRole)
    /// For both ends every place but these, unless a policy of the whole cluster governs it: that one may be needed, or
    /// may not be left out, elsewhere.
    case allBut(Set<Site.Place>)

    /// Whether policies are to be left out at a place.
    func includes(_ place: Site.Place, _ role: EndpointRole, governedBy numbers: [Int], in index: PolicyIndex) -> Bool {
        switch self {
        case .nowhere: false
        case .end(let end): end == role
        case .allBut(let places): !places.contains(place) && numbers.allSatisfy { index.isNamespaced[$0] }
        }
    }
}
