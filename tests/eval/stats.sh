#!/bin/bash
# Is kcz-stats right? Counts against jq, sort and uniq; quantiles, distinct values and heavy hitters
# estimated by --approx against the exact ones; keyness and association against their formulas in
# jq, on the news beside the project.
set -euo pipefail
cd "$(dirname "$0")/../.."
PATH=$PWD/${BIN:-bin}:$PATH
words=${SHARED:-../shared}/data/silver/segment.fool.txt.zst
if [ ! -e "$words" ]; then
    echo "stats: skipped, $words is absent"
    exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C

{ zstdcat "$words" || true; } | head -n 30000 |
    jq -Rc '{id: "p\(input_line_number)", meta: {part: (input_line_number % 7)},
             tokens: (split(" ") | map(select(. != "")))}' >"$work/news"
kcz-stats freq --df --format tsv "$work/news" | sed 1d | cut -f 1-3 | sort >"$work/found"
jq -r '.tokens[] | [.] | @tsv' "$work/news" | sort | uniq -c | awk '{ print $2 "\t" $1 }' >"$work/f"
jq -r '.tokens | unique[] | [.] | @tsv' "$work/news" | sort | uniq -c | awk '{ print $2 "\t" $1 }' >"$work/df"
join -t "$(printf '\t')" "$work/f" "$work/df" >"$work/wanted"
printf 'stats: %d words, %d different\n' "$(awk -F '\t' '{ n += $2 } END { print n }' "$work/f")" \
    "$(wc -l <"$work/f")"
printf '  words whose f or df differ from jq | sort | uniq -c: %d\n' \
    "$(LC_ALL=C comm -3 "$work/found" "$work/wanted" | wc -l)"

kcz-stats freq --approx --min 1000 "$work/news" >"$work/approx"
jq -r -s --argjson types "$(wc -l <"$work/f")" '.[0] |
    "  --approx: distinct off by \((.n - $types) / $types * 1000 | round / 10) % (one standard error: 0.8 %)"' \
    "$work/approx"
jq -r 'select(.what == "value") | [.value, .n, .error] | @tsv' "$work/approx" |
    awk -F '\t' 'NR == FNR { f[$1] = $2; next }
        $2 > f[$1] || $2 + $3 < f[$1] { wrong++ }
        END { printf "  --approx: frequent values outside of their bounds: %d of %d\n", wrong, FNR }' \
        "$work/f" -

kcz-stats summary -f .tokens "$work/news" >"$work/exact"
kcz-stats summary -f .tokens --approx "$work/news" >"$work/approx"
jq -r -n --slurpfile a "$work/approx" --slurpfile e "$work/exact" '
    [("q05", "q25", "median", "q75", "q95", "mean") as $q
        | (($a[0][$q] - $e[0][$q]) / $e[0][$q] | fabs)] | max * 10000 | round / 100
    | "  --approx: worst quantile or mean off by \(.) % (bound: 1 %)"'

kcz-stats coll --min 20 "$work/news" >"$work/coll"
jq -r -n --slurpfile total <(kcz-stats coll --state "$work/news" | jq -c 'select(.total == ["values"]).v[0]') '
    def log2: log / (2 | log);
    def cell($o; $e): if $o > 0 then $o * ($o / $e | log) else 0 end;
    [inputs | . as $r | $total[0] as $n | ($r.f1 * $r.f2 / $n) as $e
        | (2 * (cell($r.n; $e) + cell($r.f1 - $r.n; $r.f1 * ($n - $r.f2) / $n)
            + cell($r.f2 - $r.n; ($n - $r.f1) * $r.f2 / $n)
            + cell($n - $r.f1 - $r.f2 + $r.n; ($n - $r.f1) * ($n - $r.f2) / $n))) as $g2
        | ($r.mi - ($r.n / $e | log2) | fabs), ($r.t - ($r.n - $e) / ($r.n | sqrt) | fabs),
          (($r.g2 - $g2) / ($g2 + 1) | fabs), ($r.logdice - (14 + (2 * $r.n / ($r.f1 + $r.f2) | log2)) | fabs)]
    | "  coll: greatest difference of MI, t, G2 and logDice from their formulas over \(length / 4) pairs: \(max)"' \
    "$work/coll"

for k in 2 5; do
    rm -f "$work"/shard.* "$work"/state.*
    split -n r/$k "$work/news" "$work/shard."
    for shard in "$work"/shard.*; do
        kcz-stats disp --by .meta.part --state "$shard" >"$work/state.${shard##*.}"
    done
    kcz-stats merge "$work"/state.* | cmp - <(kcz-stats disp --by .meta.part "$work/news") &&
        printf '  disp over %d shards: the same bytes\n' "$k"
done
