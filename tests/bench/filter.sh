#!/bin/sh
# Speed of what all filters share: a filter that changes nothing and one that rewrites the text,
# beside jq, in one run. MiB of input per CPU second (user + system), and start-up in milliseconds.
set -eu
cd "$(dirname "$0")/../.."
. tests/bench/lib.sh

corpus=$(bench_corpus 64)
size=$(wc -c <"$corpus")
printf 'filter: %s\n' "$((size >> 20)) MiB of records"
bench_row 'changes nothing' "$size" build/tests/same <"$corpus"
bench_row 'changes nothing, -j 2' "$size" build/tests/same -j 2 <"$corpus"
bench_row 'rewrites the text' "$size" build/tests/same --swap 'e=E' <"$corpus"
bench_row 'jq -c .' "$size" jq -c . <"$corpus"
for program in bin/kcz-*; do
    bench_startup "$program"
done
