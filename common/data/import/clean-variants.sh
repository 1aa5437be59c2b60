#!/bin/sh
# Writes common/data/clean/variants.tsv: the Traditional characters that stand for the Simplified
# ones in which cues.tsv and labels.tsv are written, so that one table of cues serves both scripts.
# Run again when those tables have new characters. Needs Debian's unicode-data, bzip2 and jq.
set -eu
cd "$(dirname "$0")/../clean"
{
    bzcat /usr/share/unicode/Unihan_Variants.txt.bz2 | grep -P '\tkSimplifiedVariant\t' | tr -d '\r'
    printf 'U+4F48\tby hand\tU+5E03\nU+8457\tby hand\tU+7740\n' # 佈 布, 著 着
} | jq -Rrn --rawfile cues cues.tsv --rawfile labels labels.tsv '
    def point: explode | map(if . > 64 then . - 55 else . - 48 end) | reduce .[] as $d (0; . * 16 + $d);
    ([$cues, $labels | split("\n")[] | select(startswith("#") | not)] | join("") | explode | unique
        | map({key: tostring, value: true}) | from_entries) as $used
    | [inputs | split("\t") | (.[0][2:] | point) as $from
        | (.[2] | split(" ")[] | .[2:] | point) as $to
        | select($used[$to | tostring] and ($used[$from | tostring] | not))
        | [[$from], [$to] | implode]]
    | unique_by(.[0])[] | @tsv' >variants.new
{
    echo '# Traditional characters and the Simplified ones that cues.tsv and labels.tsv are written in.'
    echo '# Source: Unicode 15.0, Unihan_Variants.txt, kSimplifiedVariant; 佈 and 著 by hand.'
    echo '# Licence: Unicode License v3. Made by ../import/clean-variants.sh.'
    echo
    cat variants.new
} >variants.tsv
rm variants.new
