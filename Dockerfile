# The alerter as an image: docker build -t alerting .
#
#   docker run -e ALERTING_TOKEN=... -p 127.0.0.1:7071:7071 -v alerting-data:/data alerting
#
# It listens on all addresses of its container, so it refuses to start without ALERTING_TOKEN.
# It runs as any user of group 0 and writes to /data alone: --read-only works, and so does OpenShift's restricted-v2.

FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
ARG TARGETARCH
# The commit, for `alerting --version`: --build-arg REVISION="$(git rev-parse HEAD)".
ARG REVISION=
WORKDIR /src
COPY .editorconfig BannedSymbols.txt Directory.Build.props Directory.Packages.props global.json host.json ./
COPY functions functions
RUN case "${TARGETARCH:?}" in \
      amd64) rid=linux-x64 ;; \
      arm64) rid=linux-arm64 ;; \
      *) echo "no build for $TARGETARCH, only for amd64 and arm64" >&2; exit 1 ;; \
    esac \
 && dotnet publish functions/Alerting.Handler -c Release -r "$rid" --self-contained \
      -p:PublishTrimmed=true -p:PublishReadyToRun=true -p:PublishSingleFile=true \
      -p:RestoreLockedMode=true -p:SourceRevisionId="$REVISION" -o /out

FROM debian:12-slim
# SQLite is the store, OpenSSL and the certificates are for calls out. Time zones are in the executable.
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates libsqlite3-0 libssl3 libstdc++6 \
 && rm -rf /var/lib/apt/lists/* \
 && install -d -o 10001 -g 0 -m 0770 /data
COPY LICENSE /licenses/LICENSE
COPY --from=build /out/alerting /usr/local/bin/alerting
# No sockets of debuggers and profilers: they would need a writable /tmp.
ENV ALERTING_DATA=/data \
    ALERTING_URLS=http://0.0.0.0:7071 \
    DOTNET_EnableDiagnostics=0
VOLUME /data
EXPOSE 7071
USER 10001:0
ENTRYPOINT ["/usr/local/bin/alerting"]
CMD ["serve"]
