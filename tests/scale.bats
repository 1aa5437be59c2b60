#!/usr/bin/env bats
# Beyond one machine, on engines that exist: the output is that of a single run, byte for byte.

load helpers
load programs

setup_file() {
    cd "$BATS_FILE_TMPDIR"
    make_records 3000 >in
    pipeline <in >expected
    kcz-stats freq --field '.tokens[]' --state expected >expected.state
    split -n l/6 -d in shard.
    if command -v slurmctld munged >/dev/null || [ -x /usr/sbin/slurmctld ]; then
        "$ROOT/tests/scale/slurm-up" slurm 2 >/dev/null 3>&-
    fi
}

teardown_file() {
    [ ! -s "$BATS_FILE_TMPDIR/ssh/pid" ] || kill "$(cat "$BATS_FILE_TMPDIR/ssh/pid")"
    "$ROOT/tests/scale/slurm-down" "$BATS_FILE_TMPDIR/slurm"
}

setup() {
    cd "$BATS_FILE_TMPDIR"
    export SLURM_CONF=$BATS_FILE_TMPDIR/slurm/slurm.conf
}

pipeline() {
    kcz-clean -q | kcz-t2s -q | kcz-segment -q
}

skip_without() {
    for command in "$@"; do
        command -v "$command" >/dev/null || [ -x "/usr/sbin/$command" ] || skip "$command is absent"
    done
}

# --- Slurm -----------------------------------------------------------------------------------

@test "Slurm: an array over the shards and a merging job give what one run gives" {
    skip_without slurmctld munged
    job=$("$ROOT/examples/slurm/submit" array shard.*)
    "$ROOT/tests/scale/slurm-wait" "$job" || { cat array/*.log slurm/*.log; false; }
    cat array/*.ndjson | same_bytes - expected
    same_bytes array/freq.state expected.state
    [ -z "$(ls array/*part* 2>/dev/null)" ]
}

@test "Slurm: a bad record is kept aside, and the other records are worked on" {
    skip_without slurmctld munged
    { echo 'this is no record'; cat shard.00; } >bad.ndjson
    job=$("$ROOT/examples/slurm/submit" rejecting bad.ndjson)
    "$ROOT/tests/scale/slurm-wait" "$job" || { cat rejecting/*.log; false; }
    [ "$(cat rejecting/00001.rejects)" = 'this is no record' ]
    [ "$(wc -l <rejecting/00001.ndjson)" -eq "$(wc -l <shard.00)" ]
    [ -s rejecting/freq.state ]
}

@test "Slurm: a task that fails keeps the merge from running" {
    skip_without slurmctld munged
    mkdir -p no.shard
    job=$("$ROOT/examples/slurm/submit" failing shard.00 no.shard)
    run "$ROOT/tests/scale/slurm-wait" "$job"
    [ "$status" -ne 0 ]
    [ ! -e failing/freq.state ]
    [ ! -e failing/00002.ndjson ]
}

@test "Slurm: a node that goes down in flight costs nothing but time" {
    skip_without slurmctld munged
    [ -n "${KCZ_SLOW_TESTS:-}" ] || skip "takes minutes: set KCZ_SLOW_TESTS"
    mkdir slow
    printf '#!/bin/sh\nsleep 5\nexec %s "$@"\n' "$(command -v kcz-clean)" >slow/kcz-clean
    chmod +x slow/kcz-clean
    job=$(PATH=$PWD/slow:$PATH "$ROOT/examples/slurm/submit" requeued shard.*)
    sleep 3
    scontrol update NodeName=n2 State=DOWN Reason=test
    sleep 2
    scontrol update NodeName=n2 State=RESUME
    "$ROOT/tests/scale/slurm-wait" "$job" 400
    cat requeued/*.ndjson | same_bytes - expected
    same_bytes requeued/freq.state expected.state
}

# --- GNU parallel ----------------------------------------------------------------------------

@test "GNU parallel: --pipe-part -k over one file" {
    skip_without parallel
    export -f pipeline
    parallel --will-cite --pipe-part -a in --block 100k -k -j2 pipeline >out
    same_bytes out expected
}

@test "GNU parallel: shard files, a job log, and --resume after a failure" {
    skip_without parallel
    export -f pipeline
    mkdir shards
    # shellcheck disable=SC2016 # parallel's shell expands it
    one='set -o pipefail; [ {#} -ne 3 ] || [ -e mended ] || exit 1
         pipeline <{} >shards/{/}.part && mv shards/{/}.part shards/{/}'
    status=0
    SHELL=/bin/bash parallel --will-cite --joblog log -j2 "$one" ::: shard.* || status=$?
    [ "$status" -eq 1 ]
    [ ! -e shards/shard.02 ]
    touch mended
    SHELL=/bin/bash parallel --will-cite --joblog log --resume-failed -j2 "$one" ::: shard.*
    cat shards/shard.* | same_bytes - expected
}

@test "GNU parallel: over ssh" {
    skip_without parallel sshd ssh ssh-keygen
    mkdir -p ssh /run/sshd 2>/dev/null || skip "sshd wants /run/sshd"
    ssh-keygen -q -t ed25519 -N '' -f ssh/host
    ssh-keygen -q -t ed25519 -N '' -f ssh/user
    port=$(perl -MIO::Socket::INET -e 'until ($s) { $s = IO::Socket::INET->new(Listen => 1,
        LocalAddr => "127.0.0.1", LocalPort => 10000 + int rand 20000) } print $s->sockport')
    "$(command -v sshd || echo /usr/sbin/sshd)" -p "$port" -h "$PWD/ssh/host" -o ListenAddress=127.0.0.1 \
        -o "AuthorizedKeysFile=$PWD/ssh/user.pub" -o "PidFile=$PWD/ssh/pid" -o StrictModes=no \
        -o UsePAM=no -o PasswordAuthentication=no -f /dev/null
    eventually [ -s ssh/pid ]
    cat >ssh/config <<CONFIG
Host loop
    HostName 127.0.0.1
    Port $port
    IdentityFile $PWD/ssh/user
    StrictHostKeyChecking no
    UserKnownHostsFile /dev/null
    LogLevel ERROR
CONFIG
    command="PATH=$BIN:\$PATH; kcz-clean -q | kcz-t2s -q | kcz-segment -q"
    parallel --will-cite --ssh "ssh -F $PWD/ssh/config" --sshlogin 2/loop -k --pipe --block 200k \
        "$command" <in >out
    same_bytes out expected
}

# --- shards as they are stored ---------------------------------------------------------------

@test "compressed shards: a truncated member is noticed where pipefail is set" {
    skip_without zstd gzip xz
    for pack in gzip xz zstd; do
        $pack -q -c in >in.packed
        bash -c "set -o pipefail; $pack -dqc in.packed | kcz-t2s -q" >out
        kcz-t2s -q in | same_bytes - out
        head -c 20000 in.packed >cut.packed
        run bash -c "set -o pipefail; $pack -dqc cut.packed 2>/dev/null | kcz-t2s -q >out"
        [ "$status" -ne 0 ] || { echo "$pack"; false; }
    done
}

@test "compressed shards: files that were put together are the records put together" {
    skip_without zstd gzip
    for pack in gzip zstd; do
        for shard in shard.*; do $pack -q -c "$shard"; done >all.packed
        $pack -dqc all.packed | same_bytes - in
    done
}

# --- statistics ------------------------------------------------------------------------------

@test "states merge to the same bytes in any order and any tree" {
    for shard in 0 1 2 3 4 5; do
        pipeline <shard.0$shard | kcz-stats freq --field '.tokens[]' --state >state.$shard
    done
    kcz-stats merge --state state.* | same_bytes - expected.state
    kcz-stats merge --state state.5 state.3 state.1 state.0 state.2 state.4 | same_bytes - expected.state
    kcz-stats merge --state state.0 state.1 >left
    kcz-stats merge --state state.2 state.3 state.4 state.5 >right
    kcz-stats merge --state right left | same_bytes - expected.state
}
