#!/bin/sh
# Speed of kcz-t2s on Traditional records beside the installable converters and jq, in one run: MiB
# of input per CPU second (user + system), peak memory, start-up. Records: tests/bench/lib.sh's, made
# Traditional with the tables of common/data/t2s read backwards.
set -eu
cd "$(dirname "$0")/../.."
. tests/bench/lib.sh

size_of() {
    wc -c <"$1"
}

corpus=${TMPDIR:-/tmp}/kcz-bench-t2s.ndjson
if [ ! -s "$corpus" ]; then
    # Of the characters that become the same one the first that is not rare is taken.
    awk -F '\t' 'FILENAME ~ /rare/ { rare[$1]; next }
        /^#/ || $1 in rare { next }
        { split($2, to, " ")
          if (to[1] != $1 && length($1) == 3 && length(to[1]) == 3 && !(to[1] in done)) {
              done[to[1]]; print "s/" to[1] "/" $1 "/g" } }' \
        common/data/t2s/opencc-ts-rare.tsv common/data/t2s/opencc-ts-characters.tsv |
        LC_ALL=C sort >"$corpus.sed"
    bench_corpus 64 >"$corpus.name"
    LC_ALL=C awk 'FILENAME ~ /sed$/ { split($0, part, "/"); map[part[2]] = part[3]; next }
        { line = ""
          for (i = 1; i <= length($0);) {
              n = substr($0, i, 1) < "\340" ? 1 : 3
              c = substr($0, i, n); line = line (c in map ? map[c] : c); i += n }
          print line }' "$corpus.sed" "$(cat "$corpus.name")" >"$corpus.part"
    mv "$corpus.part" "$corpus"
fi
size=$(size_of "$corpus")
printf 't2s: %s of Traditional records\n' "$((size >> 20)) MiB"
for profile in auto t2s tw2s hk2s tw2sp hk2sp; do
    bench_row "kcz-t2s -p $profile" "$size" bin/kcz-t2s -p $profile <"$corpus"
done
bench_row 'kcz-t2s --edits' "$size" bin/kcz-t2s --edits <"$corpus"
bench_row 'kcz-t2s --compat=opencc' "$size" bin/kcz-t2s --compat=opencc <"$corpus"
bench_row 'jq -c .' "$size" jq -c . <"$corpus"
head -c 4194304 "$corpus" >"$corpus.piece"
piece=$(size_of "$corpus.piece")
for tool in opencc cconv; do
    if ! command -v $tool >/dev/null; then
        echo "  $tool is not installed"
    elif [ $tool = opencc ]; then
        bench_row 'opencc (Debian), 4 MiB raw' "$piece" opencc -c t2s <"$corpus.piece"
    else
        bench_row 'cconv (Debian), 4 MiB raw' "$piece" \
            cconv -f UTF8 -t UTF8-CN <"$corpus.piece"
    fi
done
bash -c 'bin/kcz-t2s <"$0" >/dev/null & for i in 1 2 3 4 5 6 7 8 9; do
    grep VmHWM /proc/$!/status 2>/dev/null; sleep 0.02; done | tail -n 1' "$corpus" |
    awk '{ printf "  %-28s %8.1f MiB peak memory\n", "kcz-t2s", $2 / 1024 }'
bench_startup bin/kcz-t2s
