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

mkdir -p "$work/bin"
ln -sfn "$sources" "$work/src"
started=$(mktemp "$work/started.XXXXXX")
# In memory where that is to be had: they leave 150 ms for whatever happens, which a disk that others write to may take.
scratch=$(mktemp -d /dev/shm/alertmanager-suites.XXXXXX 2>/dev/null || mktemp -d)

# Ends what a suite that was cut off left running: by number, and only if it is still the program.
clean() {
  while read -r pid; do
    [ "$(readlink -f "/proc/$pid/exe" 2>/dev/null)" != "${server[0]}" ] || kill -KILL "$pid" 2>/dev/null || true
  done < "$started"
  rm -rf "$scratch" "$started"
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

export GO111MODULE=off GOPATH=$work
cd "$work"

# Runs those tests of a package, one after the other, within so many seconds; a line for each, and of one that failed
# all it said.
run() {
  local name=$1 log=$2 tests=$3 bound=$4 verdict=0
  TMPDIR=$scratch timeout --kill-after=10 "$bound" "./$name.test" -test.v -test.parallel 1 \
    -test.run "^($(paste -sd'|' <<< "$tests"))\$" > "$log" 2>&1 < /dev/null || verdict=1
  sed -nE 's/^--- (PASS|FAIL|SKIP): (.*)/\1 \2/p' "$log"
  awk '{ said = said $0 "\n" } /^--- FAIL/ { print said } /^--- / { said = "" }' "$log" | head -n 400
  return "$verdict"
}

# Of each test that failed its name, after "late" where something did not come in its interval, and nothing too often,
# and the server did not end.
failures() {
  awk '/✗/ { late = 1 }
    /Expected total of/ && match($0, /of [0-9]+ alerts, got [0-9]+/) {
      split(substr($0, RSTART, RLENGTH), word, " "); if (word[5] + 0 > word[2] + 0) wrong = 1 }
    /exit status|signal: / { wrong = 1 }
    /^--- FAIL/ { print (late && !wrong ? "late" : "wrong"), $3 }
    /^--- / { late = wrong = 0 }' "$1"
}

# What came late, in a few tests, is the machine's fault if it then comes in time three times in a row.
in_time() {
  local name=$1 log=$2 test=$3 try row=0
  for try in 1 2 3 4 5; do
    echo "$test, once more ($try):"
    if run "$name" "$log.$try" "$test" 60; then row=$((row + 1)); else row=0; fi
    [ "$row" -lt 3 ] || return 0
  done
  return 1
}

# Package, how many tests of it must run, and how long they may take all together.
failed=0
suite() {
  local name=$1 expected=$2 bound=$3 log=$work/$1.log tests ran late test
  timeout 900 "$go" test -c -o "$name.test" "github.com/prometheus/alertmanager/test/$name/acceptance"
  tests=$("./$name.test" -test.list . | grep '^Test' | grep -Ev "$excluded")
  if [ -n "${ONLY:-}" ]; then
    tests=$(grep -E "$ONLY" <<< "$tests" || true)
    expected=$(grep -c . <<< "$tests" || true)
    [ "$expected" -gt 0 ] || return 0
  fi
  if ! run "$name" "$log" "$tests" "$bound"; then
    late=$(failures "$log")
    if [ -n "$late" ] && [ "$(wc -l <<< "$late")" -le 3 ] && ! grep -q '^wrong ' <<< "$late"; then
      while read -r _ test; do
        in_time "$name" "$log.$test" "$test" || failed=1
      done <<< "$late"
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
