#!/bin/sh
# Speed of kcz-facts on records that kcz-ner has annotated: MiB of input per CPU second, as records,
# as a network, and beside jq that only reads them.
set -eu
cd "$(dirname "$0")/../.."
. tests/bench/lib.sh

corpus=$(bench_corpus 8)
annotated=${TMPDIR:-/tmp}/kcz-bench-facts.ndjson
bin/kcz-ner -j 0 "$corpus" >"$annotated"
size=$(wc -c <"$annotated")
printf 'facts: %s of annotated records, %s of them text\n' "$((size >> 20)) MiB" \
    "$(($(jq -r .text "$annotated" | wc -c) >> 20)) MiB"
bench_row 'kcz-facts' "$size" bin/kcz-facts <"$annotated"
bench_row 'kcz-facts --graph ndjson' "$size" bin/kcz-facts --graph ndjson <"$annotated"
bench_row 'jq -c .' "$size" jq -c . <"$annotated"
rm -f "$annotated"
