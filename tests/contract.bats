#!/usr/bin/env bats
# What lets a program run anywhere, on any engine: its output depends on its input alone, records
# may be split over any number of runs, threads and reads, and it stops where it is told to.

load helpers
load programs

setup_file() {
    cd "$BATS_FILE_TMPDIR"
    make_records 300 >in
    make_page
    for program in $(record_filters); do
        $(command_of "$program" in) >"$program.out" 2>/dev/null
    done
}

setup() {
    cd "$BATS_FILE_TMPDIR"
}

@test "any split at line ends gives the same bytes when joined" {
    for k in 2 3 7 16; do
        rm -f shard.*
        split -n "l/$k" in shard.
        for program in $(record_filters); do
            for shard in shard.*; do $(command_of "$program" "$shard") 2>/dev/null; done >joined
            same_bytes "$program.out" joined || { echo "$program in $k shards"; false; }
        done
    done
}

@test "one-byte reads give the same bytes" {
    head -n 20 in >few
    for program in $(record_filters); do
        $(command_of "$program" few) >whole 2>/dev/null
        perl -e '$| = 1; while (sysread STDIN, $c, 1) { syswrite STDOUT, $c }' <few |
            $(command_of "$program" -) >bytes 2>/dev/null
        same_bytes whole bytes || { echo "$program"; false; }
    done
}

@test "-j N gives the same bytes for every N" {
    for program in $(record_filters); do
        for n in 2 3; do
            $(command_of "$program" in) -j $n >many 2>/dev/null
            same_bytes "$program.out" many || { echo "$program -j $n"; false; }
        done
    done
}

@test "order is kept: the ids leave as they came" {
    jq -r .id in >ids
    for program in $(record_filters); do
        jq -r .id "$program.out" | same_bytes - ids || { echo "$program"; false; }
    done
}

@test "--report adds an object under kcz.PROGRAM, and changes nothing else" {
    kcz-ner in >named
    for program in $(record_filters); do
        $(command_of "$program" named) >without 2>/dev/null
        $(command_of "$program" named) --report >with 2>/dev/null
        jq -es --arg name "${program#kcz-}" 'any(.[]; .kcz[$name] | type == "object")' with >/dev/null &&
            jq -c 'del(.kcz)' with | cmp - <(jq -c . without) || { echo "$program"; false; }
    done
}

@test "twice equals once" {
    for program in $(record_filters); do
        $(command_of "$program" "$program.out") >twice 2>/dev/null
        same_bytes "$program.out" twice || { echo "$program"; false; }
    done
}

@test "members that a program does not own leave byte for byte" {
    printf '%s\n' '{ "n" : 1.0e400,"id":"x" , "text":"天津市計畫", "odd":[1E+2,"\/\u6f22",{"a":null}],"n":-0 }' >odd
    for program in $(record_filters); do
        $(command_of "$program" odd) >out 2>/dev/null
        grep -q '^{ "n" : 1.0e400,"id":"x" , ' out || { echo "$program"; cat out; false; }
        grep -qF '"odd":[1E+2,"\/\u6f22",{"a":null}],"n":-0' out || { echo "$program"; cat out; false; }
    done
}

@test "locale, time zone and environment change nothing" {
    for program in $(all_filters); do
        LC_ALL=C $(command_of "$program" in) >one 2>/dev/null
        env -i PATH="$PATH" LC_ALL=tr_TR.UTF-8 TZ=Asia/Shanghai HOME=/nowhere \
            $(command_of "$program" in) >two 2>/dev/null
        same_bytes one two || { echo "$program"; false; }
    done
}

@test "SIGTERM stops at a record boundary, with what was read written, and shows" {
    for program in $(record_filters); do
        rm -f pipe
        mkfifo pipe
        $(command_of "$program" pipe) >out 2>/dev/null &
        exec 7>pipe
        head -n 3 in >&7
        printf '{"id":"unfinished' >&7
        eventually holds 3 out
        kill -TERM $!
        status=0
        wait $! || status=$?
        exec 7>&-
        [ "$status" -eq 143 ] || { echo "$program: $status"; false; }
        head -n 3 "$program.out" | same_bytes - out || { echo "$program"; false; }
    done
}

@test "a record leaves as soon as it is complete" {
    for program in $(record_filters); do
        rm -f pipe
        mkfifo pipe
        $(command_of "$program" pipe) >out 2>/dev/null &
        exec 7>pipe
        head -n 1 in >&7
        eventually [ -s out ]
        head -n 1 "$program.out" | same_bytes - out || { echo "$program"; false; }
        exec 7>&-
        wait
    done
}

@test "hostile text takes linear time" {
    for pattern in '(' '?a)' '1' ' ' '“' '、' '年' 'a.' '《' '&'; do
        perl -e 'print "{\"text\":\"", $ARGV[0] x (1e6 / length $ARGV[0]), "\"}\n"' "$pattern" >hostile
        for program in $(record_filters); do
            within 20 $(command_of "$program" hostile) >/dev/null 2>&1 ||
                { echo "$program on a megabyte of $pattern"; false; }
        done
    done
}

@test "output does not differ between gcc's and clang's build" {
    other=$ROOT/build/clang/bin
    [ -d "$other" ] && [ "$BIN" = "$ROOT/bin" ] || skip "there is no second build"
    for program in $(record_filters); do
        PATH=$other:$PATH $(command_of "$program" in) 2>/dev/null | same_bytes - "$program.out"
    done
}
