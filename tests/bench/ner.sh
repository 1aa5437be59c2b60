#!/bin/sh
# Speed of kcz-ner with and without its model: MiB of input per CPU second, beside taggers that can be
# installed, jieba.posseg (Debian: python3-jieba) and nodejieba (npm), on part of the same text in
# the same run.
set -eu
cd "$(dirname "$0")/../.."
. tests/bench/lib.sh

corpus=$(bench_corpus 8)
size=$(wc -c <"$corpus")
little=${TMPDIR:-/tmp}/kcz-bench-ner.txt
head -n 100 "$corpus" | jq -r .text >"$little"
part=$(wc -c <"$little")
printf 'ner: %s MiB of records, peers %s KiB of text\n' "$((size >> 20))" "$((part >> 10))"
bench_row 'kcz-ner' "$size" bin/kcz-ner <"$corpus"
bench_row 'kcz-ner --rules-only' "$size" bin/kcz-ner --rules-only <"$corpus"
python=/usr/bin/python3
if $python -c 'import jieba.posseg' 2>/dev/null; then
    bench_row 'jieba.posseg' "$part" $python -c '
import sys, jieba, jieba.posseg
jieba.setLogLevel(60)
for line in sys.stdin:
    sum(1 for _ in jieba.posseg.cut(line))' <"$little"
fi
if node -e 'require("nodejieba")' 2>/dev/null; then
    bench_row 'nodejieba.tag' "$part" node -e '
const jieba = require("nodejieba");
for (const line of require("fs").readFileSync(0, "utf8").split("\n")) jieba.tag(line);' <"$little"
fi
rm -f "$little"
