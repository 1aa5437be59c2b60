#!/bin/sh
# Writes common/data/clean/readings.tsv: the Mandarin readings of the Hanzi of code page 936, from the
# Unihan database (Debian package unicode-data). Run clean-cp936.sh first.
set -eu
cd "$(dirname "$0")/../clean"
unihan=/usr/share/unicode/Unihan_Readings.txt.bz2
{
    cat <<'HEAD'
# Hanzi of code page 936 and their readings, the customary one first.
# Source: Unihan_Readings.txt of Unicode 15.0.0 (fields kMandarin, kHanyuPinlu, kXHC1983, kTGHZ2013,
# kHanyuPinyin). Copyright 1991-2022 Unicode, Inc.; Unicode License V3.
HEAD
    bzcat $unihan | jq -Rrn --rawfile cells cp936.tsv '
        def hex: ascii_downcase | explode
            | reduce .[] as $c (0; . * 16 + (if $c > 57 then $c - 87 else $c - 48 end));
        ($cells | explode | map(select(. >= 13312 and . <= 40959) | {key: tostring, value: true})
            | from_entries) as $known
        | {"kMandarin": 0, "kHanyuPinlu": 1, "kXHC1983": 2, "kTGHZ2013": 3, "kHanyuPinyin": 4} as $rank
        | reduce (inputs | split("\t") | select(length == 3 and $rank[.[1]] != null)) as $row ({};
            ($row[0][2:] | hex | tostring) as $key
            | if $known[$key] then
                .[$key][$rank[$row[1]]] = [$row[2] | split(" ")[] | sub("\\(.*"; "")
                    | if $rank[$row[1]] > 1 then sub(".*:"; "") else . end | split(",")[]]
              else . end)
        | to_entries | sort_by(.key | tonumber)[]
        | ([.key | tonumber] | implode) + "\t"
            + (reduce (.value | map(. // []) | add | .[]) as $r ([];
                if index($r) then . else . + [$r] end) | join(" "))'
} > readings.tsv
