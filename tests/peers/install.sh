#!/usr/bin/env bash
# Installs the real programs that the tests run against (Debian 12). Needs root.
set -euo pipefail

packages=()
need() { command -v "$1" >/dev/null || packages+=("$2"); }
need prometheus prometheus
need prometheus-alertmanager prometheus-alertmanager
need amtool prometheus-alertmanager
need spin spin
need chromium chromium
need gcc gcc
need node nodejs
need npm npm
# What the clients in clients/ run on.
need python3 python3
need mypy mypy
need shellcheck shellcheck
need dash dash
need busybox busybox
need curl curl
need wget wget
# Alertmanager's own suites, and the Go that builds them.
[ -x /usr/lib/go-1.19/bin/go ] || packages+=(golang-1.19-go)
[ -d /usr/share/gocode/src/github.com/prometheus/alertmanager/test ] \
  || packages+=(golang-github-prometheus-alertmanager-dev)
ldconfig -p | grep -q 'libsqlite3\.so\.0' || packages+=(libsqlite3-0)

if [ "${#packages[@]}" -gt 0 ]; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}"
fi

# Debian 12 brings Node 18; Azurite is run on 20 and newer.
node -e 'if (parseInt(process.versions.node) < 20) { console.error("Node 20 or newer is needed, this is " + process.version); process.exit(1); }'
