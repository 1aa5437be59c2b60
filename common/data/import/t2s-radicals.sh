#!/bin/sh
# Derives common/data/t2s/radicals.tsv from the Unicode Character Database (Debian's unicode-data):
# radicals U+2E80..U+2FD5 and the unified ideographs that look the same. Run from the project's root.
set -eu
export LC_ALL=C

source=${1:-/usr/share/unicode/EquivalentUnifiedIdeograph.txt}
{
    printf '# CJK and Kangxi radicals, as they come out of PDF files, and the ideographs that look the same.\n'
    printf '# Source: Unicode 15.0 EquivalentUnifiedIdeograph.txt, by common/data/import/t2s-radicals.sh\n'
    printf '# Licence: Unicode. Columns: key, value.\n'
    awk '
    function number(hex, i, n) {
        n = 0
        for (i = 1; i <= length(hex); i++)
            n = n * 16 + index("0123456789ABCDEF", substr(hex, i, 1)) - 1
        return n
    }
    function utf8(n) {
        if (n < 65536)
            return sprintf("%c%c%c", 224 + int(n / 4096), 128 + int(n / 64) % 64, 128 + n % 64)
        return sprintf("%c%c%c%c", 240 + int(n / 262144), 128 + int(n / 4096) % 64,
            128 + int(n / 64) % 64, 128 + n % 64)
    }
    /^2[EF]/ {
        split($1, range, "[.][.]")
        last = number(range[2] == "" ? range[1] : range[2])
        for (code = number(range[1]); code <= last; code++)
            if (code <= 12245)
                print utf8(code) "\t" utf8(number($3))
    }' "$source" | sort
} >common/data/t2s/radicals.tsv
