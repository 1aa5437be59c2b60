#!/bin/sh
# Word precision, recall and F1 of kcz-segment as the SIGHAN bakeoff counts them, by standard, and the
# share of words in crossing chunks: where gold and system share no word boundary though both have
# one within, the only error that no standard excuses. Own sentences, then $SHARED/data/segment.
# Beside it, where python3-jieba is installed, the same of jieba.
set -eu
cd "$(dirname "$0")/../.."
PATH=$PWD/${BIN:-bin}:$PATH
corpora=${SHARED:-../shared}/data/segment
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# score GOLD SYSTEM: two files of words with spaces between, line by line
score() {
    LC_ALL=C awk -v system_file="$2" '
    {
        if ((getline line < system_file) <= 0) { print "lines are missing"; exit 1 }
        n = split($0, gold, " ")
        m = split(line, found, " ")
        a = b = 1
        given += n
        made += m
        while (a <= n && b <= m) {
            first_a = a
            first_b = b
            left = length(gold[a])
            right_ = length(found[b])
            while (left != right_ && a <= n && b <= m) {
                if (left < right_) left += length(gold[++a])
                else right_ += length(found[++b])
            }
            if (a == first_a && b == first_b) right++
            else if (a > first_a && b > first_b) crossing += a - first_a + 1
            a++
            b++
        }
    }
    END {
        printf "P %6.2f  R %6.2f  F %6.2f  crossing %5.2f %%", 100 * right / made, 100 * right / given,
            200 * right / (made + given), 100 * crossing / given
    }' "$1"
}

jieba() {
    /usr/bin/python3 -c 'import jieba, sys
jieba.setLogLevel(60)
for line in sys.stdin: print(" ".join(w for w in jieba.cut(line.rstrip("\n")) if w.strip()))'
}

# measure FILE STANDARD NAME
measure() {
    grep -v '^#' "$1" | sed '/^ *$/d' >"$work/gold"
    tr -d ' ' <"$work/gold" >"$work/text"
    jq -Rc '{text: .}' "$work/text" | kcz-segment --standard "$2" | jq -r '.tokens | join(" ")' \
        >"$work/system"
    printf '%-24s %-4s %s\n' "$3" "$2" "$(score "$work/gold" "$work/system")"
    if [ -n "$peer" ]; then
        jieba <"$work/text" >"$work/system"
        printf '%-24s %-4s %s\n' '' jieba "$(score "$work/gold" "$work/system")"
    fi
}

peer=
if /usr/bin/python3 -c 'import jieba' 2>/dev/null; then
    peer=jieba
fi
measure tests/eval/segment.gold.txt pku 'own sentences'
if [ ! -d "$corpora" ]; then
    echo "$corpora is absent: other sets skipped"
    exit 0
fi
measure "$corpora/gcdt.dev.txt" ctb 'GCDT dev'
measure "$corpora/ud_gsdsimp.dev.txt" ud 'UD GSDSimp dev'
measure "$corpora/ud_gsd_trad.dev.txt" ud 'UD GSD dev, Traditional'
measure "$corpora/pku_dev.train.txt" pku 'PKU dev'
measure "$corpora/sxu.test.txt" pku 'SXU test'
