# shellcheck shell=sh
# For the scripts of tests/bench: a corpus of real length and variety, and CPU time as a table row.

# bench_corpus MIB: the name of a file of about MIB mebibytes of records, made once from the news
# text beside the project, or from generated text where that is absent.
bench_corpus() {
    file=${TMPDIR:-/tmp}/kcz-bench-$1.ndjson
    if [ ! -s "$file" ]; then
        if [ -e "${SHARED:-../shared}/data/raw/xwlb.txt.zst" ]; then
            zstdcat "${SHARED:-../shared}"/data/raw/*.txt.zst
        else
            awk 'BEGIN { srand(1); for (i = 0; i < 400000; i++) { t = ""
                for (n = 0; n < 60; n++) t = t sprintf("%c%c%c", 228 + rand() * 5,
                    128 + rand() * 64, 128 + rand() * 64); print t } }' | iconv -c -f UTF-8 -t UTF-8
        fi | awk 'length($0) > 0 { text = text (text == "" ? "" : "\n") $0 }
                  length(text) > 1200 { print text "\001"; text = "" }' |
            jq -Rc --slurp 'split("\u0001\n")[] | {id: "x", text: ., meta: {source: "bench"}}' |
            head -c "$(($1 << 20))" | sed '$d' >"$file.part"
        mv "$file.part" "$file"
    fi
    echo "$file"
}

# bench_row NAME BYTES COMMAND...: one row with MiB per CPU second and peak memory; input is stdin.
bench_row() {
    name=$1 bytes=$2
    shift 2
    best=
    input=$(mktemp)
    trap 'rm -f "$input" "$input.time"' EXIT
    cat >"$input"
    for _ in 1 2 3; do
        bash -c 'TIMEFORMAT="%U %S"; time "$@" <"$0" >/dev/null 2>&1' "$input" "$@" 2>"$input.time"
        best=$(awk -v best="$best" '{ cpu = $1 + $2; print best == "" || cpu < best ? cpu : best }' \
            "$input.time")
    done
    awk -v name="$name" -v bytes="$bytes" -v cpu="$best" 'BEGIN {
        printf "  %-28s %8.3f CPU s %8.1f MiB/CPU s\n", name, cpu, bytes / 1048576 / (cpu > 0 ? cpu : 0.001) }'
    rm -f "$input" "$input.time"
    trap - EXIT
}

# bench_startup PROGRAM: milliseconds of a run on an empty input, the mean of 20.
bench_startup() {
    bash -c 'TIMEFORMAT="%R"; time for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        "$0" </dev/null >/dev/null 2>&1; done' "$1" 2>&1 |
        awk -v name="$(basename "$1")" '{ printf "  %-28s %8.1f ms start-up\n", name, $1 * 50 }'
}
