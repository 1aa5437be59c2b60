# What all .bats files share: the programs on PATH, a scratch folder, a few words for common checks.
# BIN names another folder of programs (build/asan/bin), SHARED where the corpora lie.

bats_require_minimum_version 1.5.0

ROOT=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
BIN=$(cd "$ROOT" && cd "${BIN:-bin}" && pwd)
BUILD=${BUILD:-$ROOT/build}
SHARED=${SHARED:-$ROOT/../shared}
PATH=$BIN:$BUILD/tests:$PATH
export PATH SHARED
export LC_ALL=C

cd_scratch() {
    cd "$BATS_TEST_TMPDIR" || return 1
}

# record TEXT: one record with that text, as a line
record() {
    jq -nc --arg text "$1" '{text: $text}'
}

# skip_without_corpora PATH: for tests against $SHARED/data
skip_without_corpora() {
    [ -e "$SHARED/data/$1" ] || skip "$SHARED/data/$1 is absent"
}

# same_bytes A B: whether two files are equal, showing where they are not
same_bytes() {
    cmp "$1" "$2"
}

# within SECONDS COMMAND...: fails where the command takes more processor time than that. The clock on
# the wall only ends what hangs: how busy the machine is must not decide a test. Builds that watch
# themselves (BIN) may take ten times as long.
within() {
    local seconds=$1
    shift
    [ "$BIN" = "$ROOT/bin" ] || seconds=$((seconds * 10))
    (ulimit -t "$seconds" && exec timeout -k 1 $((seconds * 30)) "$@")
}

# eventually CONDITION...: waits until the command succeeds; fails if it has not after a minute.
eventually() {
    local end=$((SECONDS + 60))
    until "$@"; do
        [ "$SECONDS" -lt "$end" ] || { echo "in vain: $*"; return 1; }
        sleep 0.02
    done
}

# holds N FILE: whether the file has N lines
holds() {
    [ "$(wc -l <"$2")" -eq "$1" ]
}
