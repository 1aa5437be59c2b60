#!/bin/sh
# Speed of kcz-clean on clean text, on pages that are all furniture, and on text in which every
# document is damaged, in MiB of NDJSON per CPU second (user + system), beside what others offer:
# ftfy where it is installed, jq as the floor for reading and writing such records.
set -eu
cd "$(dirname "$0")/../.."
. tests/bench/lib.sh

corpus=$(bench_corpus 64)
size=$(wc -c <"$corpus")
printf 'clean: %s\n' "$((size >> 20)) MiB of clean records"
bench_row 'kcz-clean' "$size" bin/kcz-clean <"$corpus"
bench_row 'kcz-clean, lines only' "$size" bin/kcz-clean -R all +R R10,R11,R12,R13,R14 <"$corpus"
bench_row 'jq -c .' "$size" jq -c . <"$corpus"

pages=$(mktemp)
trap 'rm -f "$pages" "$pages.all"' EXIT
jq -Rsc -f tests/clean/pages.jq tests/clean/pages.txt | jq -c 'del(.want)' >"$pages"
for _ in $(seq 200); do cat "$pages"; done >"$pages.all"
size=$(wc -c <"$pages.all")
printf 'clean: %s\n' "$((size >> 20)) MiB of web pages"
bench_row 'kcz-clean' "$size" bin/kcz-clean <"$pages.all"
if python3 -c 'import ftfy' 2>/dev/null; then
    bench_row 'ftfy' "$size" python3 -c 'import ftfy, json, sys
for line in sys.stdin:
    record = json.loads(line)
    record["text"] = ftfy.fix_text(record["text"])
    print(json.dumps(record, ensure_ascii=False))' <"$pages.all"
fi

damaged=${SHARED:-../shared}/data/clean/synth_hard.ndjson
if [ -e "$damaged" ]; then
    for _ in $(seq 10); do jq -c '{id, text: .damaged}' "$damaged"; done >"$pages.all"
    size=$(wc -c <"$pages.all")
    printf 'clean: %s\n' "$((size >> 20)) MiB, every document damaged"
    bench_row 'kcz-clean' "$size" bin/kcz-clean <"$pages.all"
fi
bench_startup bin/kcz-clean
