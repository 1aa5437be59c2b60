#!/bin/sh
# Speed of kcz-stats on at least 256 MiB of segmented news: counting all words, within a limit of
# memory, pairs and summaries; beside what people type with jq, and DuckDB where node finds it
# (NODE_PATH, or npm install @duckdb/node-api in the current folder). The slow ones get an eighth.
set -eu
cd "$(dirname "$0")/../.."
. tests/bench/lib.sh

corpus=${TMPDIR:-/tmp}/kcz-bench-words.ndjson
if [ ! -s "$corpus" ]; then
    text=$(bench_corpus 64)
    for part in 1 2; do
        bin/kcz-segment -j 0 "$text" | sed "s/\"id\":\"x\"/\"id\":\"$part\"/"
    done >"$corpus.part"
    mv "$corpus.part" "$corpus"
fi
size=$(wc -c <"$corpus")
eighth=$((size / 8))
sample=$corpus.sample
head -c "$eighth" "$corpus" | sed '$d' >"$sample"
sample_size=$(wc -c <"$sample")

bin/kcz-stats "$corpus" | jq -rs --arg mib "$((size >> 20))" 'map({(.what): .n}) | add |
    "stats: \($mib) MiB of segmented records, \(.tokens) words, \(.types) different"'
bench_row 'freq' "$size" bin/kcz-stats freq <"$corpus"
bench_row 'freq --max-mem 64M' "$size" bin/kcz-stats freq --max-mem 64M <"$corpus"
bench_row 'freq --max-mem 4M (spills)' "$size" bin/kcz-stats freq --max-mem 4M <"$corpus"
bench_row 'freq --by .meta.source' "$size" bin/kcz-stats freq --by .meta.source <"$corpus"
bench_row 'overview' "$size" bin/kcz-stats <"$corpus"
bench_row 'ngram' "$size" bin/kcz-stats ngram <"$corpus"
bench_row 'coll --window 3' "$sample_size" bin/kcz-stats coll --window 3 <"$sample"
bench_row 'summary -f text' "$size" bin/kcz-stats summary <"$corpus"
bench_row 'quality' "$sample_size" bin/kcz-stats quality <"$sample"
bench_row 'textrank' "$sample_size" bin/kcz-stats textrank <"$sample"
bench_row "jq | sort | uniq -c | sort" "$sample_size" \
    sh -c "jq -r '.tokens[]' | LC_ALL=C sort | uniq -c | sort -rn" <"$sample"
query="const { DuckDBInstance } = require('@duckdb/node-api');
(async () => {
    const db = await (await DuckDBInstance.create()).connect();
    await db.run('SET threads = 1');
    await db.run(\"COPY (SELECT word, count(*) AS n FROM (SELECT unnest(tokens) AS word FROM \" +
        \"read_json('$corpus', format = 'newline_delimited', columns = {tokens: 'VARCHAR[]'})) \" +
        \"GROUP BY word ORDER BY n DESC, word) TO '/dev/null' (FORMAT csv)\");
})();"
if node -e "require('@duckdb/node-api')" 2>/dev/null; then
    bench_row 'DuckDB, 1 thread' "$size" node -e "$query" </dev/null
else
    echo '  DuckDB: @duckdb/node-api is not installed'
fi
/usr/bin/time -f '  freq: %M KiB resident' bin/kcz-stats freq "$corpus" >/dev/null
/usr/bin/time -f '  freq --max-mem 64M: %M KiB resident' bin/kcz-stats freq --max-mem 64M "$corpus" >/dev/null
/usr/bin/time -f '  ngram --max-mem 64M: %M KiB resident' bin/kcz-stats ngram --max-mem 64M "$corpus" >/dev/null

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
split -n r/1000 -a 3 "$sample" "$folder/part."
for part in "$folder"/part.*; do
    bin/kcz-stats freq --state "$part" >"$folder/state.${part##*.}"
done
/usr/bin/time -f '  merging 1000 states: %M KiB resident, %U + %S CPU s' \
    bin/kcz-stats merge --state "$folder"/state.* >/dev/null
rm -f "$sample"
