#!/usr/bin/env bash
# Runs the black-box suites of Alertmanager 0.25 (Debian's source package) against a program that takes its command
# line: what they pass, Alertmanager passes.
#
#   tests/peers/alertmanager-suites.sh ./out/alerting alertmanager
#   tests/peers/alertmanager-suites.sh /usr/bin/prometheus-alertmanager
#
# ONLY=REGEXP runs those tests alone. Prints a line for each test; the whole output is in artifacts/alertmanager-suites.
set -euo pipefail

[ $# -gt 0 ] || { echo "usage: $0 PROGRAM [ARGUMENT...]" >&2; exit 2; }
server=("$(readlink -f "$1")" "${@:2}")
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$root/artifacts/alertmanager-suites
sources=/usr/share/gocode/src
go=/usr/lib/go-1.19/bin/go

# These two start several instances that gossip. Ours do not: instances that are to act as one share a store.
excluded='^(TestClusterDeduplication|TestClusterVSInstance)$'

for needed in "$go" "$sources/github.com/prometheus/alertmanager/test/cli" "$(command -v amtool || echo amtool)"; do
  [ -e "$needed" ] || {
    echo "Alertmanager's own suites: $needed is not there; tests/peers/install.sh brings it" >&2
    exit "${ALERTING_REQUIRE_PEERS:-0}"
  }
done
[ -x "${server[0]}" ] || { echo "$1: no such program" >&2; exit 2; }

mkdir -p "$work/bin" "$work/tmp"
ln -sfn "$sources" "$work/src"
started=$(mktemp "$work/started.XXXXXX")

# Ends what a suite that was cut off left running: by number, and only if it is still the program.
clean() {
  while read -r pid; do
    [ "$(readlink -f "/proc/$pid/exe" 2>/dev/null)" != "${server[0]}" ] || kill -KILL "$pid" 2>/dev/null || true
  done < "$started"
  rm -rf "$work/tmp" "$started"
}
trap clean EXIT

# What the suites start. Two flags are Debian's own.
{
  echo '#!/usr/bin/env bash'
  echo 'given=(); while [ $# -gt 0 ]; do case $1 in --template.default | --web.ui-path) shift ;; *) given+=("$1") ;; esac; shift; done'
  printf 'echo $$ >> %q\n' "$started"
  printf 'exec'; printf ' %q' "${server[@]}"; echo ' "${given[@]}"'
} > "$work/bin/prometheus-alertmanager"

# The suites read what amtool prints, and it would warn that a server is of another release than itself.
printf '#!/usr/bin/env bash\nexec %q --no-version-check "$@"\n' "$(command -v amtool)" > "$work/bin/amtool"
chmod +x "$work/bin/prometheus-alertmanager" "$work/bin/amtool"

export GO111MODULE=off GOPATH=$work TMPDIR=$work/tmp
cd "$work"

# Runs those tests of a package, one after the other, within so many seconds; a line for each, and of one that failed
# all it said.
run() {
  local name=$1 log=$2 tests=$3 bound=$4 times=$5 verdict=0
  timeout --kill-after=10 "$bound" "./$name.test" -test.v -test.parallel 1 -test.count "$times" \
    -test.run "^($(paste -sd'|' <<< "$tests"))\$" > "$log" 2>&1 || verdict=1
  sed -nE 's/^--- (PASS|FAIL|SKIP): (.*)/\1 \2/p' "$log"
  awk '/^=== / { said = "" } /^--- FAIL/ { print said } { said = said $0 "\n" }' "$log" | head -n 400
  return "$verdict"
}

# Package, how many tests of it must run, and how long they may take all together.
failed=0
suite() {
  local name=$1 expected=$2 bound=$3 log=$work/$1.log tests ran late
  timeout 900 "$go" test -c -o "$name.test" "github.com/prometheus/alertmanager/test/$name/acceptance"
  tests=$("./$name.test" -test.list . | grep '^Test' | grep -Ev "$excluded")
  if [ -n "${ONLY:-}" ]; then
    tests=$(grep -E "$ONLY" <<< "$tests" || true)
    expected=$(grep -c . <<< "$tests" || true)
    [ "$expected" -gt 0 ] || return 0
  fi
  if ! run "$name" "$log" "$tests" "$bound" 1; then
    # They leave the machine 150 ms for whatever happens: what came at another time must come in time three times over.
    late=$(sed -nE 's/^--- FAIL: ([^ ]*).*/\1/p' "$log")
    if [ "$(grep -c . <<< "$late")" -eq 1 ] && grep -q '✗' "$log"; then
      echo "$late, three times more:"
      run "$name" "$log.again" "$late" "$bound" 3 || failed=1
    else
      failed=1
    fi
  fi
  ran=$(grep -cE '^--- (PASS|FAIL): ' "$log" || true)
  [ "$ran" -eq "$expected" ] || { echo "$name: $ran of $expected tests ran; see $log"; failed=1; }
  all=$((${all:-0} + ran))
}

suite with_api_v2 15 400
suite cli 4 200
[ "${all:-0}" -gt 0 ] || { echo 'no test ran'; failed=1; }
exit "$failed"
