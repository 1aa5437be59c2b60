#!/usr/bin/env bats
# What every filter does with options, lines, files, errors and threads (kcz.7, kcz.5), shown on
# "same", a filter that by itself changes nothing.

load helpers

setup() {
    cd_scratch
}

# --- bytes -----------------------------------------------------------------------------------

@test "a record in which nothing changes leaves as the very bytes that came" {
    printf '%s\n' '{ "a" : 1.0,"b":1e400, "text":"\u6f22\/x", "a":12345678901234567890 }  ' >in
    same <in >out
    same_bytes in out
}

@test "what a filter does not own passes byte for byte when the field changes" {
    echo '{ "n":1.50, "text" : "abc" , "e":"\u0041\ud800", "n":[1e0,{"x":"\/"}] }' >in
    run -0 same --swap a=z in
    [ "$output" = '{ "n":1.50, "text" : "zbc" , "e":"\u0041\ud800", "n":[1e0,{"x":"\/"}] }' ]
}

@test "escapes in the field are read, and only what must be is written escaped" {
    echo '{"text":"\u0061\u00e9\ud83d\ude00\n\/\"\\\u0007"}' >in
    run -0 same --swap a=z in
    [ "$output" = '{"text":"zé😀\n/\"\\\u0007"}' ]
}

@test "a lone surrogate in the field reads as U+FFFD, elsewhere it stays" {
    echo '{"x":"\udc00","text":"a\ud800b"}' >in
    run -0 same --swap a=z in
    [ "$output" = '{"x":"\udc00","text":"z�b"}' ]
}

@test "U+0000 is ordinary text" {
    echo '{"text":"a\u0000b"}' >in
    run -0 same --swap b=c in
    [ "$output" = '{"text":"a\u0000c"}' ]
}

@test "a new member is appended, an existing one replaced in place; twice equals once" {
    printf '%s\n' '{"text":"x"}' '{}' '{"seen":false,"text":"x" }' >in
    same --add in >once || true
    run -0 cat once
    [ "${lines[0]}" = '{"text":"x","seen":true}' ]
    [ "${lines[1]}" = '{"seen":true}' ]
    [ "${lines[2]}" = '{"seen":true,"text":"x" }' ]
    same -q --add once >twice
    same_bytes once twice
}

@test "of a duplicate name the last is read and written" {
    run -0 same --swap a=z <<<'{"text":"a1","text":"a2"}'
    [ "$output" = '{"text":"a1","text":"z2"}' ]
}

@test "an escaped name is the same name" {
    run -0 same --swap a=z <<<'{"te\u0078t":"a"}'
    [ "$output" = '{"te\u0078t":"z"}' ]
}

# --- fields ----------------------------------------------------------------------------------

@test "-f names a member, a path, or several" {
    echo '{"title":"a","meta":{"x":["a","b"],"title":"a"},"text":"a"}' >in
    run -0 same --swap a=z -f title in
    [ "$output" = '{"title":"z","meta":{"x":["a","b"],"title":"a"},"text":"a"}' ]
    run -0 same --swap a=z -f .meta.title --field text in
    [ "$output" = '{"title":"a","meta":{"x":["a","b"],"title":"z"},"text":"z"}' ]
    run -0 same --swap a=z -f '.meta.x[-2]' in
    [ "$output" = '{"title":"a","meta":{"x":["z","b"],"title":"a"},"text":"a"}' ]
    run -0 same --swap a=z -f '.["title"]' in
    [ "$output" = '{"title":"z","meta":{"x":["a","b"],"title":"a"},"text":"a"}' ]
}

@test "a record without the field, or whose field is no string, passes and is counted" {
    printf '%s\n' '{"x":1}' '{"text":3}' '{"text":"a"}' >in
    run --separate-stderr -0 same --swap a=z in
    [ "$output" = $'{"x":1}\n{"text":3}\n{"text":"z"}' ]
    [[ "$stderr" == *"2 of 3 records passed untouched: no string at text"* ]]
}

@test "a path that could name several values is refused" {
    run -2 same -f '.meta.x[]' </dev/null
    [[ "$output" == *"must name one value"* ]]
}

# --- lines -----------------------------------------------------------------------------------

@test "a bad line gets FILE:LINE:COLUMN, is left out, and shows in the exit status" {
    printf '%s\n' '{"text":"a"}' '{"text":' '[1]' '{"text":"b"}' >in
    run --separate-stderr -1 same in
    [ "$output" = $'{"text":"a"}\n{"text":"b"}' ]
    [[ "$stderr" == *"same: in:2:9: not JSON: the line ends too early"* ]]
    [[ "$stderr" == *"same: in:3:1: not an object"* ]]
}

@test "standard input is <stdin> in messages" {
    run -1 same <<<'x'
    [[ "$output" == "same: <stdin>:1:1: not JSON"* ]]
}

@test "--rejects keeps bad lines verbatim, ready to be fed again" {
    printf '{"text":"a"}\n{"bad\xff\n {"text":} \r\n' >in
    run --separate-stderr -1 same --rejects bad in
    printf '{"bad\xff\n {"text":} \r\n' | same_bytes - bad
}

@test "--strict stops at the first bad line with exit status 2" {
    printf '%s\n' '{"a":1}' 'x' '{"b":2}' >in
    run --separate-stderr -2 same --strict in
    [ "$output" = '{"a":1}' ]
}

@test "after 20 complaints the rest is only counted; -q says nothing" {
    yes x | head -n 50 >in
    run -1 same in
    [ "${#lines[@]}" -eq 21 ]
    [[ "${lines[20]}" == *"30 more complaints like these, 50 in all"* ]]
    run -1 same -q in
    [ -z "$output" ]
}

@test "complaints cannot drive the terminal" {
    printf 'x\n' >$'a\e[31m\xe2\x80\xae.json'
    run -1 same -- *.json
    [[ "$output" == *'a\x1b[31m\u{202e}.json:1:1'* ]]
}

@test "a rejected record of a program gets its reason" {
    run --separate-stderr -1 same --odd <<<$'{"text":"ab"}\n{"text":"abc"}'
    [ "$output" = '{"text":"ab"}' ]
    [[ "$stderr" == "same: <stdin>:2: odd"* ]]
}

@test "blank lines, CRLF, BOM and a missing last LF are accepted" {
    printf '\xef\xbb\xbf{"a":1}\r\n\n  \r\n{"a":2}' >in
    run -0 same -q in
    [ "$output" = $'{"a":1}\r\n{"a":2}' ]
}

@test "the BOM of each file is accepted, elsewhere it is no JSON" {
    printf '\xef\xbb\xbf{"a":1}\n' >one
    run -0 same -q one one
    [ "$output" = $'{"a":1}\n{"a":1}' ]
    printf '{"a":1}\n\xef\xbb\xbf{"a":2}\n' >two
    run -1 same -q two
}

@test "raw NUL, other control characters and invalid UTF-8 are bad lines" {
    printf '{"a":"\0"}\n{"a":"\x01"}\n{"a":"\xff"}\n{"a":"\xed\xa0\x80"}\n{"a":"\xc0\x80"}\n' >in
    run --separate-stderr -1 same in
    [ -z "$output" ]
    [[ "$stderr" == *"in:1:7: not JSON: control character in a string"* ]]
    [[ "$stderr" == *"in:3:7: not UTF-8"* ]]
    [ "${#stderr_lines[@]}" -eq 5 ]
}

@test "nesting is accepted to a depth of 1024 and refused beyond, in linear time" {
    nest() { printf '{"a":%s1%s}\n' "$(printf "%$1s" | tr ' ' '[')" "$(printf "%$1s" | tr ' ' ']')"; }
    nest 1023 | same -q >out
    nest 1023 | same_bytes - out
    run -1 same <<<"$(nest 1024)"
    [[ "$output" == *"nested deeper than 1024"* ]]
    head -c 50000000 /dev/zero | tr '\0' '[' >deep
    run -1 within 20 same deep
}

@test "--max-line rejects longer lines in bounded memory, and the next line is read" {
    { printf '{"text":"'; head -c 3000000 /dev/zero | tr '\0' a; printf '"}\n{"b":1}\n'; } >in
    run --separate-stderr -1 same -q --max-line 1M in
    [ "$output" = '{"b":1}' ]
    run --separate-stderr -1 same --max-line 10 <<<$'{"text":"abc"}\n{"b":1}'
    [[ "$stderr" == *"<stdin>:1:11: longer than --max-line"* ]]
}

@test "what --max-line says of a line does not depend on how it comes in" {
    run -0 same --max-line 14 < <(printf '\xEF\xBB\xBF{"text":"ab'; sleep 0.3; printf 'c"}\n')
    [ "$output" = '{"text":"abc"}' ]
    run --separate-stderr -1 same --max-line 10 < <(printf '%20s' ''; sleep 0.3; printf '{"a":1}\n{"b":2}\n')
    [ "$output" = '{"b":2}' ]
    [[ "$stderr" == *"<stdin>:1:11: longer than --max-line"* ]]
    run --separate-stderr -1 same --max-line 10 < <(printf '%20s{"a":1}\n{"b":2}\n' '')
    [ "$output" = '{"b":2}' ]
}

@test "a line of many megabytes goes through" {
    { printf '{"text":"'; head -c 30000000 /dev/zero | tr '\0' a; printf 'b"}\n'; } >in
    same --swap b=c in | tail -c 4 >end
    [ "$(cat end)" = 'c"}' ]
}

# --- files and descriptors ---------------------------------------------------------------------

@test "several files in order, - is standard input, -- ends the options" {
    echo '{"a":1}' >one
    echo '{"a":3}' >-q
    run -0 same one - -- -q <<<'{"a":2}'
    [[ "$output" == $'{"a":1}\n{"a":2}\n{"a":3}\n'* ]]
}

@test "a file that cannot be read ends the program with 2 and its name" {
    echo '{"a":1}' >one
    run --separate-stderr -2 same -q one absent
    [ "$output" = '{"a":1}' ]
    [[ "$stderr" == "same: absent: No such file or directory" ]]
    run -2 same .
    [[ "$output" == "same: .: Is a directory; name the files in it" ]]
}

@test "a full disk is noticed" {
    run -2 bash -c 'echo "{\"a\":1}" | same >/dev/full'
    [[ "$output" == *"<stdout>: No space left on device" ]]
    run -2 bash -c 'echo x | same --rejects /dev/full'
    [[ "$output" == *"--rejects: No space left on device" ]]
}

@test "closed standard output and input are noticed" {
    run -2 bash -c 'echo "{\"a\":1}" | same >&-'
    [[ "$output" == *"<stdout>"* ]]
    run -2 bash -c 'same <&-'
    [[ "$output" == *"<stdin>"* ]]
}

@test "a closed pipe ends it quietly" {
    run -0 bash -c 'yes "{\"a\":1}" | same -q | head -n 1; exit "$((PIPESTATUS[1] != 141))"'
    [ "$output" = '{"a":1}' ]
    run -0 bash -c 'trap "" PIPE; yes "{\"a\":1}" 2>/dev/null | same -q | head -n 1; exit "$((PIPESTATUS[1] != 2))"'
    [ "$output" = '{"a":1}' ]
}

@test "SIGTERM ends it at a record boundary, with what was read written" {
    mkfifo pipe
    same <pipe >out &
    exec 7>pipe
    printf '{"a":1}\n{"a":2' >&7
    eventually [ -s out ]
    kill -TERM $!
    status=0
    wait $! || status=$?
    exec 7>&-
    [ "$status" -eq 143 ]
    [ "$(cat out)" = '{"a":1}' ]
}

# --- time ------------------------------------------------------------------------------------

@test "a line goes through a chain of five filters as soon as it is complete" {
    mkfifo pipe
    same -q <pipe | same -q | same -q | same -q | same -q >out &
    exec 7>pipe
    echo '{"a":1}' >&7
    eventually [ -s out ]
    [ "$(cat out)" = '{"a":1}' ]
    echo '{"a":2}' >&7
    eventually holds 2 out
    [ "$(wc -l <out)" -eq 2 ]
    exec 7>&-
    wait
}

# A few thousand records of odd shapes and sizes, some of them bad.
make_records() {
    awk 'BEGIN { srand(7); for (i = 0; i < 4000; i++) {
        n = int(rand() * 300); t = ""; for (k = 0; k < n; k++) t = t "a漢é"
        if (i % 97 == 0) print "{bad" i; else printf "{\"id\":%d,\"text\":\"%s\"}\n", i, t } }'
}

@test "-j N gives the same bytes, complaints and status for every N" {
    make_records >in
    run -1 same --swap a=z in
    same --swap a=z in >one 2>complaints || true
    for n in 2 3 8; do
        same --swap a=z -j $n in >many 2>many.complaints || [ $? -eq 1 ]
        same_bytes one many
        same_bytes complaints many.complaints
    done
}

@test "one-byte reads give the same bytes" {
    make_records | head -n 60 >in
    same -q --swap a=z in >whole || true
    perl -e '$| = 1; while (sysread STDIN, $c, 1) { syswrite STDOUT, $c }' <in |
        same -q --swap a=z >bytes || true
    [ -s whole ]
    same_bytes whole bytes
}

@test "any split at line ends and joined again gives the same bytes" {
    make_records >in
    same -q --swap a=z in >whole || true
    [ -s whole ]
    for k in 2 7 16; do
        rm -f part.*
        split -n l/$k in part.
        for part in part.*; do same -q --swap a=z "$part" || true; done >joined
        same_bytes whole joined
    done
}

@test "EINTR and short counts change nothing" {
    command -v strace >/dev/null || skip "strace is absent"
    [ "$BIN" = "$ROOT/bin" ] || skip "other builds load other libraries: the faults would hit the loader"
    make_records | head -n 200 >in
    same -q --swap a=z in >plain || true
    for fault in read:error=EINTR:when=3+2 write:error=EINTR:when=1+2; do
        strace -qq -o /dev/null -e inject="$fault" same -q --swap a=z in >faulty || [ $? -eq 1 ]
        same_bytes plain faulty
    done
    # short writes for real: a pipe whose reader takes a little at a time
    same -q --swap a=z in | perl -e 'while (sysread STDIN, $c, 777) { print $c }' >short
    same_bytes plain short
}

# --- words -----------------------------------------------------------------------------------

@test "--help and --version go to standard output with status 0" {
    run --separate-stderr -0 same --help
    [[ "$output" == "same: leave records as they are"* ]]
    [ "${#lines[@]}" -le 24 ]
    run --separate-stderr -0 same --version
    [[ "$output" == "same "[0-9]* ]]
}

@test "wrong usage says what is wrong, on standard error, with status 2" {
    run -2 same --nonsense
    [[ "$output" == "same: no such option: --nonsense (see --help)" ]]
    run -2 same --swop a=b
    [[ "$output" == "same: no such option: --swop (did you mean --swap? see --help)" ]]
    run -2 same -Z
    [[ "$output" == "same: no such option: -Z (see --help)" ]]
    run -2 same --jobs
    [[ "$output" == "same: --jobs needs a value (N)" ]]
    run -2 same --jobs=many
    [[ "$output" == 'same: --jobs: "many" is not a whole number such as 20, 64k or 1G' ]]
    run -2 same --strict=yes
    [[ "$output" == "same: --strict takes no value" ]]
}

@test "options may stand anywhere, in all their forms" {
    echo '{"text":"a"}' >in
    for form in '--swap a=z in' 'in --swap a=z' 'in --swap=a=z' '-qj1 in --swap a=z' '-q -j 1 in --swap a=z'; do
        # shellcheck disable=SC2086 # one word an argument
        run -0 same $form
        [ "$output" = '{"text":"z"}' ]
    done
}

@test "--progress tells records, speed and time at the end; without it nothing is said" {
    for jobs in 1 3; do
        run -0 --separate-stderr same -q --progress -j $jobs <<<$'{}\n\n{"text":"甲"}'
        [[ $stderr =~ ^same:\ 2\ records,\ [0-9.]+\ MB/s,\ [0-9.]+\ s$ ]] || { echo "$stderr"; false; }
    done
    run -0 --separate-stderr same <<<'{"text":"甲"}'
    [ -z "$stderr" ]
}

@test "--progress tells again about once a second while records come" {
    for text in 一 二 三; do record $text; sleep 1.1; done |
        same --progress 2>told >/dev/null
    [ "$(grep -c ' records, ' told)" -ge 3 ]
    [[ "$(tail -n 1 told)" == 'same: 3 records, '* ]]
}

@test "--report adds under kcz.PROGRAM" {
    run -0 same -q --report <<<$'{}\n{"kcz":{"x":1}}\n{"kcz":{"same":0,"x":1}}'
    [ "$output" = $'{"kcz":{"same":{}}}\n{"kcz":{"x":1,"same":{}}}\n{"kcz":{"same":{},"x":1}}' ]
}

@test "neither locale nor time zone changes the output" {
    make_records | head -n 50 >in
    LC_ALL=C same -q --swap a=z in >one || true
    LC_ALL=tr_TR.UTF-8 TZ=Asia/Shanghai same -q --swap a=z in >two || true
    [ -s one ]
    same_bytes one two
}

# --- suites ----------------------------------------------------------------------------------

@test "JSONTestSuite: y accepted, n rejected, what is accepted leaves byte for byte" {
    skip_without_corpora suites/JSONTestSuite
    for file in "$SHARED"/data/suites/JSONTestSuite/test_parsing/[yn]_*.json; do
        name=${file##*/}
        # a raw LF would end the line: that case cannot be put inside one
        [ "$name" = n_string_unescaped_newline.json ] && continue
        { printf '{"k":'; tr '\n' ' ' <"$file"; printf ',"text":"x"}\n'; } >case
        status=0
        same -q case >out || status=$?
        case $name in
        y_*) [ "$status" -eq 0 ] && cmp case out || { echo "$name: $status"; false; } ;;
        n_*) [ "$status" -eq 1 ] && [ ! -s out ] || { echo "$name: $status"; false; } ;;
        esac
    done
}
