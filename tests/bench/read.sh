#!/bin/sh
# Speed of kcz-read: MiB of input per CPU second (user + system), by encoding and shape, beside
# iconv, which decodes but neither detects nor makes records, and uchardet, which only detects; and
# of --html beside xmllint, which parses the same page by the same library into a tree.
set -eu
cd "$(dirname "$0")/../.."
. tests/bench/lib.sh

work=$(mktemp -d)
jq -r .text "$(bench_corpus 64)" >"$work/UTF-8"
iconv -c -f UTF-8 -t GB18030 "$work/UTF-8" >"$work/GB18030"
iconv -c -f UTF-8 -t UTF-16LE "$work/UTF-8" >"$work/UTF-16LE"
iconv -c -f UTF-8 -t BIG5-HKSCS "$work/UTF-8" >"$work/BIG5-HKSCS"
split -n l/4000 -a 4 "$work/GB18030" "$work/small."
awk '{ print "<div class=\"item\"><h2><a href=\"/n/" NR "\">" substr($0, 1, 48) "</a></h2><p>" $0 "<br></p></div>" }' \
    "$work/UTF-8" >"$work/html"

# row NAME FILE COMMAND...
row() {
    name=$1 file=$2
    shift 2
    bench_row "$name" "$(wc -c <"$file")" "$@" <"$file"
}

printf 'read: %s\n' "$(($(wc -c <"$work/UTF-8") >> 20)) MiB of UTF-8 text"
for encoding in UTF-8 GB18030 BIG5-HKSCS UTF-16LE; do
    row "$encoding" "$work/$encoding" bin/kcz-read
    row "$encoding --lines" "$work/$encoding" bin/kcz-read --lines
    row "$encoding iconv" "$work/$encoding" iconv -f "$encoding" -t UTF-8
    command -v uchardet >/dev/null && row "$encoding uchardet" "$work/$encoding" uchardet
done
row 'GB18030 in 4000 files' "$work/GB18030" bin/kcz-read "$work"/small.*
row 'HTML --html' "$work/html" bin/kcz-read --html
command -v xmllint >/dev/null && row 'HTML xmllint' "$work/html" xmllint --html --noout -
bench_startup bin/kcz-read
rm -rf "$work"
