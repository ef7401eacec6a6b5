/// Connections between the pods of a generated cluster, for `trace`.
struct GeneratedFlows {
    let cluster: GeneratedCluster
    let count: Int

    /// A file of them, in pieces of a few thousand rows. Most have ends of their own, as recorded traffic does.
    func write(to file: borrowing TextFile) throws(BenchFailure) {
        var dice = Dice(seed: cluster.seed, part: -2)
        let pods = cluster.namespaces.flatMap { cluster.pods(in: $0).map(\.reference) }
        try file.write("from,to,protocol,port\n")
        var block = ""
        for number in 0..<count {
            let port = dice.pick(Vocabulary.servicePorts + [53, 3306, 5432, 6379])
            let to = dice.chance(10) ? "93.184.\(dice.roll(256)).\(dice.roll(256))" : dice.pick(pods)
            block += "\(dice.pick(pods)),\(to),\(port == 53 ? "UDP" : "TCP"),\(port)\n"
            guard number % 4096 == 4095 else { continue }
            try file.write(block)
            block = ""
        }
        try file.write(block)
    }
}
