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

# same_bytes A B: whether two files are equal, showing where they are not; A may be -, for standard
# input. Two files of nothing are not the same: a program that prints nothing is none that works.
same_bytes() {
    [ -s "$2" ] || { echo "$2 is empty"; return 1; }
    cmp "$1" "$2"
}

# jq -e is content with no input at all, for which every claim holds: here it wants an answer
jq() {
    local answer status=0

    case " $* " in
    *' -e '*)
        answer=$(command jq "$@") || status=$?
        printf '%s\n' "$answer"
        [ -n "$answer" ] || return 4
        return "$status"
        ;;
    *) command jq "$@" ;;
    esac
}

# described PROGRAM: a row an option of the program or of one of its commands: command, letter, name,
# with commas between them
described() {
    "$1" --describe-options | awk -F '\t' -v OFS=, '{ print "", $1, $2 }'
    "$1" --describe-commands | cut -f 1 | while read -r command; do
        "$1" "$command" --describe-options | awk -F '\t' -v OFS=, -v c="$command" '{ print c, $1, $2 }'
    done
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
