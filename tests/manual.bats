#!/usr/bin/env bats
# The manuals: every example is run and gives what the page says; every option is named.

load helpers

setup() {
    cd_scratch
}

@test "every manual is clean mdoc" {
    run -0 mandoc -T lint -W warning "$ROOT"/man/*.[1-9]
    [ -z "$output" ]
}

@test "every program has a manual that names each of its options" {
    missing=
    for program in "$BIN"/kcz-*; do
        name=${program##*/}
        page=$ROOT/man/$name.1
        [ -e "$page" ] || { missing="$missing $name.1"; continue; }
        mandoc -T ascii "$page" | col -b >text
        while IFS=$'\t' read -r _ long _; do
            grep -q -e "--$long" text || grep -q -e "--$long" <(mandoc -T ascii "$ROOT/man/kcz.7" | col -b) ||
                missing="$missing $name:--$long"
        done < <("$program" --describe-options | sed 's/^\t/-\t/')
    done
    echo "$missing"
    [ -z "$missing" ]
}

@test "--help of every program fits one screen" {
    for program in "$BIN"/kcz-*; do
        [ "$("$program" --help | wc -l)" -le 50 ] || { echo "$program"; false; }
        [ "$("$program" --help | awk '{ if (length > n) n = length } END { print n }')" -le 100 ] ||
            { echo "$program"; false; }
    done
}

@test "every example in the manuals and the README gives what the page says" {
    perl "$ROOT/tests/manual-examples" "$ROOT"/man/*.[1-9] "$ROOT/README.md"
}
