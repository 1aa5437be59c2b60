#!/bin/sh
# Text damaged as the mirrors do and its truth: how many documents come back exactly, and how many of
# the repairs that are taken at the default margin stand in the truth; then how many of those in which
# bytes were shifted and none eaten. White space and the width of letters count for nothing; U+FFFD
# stands for any one character.
set -eu

cd "$(dirname "$0")/../.."
shared=${SHARED:-../shared}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for set in synth synth_hard; do
    file=$shared/data/clean/$set.ndjson
    [ -e "$file" ] || { echo "clean-synth: $file is absent, skipped"; continue; }
    jq -c '{text: .damaged, truth, hit: (.damaged | test("\\?[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+\\)"))}' "$file" \
        >"$work/in"
    bin/kcz-clean --explain "$work/in" >"$work/out"
    jq -r '
        def squeeze: gsub("\\s+"; "") | explode
            | map(if (. >= 65296 and . <= 65305) or (. >= 65313 and . <= 65338)
                     or (. >= 65345 and . <= 65370) then . - 65248 else . end) | implode;
        def pattern: gsub("(?<c>[^\\p{L}\\p{N}\uFFFD])"; "\\" + .c) | gsub("\uFFFD"; ".");
        (.truth | squeeze) as $truth | (.text | squeeze) as $text
        | [.kcz.clean.notes[]? | select(.rule == "R3" and has("now")) | .now | squeeze] as $taken
        | [($text == $truth or (($text | contains("\uFFFD"))
                                and ($truth | test("^" + ($text | pattern) + "$")))),
           (.hit and ($text | contains("\uFFFD") | not)),
           ($taken | length),
           ([$taken[] | pattern as $p | select($truth | test($p))] | length)] | @tsv' "$work/out" |
        awk -v set="$set" '
            { docs++; exact += $1 == "true"; taken += $3; right += $4 }
            $2 == "true" { hit++; mended += $1 == "true" }
            END { printf "%s: %d of %d documents exact (%.4f), %d of %d repairs taken in the truth (%.4f)\n",
                  set, exact, docs, exact / docs, right, taken, taken ? right / taken : 1
                printf "%s: %d of %d with shifted bytes and none eaten exact (%.4f)\n",
                  set, mended, hit, hit ? mended / hit : 1 }'
done
