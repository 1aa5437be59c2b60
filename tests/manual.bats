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

@test "every program has a manual that names each of its commands and options" {
    missing=
    mandoc -T ascii "$ROOT/man/kcz.7" | col -b >shared
    for program in "$BIN"/kcz-*; do
        name=${program##*/}
        page=$ROOT/man/$name.1
        [ -e "$page" ] || { missing="$missing $name.1"; continue; }
        mandoc -T ascii "$page" | col -b >text
        for command in $("$program" --describe-commands | cut -f 1); do
            grep -qw -e "$command" text || missing="$missing $name:$command"
        done
        described "$program" >options
        grep -q ',version$' options
        while IFS=, read -r command _ long; do
            grep -q -e "--$long\>" text shared || missing="$missing $name${command:+ $command}:--$long"
        done <options
    done
    echo "$missing"
    [ -z "$missing" ]
}

@test "no manual names an option that its program does not have" {
    wrong=
    for program in "$BIN"/kcz-*; do
        name=${program##*/}
        described "$program" | cut -d , -f 3 | sort -u >known
        grep -qx version known
        # the options that the page lists: .It Fl -name
        sed -n 's/^\.It .*Fl -\([a-z0-9-]*\).*/\1/p' "$ROOT/man/$name.1" | sort -u >listed
        wrong="$wrong$(comm -13 known listed | sed "s/^/ $name:--/" | tr '\n' ' ')"
    done
    echo "$wrong"
    [ -z "${wrong// /}" ]
}

@test "--help of every program and command fits a screen of 24 lines and 80 columns" {
    for program in "$BIN"/kcz-*; do
        for command in '' $("$program" --describe-commands | cut -f 1); do
            "$program" ${command:+"$command"} --help >help
            [ "$(wc -l <help)" -le 24 ] || { echo "$program $command"; cat help; false; }
            [ "$(LC_ALL=C.UTF-8 awk '{ if (length > n) n = length } END { print n }' help)" -le 80 ] ||
                { echo "$program $command"; cat help; false; }
        done
    done
}

@test "every example in the manuals and the README gives what the page says" {
    perl "$ROOT/tests/manual-examples" "$ROOT"/man/*.[1-9] "$ROOT/README.md"
}
