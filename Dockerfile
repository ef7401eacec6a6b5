# Built in one image, run in another that has the libraries and nothing else:
#   docker build -t netproof .
#   docker run --rm -v "$PWD:/work:ro" netproof verify deploy/ specs/
ARG SWIFT_VERSION=6.2
ARG DEBIAN=bookworm

FROM swift:${SWIFT_VERSION}-${DEBIAN} AS build
WORKDIR /source
COPY scripts/setup scripts/setup
RUN scripts/setup
COPY Package.swift Package.resolved* ./
COPY Sources Sources
# The manifest names the folders of the tests.
COPY Tests Tests
RUN swift build -c release --product netproof --static-swift-stdlib \
    && install -D "$(swift build -c release --static-swift-stdlib --show-bin-path)/netproof" /out/netproof \
    && strip /out/netproof

FROM debian:${DEBIAN}-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends libz3-4 libyaml-0-2 libstdc++6 \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 65532 netproof \
    && useradd --key UID_MAX=65532 --uid 65532 --gid 65532 --no-create-home --shell /usr/sbin/nologin netproof
COPY --from=build /out/netproof /usr/local/bin/netproof
COPY LICENSE /usr/share/doc/netproof/LICENSE
USER 65532:65532
WORKDIR /work
ENTRYPOINT ["/usr/local/bin/netproof"]
CMD ["--help"]
