#!/usr/bin/env bash
# Builds and searches one model: run.sh FOLDER MODEL NAME FLAGS...; leaves FOLDER/NAME.out.
# Prints one line with the states and seconds, or the reason why the search is no proof, and fails then.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=$1 model=$2 name=$3
shift 3
mkdir -p "$folder/$name"
cd "$folder/$name"
spin -a "$@" "$here/$model.pml" > spin.out 2>&1 || { echo "$model $name: spin: $(head -1 spin.out)"; exit 2; }
gcc -w -O2 -DSAFETY -DNOFAIR -o pan pan.c 2> gcc.out || { echo "$model $name: gcc: $(head -1 gcc.out)"; exit 2; }
out=$folder/$name.out
timeout "${SECONDS_AT_MOST:-300}" ./pan -m3000000 -w23 > "$out" 2>&1 || true
why=$(grep -m1 -E '^pan:.*(assertion|invalid|error|out of memory)|max search depth too small' "$out" || true)
if [[ -n $why ]]; then
  echo "$model $name: FAILED $why"
  exit 1
fi
if ! grep -q 'errors: 0$' "$out" || grep -q 'Search not completed' "$out"; then
  echo "$model $name: the search did not end"
  exit 3
fi
states=$(sed -n 's/^ *\([0-9.e+]*\) states, stored.*/\1/p' "$out")
seconds=$(sed -n 's/^pan: elapsed time \([0-9.e+-]*\) seconds.*/\1/p' "$out")
echo "$model $name: ok, $states states, ${seconds:-0} s"
