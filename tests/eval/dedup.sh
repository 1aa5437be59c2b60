#!/bin/sh
# Precision and recall of kcz-dedup on reposts made from the news text beside the project: other
# titles, datelines, bylines and boilerplate, lost text, Traditional mirrors that kcz-t2s turns back.
set -eu
cd "$(dirname "$0")/../.."
news=${SHARED:-../shared}/data/raw/xwlb.txt.zst
if [ ! -e "$news" ]; then
    echo "dedup: skipped, $news is absent"
    exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
zstdcat "$news" | head -n 40000 |
    perl tests/eval/dedup-synthesize.pl common/data/t2s/opencc-ts-characters.tsv |
    bin/kcz-t2s >"$work/records"
bin/kcz-dedup sign "$work/records" | bin/kcz-dedup link >"$work/clusters"
echo 'dedup, synthetic reposts:'
perl tests/eval/dedup-score.pl "$work/records" "$work/clusters"
