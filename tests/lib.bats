#!/usr/bin/env bats
# libkcz: what the programs do, on a text in memory. Every test uses it as a stranger would: from a
# staged install, found by pkg-config.

load helpers

# How the library was built, so that what uses it is built alike.
sanitizers() {
    local symbols
    symbols=$(nm -u "$STAGE"/usr/lib/libkcz.a)
    case $symbols in
    *__asan_init*) echo -fsanitize=address,undefined ;;
    *__tsan_init*) echo -fsanitize=thread ;;
    *__gcov_*) echo --coverage ;;
    esac
}

# compile SOURCE OUT [FLAG]...: against the shared library
compile() {
    # shellcheck disable=SC2046 # flags are words
    cc -std=c11 -Wall -Wextra -Wpedantic -Werror -D_GNU_SOURCE -O1 -g $(sanitizers) "${@:3}" \
        "$1" $(pkg-config --cflags --libs kcz) -o "$2"
}

setup_file() {
    export STAGE=$BATS_FILE_TMPDIR/stage
    export PKG_CONFIG_SYSROOT_DIR=$STAGE PKG_CONFIG_PATH=$STAGE/usr/lib/pkgconfig
    export LD_LIBRARY_PATH=$STAGE/usr/lib
    unset MAKEFLAGS
    make -s -C "$ROOT" install-lib B="${BUILD#"$ROOT"/}" DESTDIR="$STAGE" PREFIX=/usr
    cd "$BATS_FILE_TMPDIR"
    compile "$ROOT/tests/lib/job.c" job
    compile "$ROOT/tests/lib/hostile.c" hostile -pthread

    kcz-read "$ROOT"/tests/pages/* >pages
    kcz-clean pages >clean
    kcz-t2s clean >simplified
    kcz-segment -p -o simplified >segmented
    kcz-ner simplified | jq -c 'del(.meta)' >plain
    kcz-ner <(jq -c 'del(.meta)' simplified) >named
    wc -l <pages >count
}

setup() {
    cd "$BATS_FILE_TMPDIR"
}

# texts FILE: each record's text in a file of its own, FILE.N
texts() {
    [ -s "$1" ]
    for ((i = 0; i < $(cat count); i++)); do
        jq -rj --slurp ".[$i].text" "$1" >"$1.$i"
    done
}

# as_program JOB INPUT OUTPUT JQ: for every sample page, the job done on INPUT's text gives what JQ
# finds in OUTPUT
as_program() {
    texts "$2"
    for ((i = 0; i < $(cat count); i++)); do
        ${DO_JOB:-./job} "$1" <"$2.$i" >got
        jq -rj --slurp ".[$i] | $4" "$3" >want
        cmp got want || { echo "$1 of page $i"; return 1; }
    done
}

@test "kcz_clean gives the text that kcz-clean gives" {
    as_program clean pages clean .text
}

@test "kcz_clean gives the meta that kcz-clean gives" {
    kcz-clean <(jq -c 'del(.meta)' pages) >known
    texts pages
    for ((i = 0; i < $(cat count); i++)); do
        ./job meta <"pages.$i" >got
        sed -n "$((i + 1))p" known | grep -F -e "\"meta\":$(cat got)}" || { echo "page $i"; false; }
    done
}

@test "kcz_convert gives the text that kcz-t2s gives" {
    as_program convert clean simplified .text
}

@test "kcz_segment gives the members that kcz-segment gives" {
    as_program segment simplified segmented '{tokens, pos, offsets} | tojson'
}

@test "kcz_entities gives the entities that kcz-ner gives, byte for byte" {
    texts simplified
    for ((i = 0; i < $(cat count); i++)); do
        ./job entities <"simplified.$i" >got
        sed -n "$((i + 1))p" named | grep -qF -e "\"entities\":$(cat got)}" ||
            { echo "page $i"; false; }
    done
}

@test "a program linked with the static library needs no other file, and does the same" {
    # shellcheck disable=SC2046
    cc -std=c11 $(sanitizers) "$ROOT/tests/lib/job.c" $(pkg-config --cflags kcz) \
        "$STAGE"/usr/lib/libkcz.a $(pkg-config --static --libs-only-l kcz | sed 's/-lkcz//') -o static
    run -0 ldd static
    [[ $output != *libkcz* ]]
    DO_JOB="env -u LD_LIBRARY_PATH ./static" as_program segment simplified segmented \
        '{tokens, pos, offsets} | tojson'
}

@test "Python's ctypes can use it with what kcz.h says" {
    command -v python3 >/dev/null || skip "python3 is not installed"
    [ -z "$(sanitizers)" ] || skip "python3 is not built with sanitizers"
    DO_JOB="python3 $ROOT/tests/lib/job.py libkcz.so.0"
    as_program clean pages clean .text
    as_program convert clean simplified .text
    as_program segment simplified segmented '{tokens, pos, offsets} | tojson'
    as_program words simplified segmented \
        '[.tokens, .pos] | transpose[] | "\(.[0])/\(.[1])\n"'
    as_program entities simplified named '.entities | tojson'
    as_program names simplified named \
        '.entities[] | "\(.type) \(.text)\n", (.nested[]? | "\(.type) \(.text)\n")'
    run -1 --separate-stderr bash -c "printf 'a\200' | $DO_JOB clean"
    [[ $stderr == *"the text is not UTF-8 from byte 1 on"* ]]
}

@test "the libraries define no names but those of kcz.h" {
    sed -n 's/.*\<\(kcz_[a-z_]*\)(.*/\1/p' "$STAGE/usr/include/kcz.h" | sort -u >promised
    for library in libkcz.so.0 libkcz.a; do
        nm --defined-only $([ $library = libkcz.a ] && echo -g || echo -D) "$STAGE/usr/lib/$library" |
            awk 'NF == 3 && $2 ~ /[TDBRVW]/ { sub(/@.*/, "", $3); print $3 }' |
            grep -v -e '^__asan' -e '^__odr' | sort -u >defined
        diff promised defined || { echo "$library"; false; }
    done
}

@test "kcz.h is good C++ too, and the version is one" {
    command -v c++ >/dev/null || skip "there is no C++ compiler"
    printf '#include <kcz.h>\n#include <cstdio>\nint main() { std::puts(kcz_version()); }\n' >version.cc
    # shellcheck disable=SC2046
    c++ -Wall -Wextra -Wpedantic -Werror $(sanitizers) version.cc $(pkg-config --cflags --libs kcz) -o version
    [ "$(./version)" = "$(pkg-config --modversion kcz)" ]
    [ "kcz-clean $(./version)" = "$(kcz-clean --version | head -n 1)" ]
}

@test "threads share the handles; hostile texts do no harm and bad ones are refused with a reason" {
    ./hostile
}

@test "10 MB of one thing over and over are worked through" {
    ./hostile '创(chuàng)新' '首頁 > 新聞'$'\n'
}

@test "nothing leaks and nothing is read that was not written" {
    command -v valgrind >/dev/null || skip "valgrind is not installed"
    [ -z "$(sanitizers)" ] || skip "built with sanitizers"
    valgrind -q --leak-check=full --show-leak-kinds=all --error-exitcode=9 ./hostile
}

@test "a process that runs out of memory is aborted, silently" {
    [ -z "$(sanitizers)" ] || skip "built with sanitizers"
    printf '%01000000d' 0 >long
    run bash -c 'ulimit -v 70000; ulimit -c 0; ./job segment <long'
    [ "$status" -eq 134 ]
    [[ $output != *"out of memory"* ]]
}

@test "numbers are written with a point whatever the locale says" {
    command -v localedef >/dev/null && [ -e /usr/share/i18n/locales/de_DE ] || skip "no locales to make"
    localedef -i de_DE -f UTF-8 ./de_DE.UTF-8 2>/dev/null || skip "the locale cannot be made"
    printf '增长15.6%%。' | LOCPATH=$PWD LC_ALL=de_DE.UTF-8 ./job entities >got
    grep -F '"value":15.6' got
}

# display N: the Nth literal block of the manual's examples
display() {
    sed '1,/^\.Sh EXAMPLES/d; s/\\e/\\/g' "$ROOT/man/libkcz.3" |
        awk -v n="$1" '/^\.Bd/ { block++; inside = 1; next } /^\.Ed/ { inside = 0 } inside && block == n'
}

@test "the manual's examples work, and print what the manual says" {
    display 1 >example.c
    compile example.c example
    ./example >got
    diff got <(display 2)
    command -v python3 >/dev/null && [ -z "$(sanitizers)" ] || skip "python3 is not installed, or not built so"
    display 3 >example.py
    python3 example.py >got
    diff got <(display 4)
}

@test "what is installed is uninstalled" {
    make -s -C "$ROOT" uninstall-lib DESTDIR="$BATS_TEST_TMPDIR/none" PREFIX=/usr
    cp -a "$STAGE" "$BATS_TEST_TMPDIR/copy"
    make -s -C "$ROOT" uninstall-lib DESTDIR="$BATS_TEST_TMPDIR/copy" PREFIX=/usr
    [ -z "$(find "$BATS_TEST_TMPDIR/copy" ! -type d)" ]
}
