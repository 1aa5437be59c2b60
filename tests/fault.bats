#!/usr/bin/env bats
# No fault is lost: whatever allocation, read, write, open, map or close fails in whatever program,
# it either makes no difference or shows in the exit status; nothing crashes and nothing hangs.

load helpers
load programs

setup() {
    cd_scratch
    make_records 3 >in
    make_page
}

# without_fault COMMAND...: what it gives where nothing fails, in the file expected
without_fault() {
    "$@" >expected 2>/dev/null
    [ -s expected ]
}

# judge WHAT STATUS: a run may fail, but not by a signal, not by the clock, and not in silence.
judge() {
    if [ "$2" -ge 124 ] || { [ "$2" -eq 0 ] && ! cmp -s expected out; }; then
        echo "$1: status $2, output $(cmp -s expected out && echo same || echo different)"
        return 1
    fi
}

@test "every allocation that fails is noticed, once and from then on" {
    [ "$BIN" = "$ROOT/bin" ] || skip "the sanitizers have allocators of their own"
    preload=$BUILD/tests/failmalloc.so
    for program in $(all_filters); do
        command=$(command_of "$program" in)
        without_fault $command
        FAIL_COUNT=count LD_PRELOAD=$preload $command >/dev/null 2>&1
        count=$(cat count)
        step=$((count / 60 + 1))
        for all in '' 1; do
            for at in $(seq 1 "$step" "$count"); do
                status=0
                within 20 env FAIL_AT="$at" ${all:+FAIL_ALL=1} LD_PRELOAD="$preload" $command \
                    >out 2>/dev/null || status=$?
                judge "$program: allocation $at of $count${all:+ and all later}" "$status"
            done
        done
    done
}

# how_many CALL FILE: how often strace saw that call
how_many() {
    grep -c "^$1(" "$2" || true
}

@test "every failing system call is noticed" {
    command -v strace >/dev/null || skip "strace is absent"
    [ "$BIN" = "$ROOT/bin" ] || skip "the sanitizers do not run under strace"
    for program in $(all_filters); do
        command=$(command_of "$program" in)
        without_fault $command
        strace -o calls -e trace=read,write,openat,mmap,close $command >/dev/null 2>&1
        # what the loader calls before the program has begun is not the program's to handle
        strace -o loading -e trace=read,openat,mmap,close "$program" --version >/dev/null 2>&1
        for fault in read:EINTR read:EIO read:EAGAIN write:EINTR write:EIO write:ENOSPC write:EPIPE \
            write:EAGAIN openat:EINTR openat:ENOENT openat:EMFILE mmap:ENOMEM close:EIO close:EINTR; do
            call=${fault%:*}
            count=$(how_many "$call" calls)
            first=$(($(how_many "$call" loading) + 1))
            step=$(((count - first) / 6 + 1))
            for at in $(seq "$first" "$step" "$count"); do
                status=0
                within 20 strace -qq -o /dev/null -e "inject=$call:error=${fault#*:}:when=$at" \
                    $command >out 2>/dev/null || status=$?
                judge "$program: $fault at $at of $count" "$status"
            done
        done
    done
}

@test "a full disk, a file size limit and closed descriptors are noticed by every program" {
    for program in $(all_filters); do
        command=$(command_of "$program" in)
        run -2 bash -c "$command >/dev/full"
        [[ "$output" == *"No space left on device"* ]] || { echo "$program: $output"; false; }
        run -2 bash -c "$command >&-"
        run bash -c "trap '' XFSZ; ulimit -f 0; $command >limited"
        [ "$status" -eq 2 ] || { echo "$program: file size limit: $status"; false; }
    done
}

@test "SIGPIPE ends every program quietly; where it is ignored the status is 2" {
    make_records 3000 >many
    for program in $(record_filters); do
        command=$(command_of "$program" many)
        run -0 bash -c "$command 2>err | head -c 10 >/dev/null; exit \$((PIPESTATUS[0] != 141))"
        run -0 bash -c "trap '' PIPE; $command 2>err | head -c 10 >/dev/null; exit \$((PIPESTATUS[0] != 2))"
        ! grep -v -e 'passed untouched' -e 'comes before what adds them' err
    done
}
