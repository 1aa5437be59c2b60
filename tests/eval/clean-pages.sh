#!/bin/sh
# Pages and their articles as an editor would keep them: precision, recall and F1 of the characters
# of the body, and how many of the particulars are exact. First the project's own pages, then those
# of $SHARED, where they are at hand.
set -eu

cd "$(dirname "$0")/../.."
shared=${SHARED:-../shared}
export LC_ALL=C
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${CC:-cc}" -std=c11 -O2 -D_GNU_SOURCE -Icommon tests/eval/clean-pages.c build/common.a -lm \
    -o "$work/score"

# score NAME: records with want.text and the other wanted members on stdin
score() {
    bin/kcz-clean --no-sandbox >"$work/out"
    : >"$work/bodies"
    count=$(wc -l <"$work/out")
    for number in $(seq "$count"); do
        sed -n "${number}p" "$work/out" >"$work/record"
        jq -r .text "$work/record" >"$work/got"
        jq -r .want.text "$work/record" >"$work/gold"
        echo "$(jq -r .id "$work/record") $("$work/score" "$work/got" "$work/gold")"
    done >>"$work/bodies"
    awk -v name="$1" '
        { p = $3 ? $2 / $3 : 1; r = $4 ? $2 / $4 : 1; f = $3 + $4 ? 2 * $2 / ($3 + $4) : 1
          ps += p; rs += r; fs += f; exact += f == 1
          if (f < 0.98) printf "  %-28s P %.4f R %.4f F1 %.4f\n", $1, p, r, f }
        END { printf "%s: %d pages, mean F1 %.4f, P %.4f, R %.4f, %d exact\n", name, NR, fs / NR,
              ps / NR, rs / NR, exact }' "$work/bodies"
    for field in title date source author editor; do
        jq -r --arg field "$field" '
            def words: if type == "array" then join(" ") else . // "" end | gsub("\\s+"; "");
            select(.want[$field] | words != "")
            | (.want[$field] | words) == (.meta[$field] | words)' "$work/out" |
            awk -v field="$field" '{ n++; ok += $1 == "true" }
                END { if (n) printf "  %s %d/%d", field, ok, n }'
    done
    echo
}

for file in pages kinds; do
    jq -Rsc -f tests/clean/pages.jq "tests/clean/$file.txt" | score "own $file"
done

if [ ! -d "$shared/data/clean/gold" ]; then
    echo "gold pages: skipped, $shared/data/clean/gold is absent"
    exit 0
fi
for gold in "$shared"/data/clean/gold/*.json; do
    name=$(basename "$gold" .json)
    page=$shared/data/clean/pages/$name.txt
    [ -e "$page" ] || page=$shared/seeds/$name.txt
    jq -c --arg id "$name" --rawfile text "$page" '{id: $id, text: $text, want: .}' "$gold"
done | score 'gold pages'
