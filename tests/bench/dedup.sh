#!/bin/sh
# Speed of kcz-dedup, step by step: MiB of input per CPU second.
set -eu
cd "$(dirname "$0")/../.."
. tests/bench/lib.sh

corpus=${TMPDIR:-/tmp}/kcz-bench-dedup.ndjson
awk '{ sub(/"id":"x"/, "\"id\":\"r" NR "\""); print }' "$(bench_corpus 64)" >"$corpus"
size=$(wc -c <"$corpus")
printf 'dedup: %s MiB of records\n' "$((size >> 20))"
bench_row 'sign' "$size" bin/kcz-dedup sign <"$corpus"
bench_row 'sign --paragraphs' "$size" bin/kcz-dedup sign --paragraphs <"$corpus"
bin/kcz-dedup sign "$corpus" >"$corpus.signed"
bench_row 'link' "$(wc -c <"$corpus.signed")" bin/kcz-dedup link <"$corpus.signed"
bin/kcz-dedup link "$corpus.signed" >"$corpus.clusters"
bench_row 'drop' "$size" bin/kcz-dedup drop --clusters "$corpus.clusters" <"$corpus"
rm -f "$corpus" "$corpus.signed" "$corpus.clusters"
