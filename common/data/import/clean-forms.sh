#!/bin/sh
# Writes common/data/clean/forms.tsv: radicals and compatibility ideographs and the characters that
# they stand for, from the Unicode Character Database (Debian package unicode-data).
set -eu
cd "$(dirname "$0")/../clean"
unicode=/usr/share/unicode
{
    cat <<'HEAD'
# Radicals (U+2E80 to U+2FD5) and CJK compatibility ideographs and the unified ideographs that they
# stand for. Source: EquivalentUnifiedIdeograph.txt and the canonical mappings of UnicodeData.txt,
# Unicode 15.0.0. Copyright 1991-2022 Unicode, Inc.; Unicode License V3.
HEAD
    {
        awk '/^2[EF]/ { split($1, range, "[.][.]"); print range[1], range[2] ? range[2] : range[1], $3 }' \
            $unicode/EquivalentUnifiedIdeograph.txt
        awk -F';' '$1 ~ /^(F[9A]..|2F[89A]..)$/ && $6 ~ /^[0-9A-F]+$/ { print $1, $1, $6 }' \
            $unicode/UnicodeData.txt
    } | jq -Rr '
        def hex: ascii_downcase | explode
            | reduce .[] as $c (0; . * 16 + (if $c > 57 then $c - 87 else $c - 48 end));
        split(" ") as [$from, $to, $is]
        | range($from | hex; ($to | hex) + 1) | "\([.] | implode)\t\([$is | hex] | implode)"' |
        LC_ALL=C sort -u
} > forms.tsv
