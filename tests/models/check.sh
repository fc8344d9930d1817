#!/usr/bin/env bash
# Searches the models exhaustively, two at a time. Fails on any error, on a search that is not complete and on a line
# marked "must" that no run reaches. Needs spin and gcc.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cat > "$folder/runs" <<'RUNS'
slot_send dedup-two-senders -DDEDUP -DNO_Q8 -DMERGED -DENDLESS
accept_look two-looks-two-alerts -DPOSTS=1 -DOWN_ALERT -DNO_P5 -DMERGED
slot_send two-senders -DNO_Q8 -DMERGED -DENDLESS
accept_look all-steps-two-posts -DPOSTS=2 -DALERTS=1 -DLOOKS=1 -DNO_P5
accept_look all-steps-any-alert -DPOSTS=1 -DLOOKS=1 -DNO_P5
accept_look leftover -DPOSTS=1 -DOWN_ALERT -DLOOKS=1 -DLEFTOVER -DNO_P5
accept_look two-looks-one-alert -DPOSTS=1 -DALERTS=1 -DNO_P5 -DMERGED
accept_look all-steps-two-looks -DPOSTS=1 -DACCEPTS=1 -DALERTS=1
accept_look all-steps-two-accepts -DPOSTS=1 -DALERTS=1 -DLOOKS=1
slot_send dedup-all-steps -DDEDUP -DSENDERS=1
slot_send all-steps -DSENDERS=1
RUNS

failed=0
xargs -P 2 -L 1 "$here/run.sh" "$folder" < "$folder/runs" || failed=1

# Prints the lines of a model some process but the last one never reached, from one run's output.
unreached() {
  awk -v file="$1.pml:" '/^unreached in/ { off = /Settle|init/ }
    !off && (at = index($0, file)) { split(substr($0, at + length(file)), part, ","); print part[1] }' "$2" | sort -u
}

for model in accept_look slot_send; do
  while IFS=: read -r line text; do
    reached=0
    for name in $(awk -v model="$model" '$1 == model { print $2 }' "$folder/runs"); do
      out=$folder/$name.out
      [[ -f $out ]] || continue
      unreached "$model" "$out" | grep -qx "$line" || reached=1
    done
    if (( ! reached )); then
      echo "$model: line $line is never reached:$text"
      failed=1
    fi
  done < <(grep -nE '[ :]must \*/' "$here/$model.pml")
done
exit "$failed"
