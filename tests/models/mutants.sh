#!/usr/bin/env bash
# Takes each rule out of the models in turn: the search must then find an error. Fails when a mutant survives, does
# not build, or when a model has a mutant this list does not know.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export SECONDS_AT_MOST=120

cat > "$folder/mutants" <<'MUTANTS'
accept_look ALERTS_BEFORE_LATCH_BEFORE_HEADER -DNO_P5
accept_look ACCEPT_WITHOUT_LATCH_MERGE -DNO_P5
accept_look WAKE_WITHOUT_LATCH -DNO_P5
accept_look WAKE_REPLACES_LATCH -DNO_P5
accept_look WAKE_WITHOUT_HEADER_VERSION -DPOSTS=1 -DOWN_ALERT -DLOOKS=1 -DNO_P5
accept_look SLEEP_WITHOUT_LATCH_VERSION -DNO_P5
accept_look SLEEP_WITHOUT_HEADER_VERSION -DNO_P5
accept_look FORGET_WITHOUT_LATCH_VERSION -DNO_P5
accept_look FORGET_WITHOUT_HEADER_VERSION -DNO_P5
accept_look RETENTION_WITHOUT_HEADER_VERSION -DNO_P5
accept_look REMOVE_WITHOUT_ALERT_VERSION -DNO_P5
accept_look FLUSH_KEEPS_NO_ALERT_VERSION -DNO_P5
accept_look OFFERED_READ_AFTER_HEADER -DNO_P5
accept_look OFFERED_DELETED_WITHOUT_VERSION -DNO_P5
accept_look SAME_KEY_TWICE -DNO_P5
slot_send SUPERSEDE_CLAIMED -DNO_Q8 -DENDLESS
slot_send CLAIM_WITHOUT_SLOT_VERSION -DNO_Q8 -DENDLESS
slot_send DESK_WITHOUT_SLOT_VERSION -DNO_Q8 -DENDLESS
slot_send DESK_WITHOUT_HEADER_VERSION -DNO_Q8 -DENDLESS
slot_send RECEIPT_WITHOUT_CLAIM_CHECK -DNO_Q8 -DENDLESS
slot_send RECEIPT_WITHOUT_VERSIONS -DNO_Q8 -DENDLESS
slot_send LEASE_SHORTER_THAN_SEND -DNO_Q8 -DENDLESS
slot_send END_WITHOUT_DECIDING -DNO_Q8 -DENDLESS
slot_send SLEEP_UNSETTLED -DNO_Q8 -DENDLESS
slot_send UNKNOWN_IS_NOT_SENT -DNO_Q8 -DENDLESS
slot_send UNKNOWN_RESENT_WITHOUT_DEDUP -DNO_Q8 -DENDLESS
slot_send DEFERRED_FORGETS_EVER_CLAIMED -DDEDUP -DNO_Q8 -DENDLESS
slot_send UNKNOWN_FORGETS_EVER_CLAIMED -DDEDUP -DNO_Q8 -DENDLESS
slot_send REFUSED_FORGETS_UNKNOWN -DDEDUP -DNO_Q8 -DENDLESS
MUTANTS

failed=0
for model in accept_look slot_send; do
  diff <(grep -oE 'MUT_[A-Z_]+' "$here/$model.pml" | grep -v 'MUT_$' | sed 's/^MUT_//' | sort -u) \
    <(awk -v model="$model" '$1 == model { print $2 }' "$folder/mutants" | sort) || failed=1
done

# Only a failed search kills: run.sh ends with 1 then, and with 2 or 3 when it could not build or did not end.
while read -r model name flags; do
  status=0
  read -ra flags <<< "$flags"
  line=$("$here/run.sh" "$folder" "$model" "$name" "-DMUT_$name" "${flags[@]}") || status=$?
  if (( status == 1 )); then
    echo "killed   $line"
  else
    echo "SURVIVES $line"
    failed=1
  fi
done < "$folder/mutants"
exit "$failed"
