#!/usr/bin/env bats
# The demo: the whole pipeline on the sample pages.

load helpers

@test "the demo runs, fits 80 columns and uses no colours where there is no terminal" {
    run -0 "$ROOT/tests/demo"
    [[ "$output" != *$'\033'* ]]
    widest=$(jq -Rrs -L "$ROOT/tests" 'include "demo"; split("\n") | map(width) | max' <<<"$output")
    echo "$widest columns"
    [ "$widest" -le 80 ]
}

@test "the damaged page comes out without pinyin, in Simplified" {
    run -0 "$ROOT/tests/demo"
    [[ "$output" == *'試點(diǎn)城市'* ]]
    [[ "$output" == *'“百城融创”首批试点城市'* ]]
    [[ "${output##*cleaned and converted}" != *'(diǎn)'* ]]
}

@test "the sample pages are what they are said to be" {
    run -0 jq -r .encoding < <(kcz-read "$ROOT"/tests/pages/*)
    [ "${lines[0]}" = GB18030 ]
    [ "${lines[1]}" = Big5 ]
    [ "${lines[2]}" = UTF-16LE ]
    # the bytes of the first are valid GBK, and yet three characters lost their other half
    [ "$(iconv -f gbk -t utf-8 "$ROOT/tests/pages/01-launch.gbk.txt" | grep -o '?[a-zü-ɑā-ǜ]*' | wc -l)" -ge 3 ]
}
