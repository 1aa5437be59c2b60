#!/bin/sh
# Speed of kcz-segment from NDJSON to NDJSON beside its peers on the same text in one run: MiB of
# input per CPU second. The peers read plain lines, write words with spaces, and need no JSON: npm
# @node-rs/jieba and nodejieba (found in NODE_PATH or npm's global folder), Debian's python3-jieba.
set -eu
cd "$(dirname "$0")/../.."
. tests/bench/lib.sh

corpus=$(bench_corpus 64)
size=$(wc -c <"$corpus")
lines=$(mktemp)
jq -r '.text | gsub("\n"; " ")' "$corpus" >"$lines"
few=$(mktemp)
head -c 4000000 "$lines" | sed '$d' >"$few"
NODE_PATH=${NODE_PATH:-$(npm root -g 2>/dev/null || true)}
export NODE_PATH

printf 'segment: %s of records, %s of text\n' "$((size >> 20)) MiB" \
    "$(($(wc -c <"$lines") >> 20)) MiB"
bench_row 'kcz-segment' "$size" bin/kcz-segment <"$corpus"
bench_row 'kcz-segment --pos' "$size" bin/kcz-segment --pos <"$corpus"
bench_row 'kcz-segment -j 2' "$size" bin/kcz-segment -j 2 <"$corpus"

# node_row PACKAGE PROGRAM: a peer on plain lines
node_row() {
    if node -e "require('$1')" 2>/dev/null; then
        bench_row "npm $1" "$(wc -c <"$lines")" node -e "$2
            require('readline').createInterface({input: process.stdin})
                .on('line', (line) => process.stdout.write(cut(line).join(' ') + '\n'))" <"$lines"
    else
        echo "npm $1 is not installed: skipped"
    fi
}
node_row @node-rs/jieba "const m = require('@node-rs/jieba')
    const j = m.Jieba.withDict(require('@node-rs/jieba/dict').dict)
    const cut = (line) => j.cut(line, true)"
node_row nodejieba "const j = require('nodejieba'); j.load()
    const cut = (line) => j.cut(line, true)"
if /usr/bin/python3 -c 'import jieba' 2>/dev/null; then
    bench_row 'python3-jieba' "$(wc -c <"$few")" /usr/bin/python3 -c 'import jieba, sys
jieba.setLogLevel(60)
for line in sys.stdin: print(" ".join(jieba.cut(line.rstrip("\n"))))' <"$few"
else
    echo 'python3-jieba is not installed: skipped'
fi
if command -v valgrind >/dev/null; then
    head -n 200 "$corpus" >"$few"
    : >"$few.empty"
    count() {
        valgrind --tool=callgrind --callgrind-out-file=/dev/null bin/kcz-segment --no-sandbox "$1" \
            2>&1 >/dev/null | sed -n 's/.*Collected : //p'
    }
    awk -v all="$(count "$few")" -v start="$(count "$few.empty")" -v bytes="$(wc -c <"$few")" \
        'BEGIN { printf "instructions a byte: %.1f\n", (all - start) / bytes }'
    rm -f "$few.empty"
fi
rm -f "$lines" "$few"
