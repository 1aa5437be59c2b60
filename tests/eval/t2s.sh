#!/bin/sh
# How exact kcz-t2s is: cases by profile and kind, words of a dictionary, parallel sentences, harm to
# Simplified text, changes by a second pass. Sets: $SHARED/data/t2s.
set -eu

cd "$(dirname "$0")/../.."
data=${SHARED:-../shared}/data/t2s
if [ ! -e "$data/cases.ndjson" ]; then
    echo "t2s: skipped, $data is absent"
    exit 0
fi
export LC_ALL=C
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# converted FIELD OPTION...: records with that field as text, on stdin → the texts, as JSON
converted() {
    field=$1
    shift
    jq -c "{text: .$field}" | bin/kcz-t2s "$@" | jq -c .text
}

# Cases: the forced profile of each; those of the rare forms with --tofu.
printf 't2s: cases (right/all)\n'
for tier in suite issue tofu policy; do
    right=0 all=0
    for profile in t2s tw2s tw2sp hk2s hk2sp; do
        jq -c "select(.tier == \"$tier\" and .config == \"$profile\")" "$data/cases.ndjson" >"$work/in"
        option=
        [ $tier != tofu ] || option=--tofu
        # shellcheck disable=SC2086
        converted in -p $profile $option <"$work/in" >"$work/got"
        jq -c .out "$work/in" >"$work/want"
        all=$((all + $(wc -l <"$work/want")))
        right=$((right + $(paste "$work/got" "$work/want" | awk -F '\t' '$1 == $2' | wc -l)))
    done
    printf '  %-28s %5d/%d\n' "$tier" "$right" "$all"
done

printf 't2s: dictionary words right\n'
for profile in t2s tw2s hk2s; do
    jq -c "select(.config == \"$profile\")" "$data/cedict.ndjson" >"$work/in"
    converted in -p $profile <"$work/in" >"$work/got"
    jq -c .out "$work/in" | paste "$work/got" - | awk -F '\t' -v profile=$profile '
        $1 == $2 { right++ }
        END { printf "  %-28s %8.3f %% (%d wrong)\n", profile, 100 * right / NR, NR - right }'
done

# differing FILE FILE: characters that differ, line by line; both hold JSON strings
differing() {
    jq -n --slurpfile a "$1" --slurpfile b "$2" '
        [range($a | length) | ($a[.] | explode) as $x | ($b[.] | explode) as $y |
            ([range([($x | length), ($y | length)] | min) | select($x[.] != $y[.])] | length) +
            (($x | length) - ($y | length) | fabs)] | add'
}

printf 't2s: parallel sentences, characters wrong\n'
jq -c .out "$data/gsd.ndjson" >"$work/want"
for profile in auto tw2s t2s; do
    converted in -p $profile --quotes <"$data/gsd.ndjson" >"$work/got"
    printf '  %-28s %5d\n' "$profile" "$(differing "$work/got" "$work/want")"
done

printf 't2s: Simplified text, characters changed\n'
grep . "$data/simplified.txt" | jq -Rc '{text: .}' >"$work/in"
jq -c .text "$work/in" >"$work/want"
for profile in auto t2s tw2sp; do
    bin/kcz-t2s -p $profile <"$work/in" | jq -c .text >"$work/got"
    paste "$work/got" "$work/want" | awk -F '\t' -v got="$work/a" -v want="$work/b" '
        $1 != $2 { print $1 >got; print $2 >want } END { printf "" >>got; printf "" >>want }'
    printf '  %-28s %5.0f ppm\n' "$profile" "$(awk -v n="$(differing "$work/a" "$work/b")" \
        -v all="$(jq -Rs 'split("\n") | map(length) | add' "$data/simplified.txt")" \
        'BEGIN { print 1e6 * n / all }')"
    rm -f "$work/a" "$work/b"
done

printf 't2s: records that a second pass changes\n'
for profile in auto t2s tw2s tw2sp hk2s hk2sp; do
    jq -c '{text: .in}' "$data/gsd.ndjson" "$data/cedict.ndjson" | bin/kcz-t2s -p $profile >"$work/once"
    bin/kcz-t2s -p $profile <"$work/once" >"$work/twice"
    changed=$(diff "$work/once" "$work/twice" | grep -c '^<' || true)
    printf '  %-28s %5d\n' "$profile" "$changed"
done
