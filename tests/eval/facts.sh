#!/bin/bash
# Precision, recall and F of kcz-facts: on the documents in tests/facts (posts by person and post,
# signed by pairs across sides, pilots by place and programme), and on the annotated pages in
# $SHARED/data/ner/gold; each with the annotated entities and with those that kcz-ner finds.
set -euo pipefail
cd "$(dirname "$0")/../.."
PATH=$PWD/${BIN:-bin}:$PATH
gold=${SHARED:-../shared}/data/ner/gold
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# tuples FULL: records to the lines that are compared
tuples() {
    jq -r --argjson full "$1" -f tests/eval/facts.jq | LC_ALL=C sort -u
}

# score TITLE: wanted and found to a table
score() {
    printf '%s\n' "$1"
    LC_ALL=C comm -12 "$work/wanted" "$work/found" >"$work/right"
    awk -F '\t' '
        FILENAME == ARGV[1] { wanted[$2]++ }
        FILENAME == ARGV[2] { found[$2]++ }
        FILENAME == ARGV[3] { right[$2]++ }
        END {
            for (type in wanted) {
                p = found[type] ? right[type] / found[type] : 0
                r = right[type] / wanted[type]
                printf "  %-16s P %5.1f  R %5.1f  F %5.1f  (%d of %d, %d found)\n", type, 100 * p,
                    100 * r, p + r ? 200 * p * r / (p + r) : 0, right[type], wanted[type], found[type]
            }
        }' "$work/wanted" "$work/found" "$work/right" | LC_ALL=C sort
}

# The lines of tests/facts/*.facts as the tuples above.
own_wanted() { # FOLDER
    for file in "$1"/*.facts; do
        jq -rR --arg id "$(basename "$file" .facts)" '
            split("\t") as $f
            | if $f[0] == "signed" then
                  ($f[1] | split(" | ") | map(split("、"))) as $p
                  | range($p | length) as $i | range($i + 1; $p | length) as $j
                  | $p[$i][] as $a | $p[$j][] as $b | [$id, "signed"] + ([$a, $b] | sort)
              else [$id] + $f[:3] end
            | @tsv' "$file"
    done | LC_ALL=C sort -u
}

for file in tests/facts/*.txt; do
    jq -Rs --arg id "$(basename "$file" .txt)" -cf tests/facts/markup.jq "$file"
done >"$work/own"
own_wanted tests/facts | grep -P '\t(post|signed|pilot)\t' >"$work/wanted"
kcz-facts "$work/own" | tuples true | grep -P '\t(post|signed|pilot)\t' >"$work/found"
score "tests/facts, annotated entities"
jq -c 'del(.entities)' "$work/own" | kcz-ner | kcz-facts | tuples true |
    { grep -P '\t(post|signed|pilot)\t' || true; } >"$work/found"
score "tests/facts, entities of kcz-ner"

# Documents with facts beside their entities; a metric by its measure and quantity.
own=tests/eval/entities
for file in "$own"/*.txt; do
    jq -Rs --arg id "$(basename "$file" .txt)" -cf tests/facts/markup.jq "$file"
done | jq -c 'del(.entities)' | kcz-ner | kcz-facts | tuples true |
    grep -P '\t(post|signed|pilot|metric)\t' >"$work/found"
own_wanted "$own" | grep -P '\t(post|signed|pilot|metric)\t' >"$work/wanted"
score "$own, entities of kcz-ner"

if [ ! -d "$gold" ]; then
    echo "$gold is absent: annotated pages skipped"
    exit 0
fi
for text in "$gold"/*.clean.txt; do
    name=$(basename "$text" .clean.txt)
    jq -Rs --arg id "$name" --slurpfile entities "$gold/$name.entities.ndjson" \
        '{id: $id, text: ., entities: ($entities | map(del(.nested)))}' -c "$text" >>"$work/pages"
    jq -sc --arg id "$name" '{id: $id, facts: .}' "$gold/$name.facts.ndjson" >>"$work/gold"
done
tuples false <"$work/gold" >"$work/wanted"
kcz-facts "$work/pages" | tuples false >"$work/found"
score "annotated pages, annotated entities"
jq -c 'del(.entities)' "$work/pages" | kcz-ner | kcz-facts | tuples false >"$work/found"
score "annotated pages, entities of kcz-ner"
