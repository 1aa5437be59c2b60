#!/bin/bash
# What GNU parallel adds to the processor time of a pipe of four programs: user + system of all
# processes, the best of three runs (ROUNDS), in turns; the outputs must be the same bytes. Then the pace of
# each program of the whole pipeline, for plans such as the one in kcz-scale(7).
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/bench/lib.sh
export PATH=$PWD/bin:$PATH
command -v parallel >/dev/null || { echo 'scale: GNU parallel is absent'; exit 0; }

corpus=$(bench_corpus 64)
size=$(wc -c <"$corpus")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
split -n l/4 "$corpus" "$work/shard."
export work corpus

pipeline() {
    kcz-clean -q | kcz-t2s -q | kcz-segment -q | kcz-ner -q
}
plain() {
    pipeline <"$corpus"
}
blocks() {
    parallel --will-cite --pipe-part -a "$corpus" --block 16M -k -j2 pipeline
}
shards() {
    SHELL=/bin/bash parallel --will-cite -j2 'pipeline <{} >{}.out' ::: "$work"/shard.??
    cat "$work"/shard.??.out
}
export -f pipeline plain blocks shards

# cpu FORM: processor seconds of one run; its output goes to $work/FORM
cpu() {
    bash -c 'TIMEFORMAT="%U %S"; { time "$0" >"$work/$0" 2>/dev/null; } 2>&1' "$1" | awk '{ print $1 + $2 }'
}

declare -A best
for _ in $(seq "${ROUNDS:-3}"); do
    for form in plain blocks shards; do
        best[$form]=$( { cpu "$form"; echo "${best[$form]-}"; } | awk 'NF' | sort -g | head -n 1)
    done
done
cmp "$work/plain" "$work/blocks"
cmp "$work/plain" "$work/shards"
printf 'scale: kcz-clean | kcz-t2s | kcz-segment | kcz-ner, %s MiB of records\n' "$((size >> 20))"
for form in plain blocks shards; do
    awk -v name="$form" -v cpu="${best[$form]}" -v plain="${best[plain]}" -v bytes="$size" 'BEGIN {
        label["plain"] = "one pipe"; label["blocks"] = "parallel --pipe-part 16M -j2"
        label["shards"] = "parallel over 4 shards -j2"
        printf "  %-28s %8.3f CPU s %8.1f MiB/CPU s %6.2f x\n", label[name], cpu, bytes / 1048576 / cpu, cpu / plain }'
done
in=$corpus
for program in kcz-clean kcz-t2s kcz-segment kcz-ner kcz-facts; do
    bench_row "$program" "$size" "$program" -q <"$in"
    "$program" -q <"$in" >"$work/next" 2>/dev/null
    mv "$work/next" "$work/in"
    in=$work/in
done
