#!/bin/sh
# Encoding detection: how many of 200 documents of each kind and length are recognised, by kcz-read
# and, where installed, by uchardet and enca. Text: newspaper and web sentences, Simplified and
# Traditional, none of which the frequencies were counted on. Damage: "pinyin", readings put between
# the bytes of other characters as kcz-clean.1 tells; "1 %", every 100th byte replaced by one that is
# never valid; "lost", every 200th byte missing, which shifts the pairs up to the next ASCII.
set -eu

cd "$(dirname "$0")/../.."
data=${SHARED:-../shared}/data
if [ ! -e "$data/t2s/simplified.txt" ] || [ ! -e "$data/clean/synth.ndjson" ]; then
    echo "read: skipped, $data is absent"
    exit 0
fi
export LC_ALL=C
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# texts CHARACTERS: 200 pieces of that many characters, spread over the lines on stdin, with two
# Hanzi in them at least.
texts() {
    tr -d ' \n' | LC_ALL=C.UTF-8 grep -oE ".{$1}" |
        LC_ALL=C.UTF-8 grep -aP '\p{Han}.*\p{Han}' >"$work/pieces"
    awk -v every="$(($(wc -l <"$work/pieces") / 200))" \
        'NR % every == 0 && count < 200 { count++; print }' "$work/pieces"
}

annotate() {
    printf '%s\n' 會:huì 國:guó 學:xué 業:yè 發:fā 開:kāi 來:lái 長:zhǎng 經:jīng 產:chǎn 術:shù \
        動:dòng 現:xiàn 機:jī 體:tǐ 員:yuán 區:qū 進:jìn 設:shè 義:yì 關:guān 華:huá 東:dōng 時:shí |
        awk -F : '{ print "s/" $1 "/" $1 "(" $2 ")/g" }' | iconv -f UTF-8 -t GB18030 >"$work/sed"
    sed -f "$work/sed"
}

# documents KIND: stdin, lines in UTF-8 → one file a line in $work/docs, in the kind's encoding
documents() {
    rm -rf "$work/docs"
    mkdir "$work/docs"
    case $1 in
    *GB*) to=GB18030 ;;
    *Big5*) to=BIG5-HKSCS ;;
    *UTF-16LE*) to=UTF-16LE ;;
    *UTF-16BE*) to=UTF-16BE ;;
    *) to=UTF-8 ;;
    esac
    number=100
    while IFS= read -r line; do
        printf '%s' "$line" | iconv -c -f UTF-8 -t "$to" |
            case $1 in
            *pinyin*) annotate ;;
            *1\ %*) sed 's/\(.\{99\}\)./\1\xFF/g' ;;
            *lost*) sed 's/\(.\{199\}\)./\1/g' ;;
            *) cat ;;
            esac >"$work/docs/$number"
        number=$((number + 1))
    done
}

# How many of the names on stdin are the one that is expected.
correct() {
    tr '[:lower:]' '[:upper:]' | sed 's/^GB2312$\|^GBK$/GB18030/; s/^ASCII$/UTF-8/' |
        grep -cx "$(printf %s "$1" | tr '[:lower:]' '[:upper:]')" || true
}

row() { # KIND EXPECTED TEXTS
    for length in 4 8 16 64 1000; do
        texts "$length" <"$3" | documents "$1"
        printf '%-26s %5d  %5d' "$1" "$length" \
            "$(bin/kcz-read -q "$work"/docs/* | jq -r .encoding | correct "$2")"
        if command -v uchardet >/dev/null; then
            printf '  %8d' "$(uchardet "$work"/docs/* | sed 's/.*: //' | correct "$2")"
        fi
        if command -v enca >/dev/null; then
            printf '  %5d' "$(enca -L zh -m "$work"/docs/* | sed 's/.*: //' | correct "$2")"
        fi
        echo
    done
}

jq -r .truth "$data/clean/synth.ndjson" | head -n 2000 >"$work/hant"
head -n 10000 "$data/t2s/simplified.txt" >"$work/hans"

printf 'read: documents recognised, of 200\n%-26s %5s  %5s' kind chars read
command -v uchardet >/dev/null && printf '  uchardet'
command -v enca >/dev/null && printf '   enca'
echo
row 'GB18030 Simplified' GB18030 "$work/hans"
row 'GB18030 Traditional' GB18030 "$work/hant"
row 'GB18030 pinyin' GB18030 "$work/hant"
row 'GB18030 Simplified 1 %' GB18030 "$work/hans"
row 'GB18030 Traditional lost' GB18030 "$work/hant"
row 'Big5' Big5 "$work/hant"
row 'Big5 1 %' Big5 "$work/hant"
row 'Big5 lost' Big5 "$work/hant"
row 'UTF-8 Simplified' UTF-8 "$work/hans"
row 'UTF-8 1 %' UTF-8 "$work/hant"
row 'UTF-16LE' UTF-16LE "$work/hans"
row 'UTF-16BE' UTF-16BE "$work/hant"
