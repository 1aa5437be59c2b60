#!/bin/sh
# Accuracy of kcz-ner: exact span and type, P/R/F in per cent. First the flat layer on annotated
# documents, by type (names inside a flat entity of another kind, and parts of an address chain, count
# neither for nor against); then PER, LOC and ORG on sentences with BIO labels from other domains.
set -eu
cd "$(dirname "$0")/../.."
SHARED=${SHARED:-../shared}
PATH=$PWD/bin:$PATH
data=$SHARED/data/ner
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

score() { # rows of "TYPE right found true"
    awk '{ r[$1] += $2; p[$1] += $3; t[$1] += $4
           if ($1 ~ /^(PER|LOC|ORG)$/) { r["PER+LOC+ORG"] += $2; p["PER+LOC+ORG"] += $3; t["PER+LOC+ORG"] += $4 } }
         END { for (k in t) printf "  %-12s P %5.1f  R %5.1f  F %5.1f  (%d)\n", k, p[k] ? 100 * r[k] / p[k] : 0,
                      t[k] ? 100 * r[k] / t[k] : 0, p[k] + t[k] ? 200 * r[k] / (p[k] + t[k]) : 0, t[k] }' | sort
}

for text in "$data"/gold/*.clean.txt; do
    [ -e "$text" ] || continue
    base=${text%.clean.txt}
    jq -Rsc '{text: .}' "$text" | kcz-ner |
        jq -r --slurpfile gold "$base.entities.ndjson" '
            def key: "\(.start) \(.end) \(.type)";
            def name: .type == "PER" or .type == "LOC" or .type == "ORG";
            ($gold | map(select(.nested | not))) as $flat
            | ($flat | map({(key): true}) | add) as $true
            | ($flat | map(select(name | not))) as $hide
            | ($gold | map(select(.nested and .type == "LOC") | {("\(.start) \(.end)"): true}) | add // {}) as $chain
            | [.entities[] | . as $e
               | select($true[key] or (name | not)
                        or ((any($hide[]; .start <= $e.start and $e.end <= .end)
                             or (.type == "LOC" and $chain["\(.start) \(.end)"])) | not))] as $found
            | ($found[] | "\(.type) \(if $true[key] then 1 else 0 end) 1 0"),
              ($flat[] | "\(.type) 0 0 1")'
done >"$scratch/rows"
if [ -s "$scratch/rows" ]; then
    echo "annotated documents, flat layer"
    score <"$scratch/rows"
fi

# Own documents, annotated before they were first read by the program; exact span and type, all types.
for text in tests/eval/entities/*.txt; do
    jq -Rsc --arg id "$text" -f tests/facts/markup.jq "$text"
done >"$scratch/own"
jq -c 'del(.entities)' "$scratch/own" | kcz-ner |
    jq -r --slurpfile gold "$scratch/own" '
        def keys: [.entities[] | "\(.start) \(.end) \(.type)"];
        .id as $id | keys as $found | ($gold[] | select(.id == $id) | keys) as $true
        | ($found[] | "\(split(" ")[2]) \(if IN($true[]) then 1 else 0 end) 1 0"),
          ($true[] | "\(split(" ")[2]) 0 0 1")' >"$scratch/rows"
echo "tests/eval/entities"
score <"$scratch/rows"

for name in uner_gsd.dev pdtime.dev msra.dev; do
    gold=$data/$name.bio
    [ -e "$gold" ] || continue
    awk -F '\t' 'NF == 2 { text = text $1; next } { if (text != "") print text; text = "" }
                 END { if (text != "") print text }' "$gold" |
        jq -Rc '{text: .}' | kcz-ner --format bio >"$scratch/found"
    awk 'NF' "$gold" | cut -f 2 >"$scratch/a"
    awk 'NF' "$scratch/found" | cut -f 2 >"$scratch/b"
    echo "$name"
    if [ "$(wc -l <"$scratch/a")" != "$(wc -l <"$scratch/b")" ]; then
        echo "  the texts differ in length"
        continue
    fi
    # A span counts when it begins and ends alike on both sides; a new sentence begins with B or O.
    paste "$scratch/a" "$scratch/b" | awk -F '\t' '
        function kind(label) { label = substr(label, 3); return label ~ /^(PER|LOC|ORG)$/ ? label : "" }
        function close_span(side) {
            if (type[side] != "") { spans[side, start[side] " " n - 1 " " type[side]] = 1
                                    print type[side], 0, side == 2, side == 1 }
            type[side] = "" }
        { n++
          for (side = 1; side <= 2; side++) {
              label = $side
              if (label !~ /^I-/ || kind(label) != type[side]) close_span(side)
              if (label ~ /^B-/ && kind(label) != "") { type[side] = kind(label); start[side] = n } } }
        END { n++; close_span(1); close_span(2)
              for (s in spans) { split(s, part, SUBSEP)
                  if (part[1] == 1 && ((2 SUBSEP part[2]) in spans)) { split(part[2], bit, " "); print bit[3], 1, 0, 0 } } }' |
        score
done
