#!/usr/bin/env bats
# The Debian packages in dist: installed into a system that has nothing but its base, used there as
# their users do, removed again. "make deb-check" makes the packages first, and needs root and a
# mirror (MIRROR).

ROOT=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)

in_base() {
    chroot "$BASE" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 \
        DEBIAN_FRONTEND=noninteractive "$@"
}

# Prints why no packages can be tried here, or nothing.
obstacle() {
    if ! ls "$ROOT"/dist/kcz_*.deb >/dev/null 2>&1; then
        echo "there are no packages: make deb"
    elif ! command -v debootstrap >/dev/null; then
        echo "debootstrap is not installed"
    elif [ "$(id -u)" -ne 0 ]; then
        echo "only root can make a base system"
    elif ! wget -q --spider --timeout=10 --tries=1 "$MIRROR/dists/$SUITE/Release"; then
        echo "$MIRROR cannot be reached"
    fi
}

setup_file() {
    export BASE=$BATS_FILE_TMPDIR/base
    export MIRROR=${MIRROR:-http://deb.debian.org/debian}
    SUITE=$(. /etc/os-release && echo "$VERSION_CODENAME")
    OBSTACLE=$(obstacle)
    export OBSTACLE
    [ -z "$OBSTACLE" ] || return 0
    debootstrap --variant=minbase "$SUITE" "$BASE" "$MIRROR" >"$BATS_FILE_TMPDIR/log" 2>&1
    for package in kcz libkcz0 libkcz-dev; do
        cp "$ROOT/dist/$package"_*.deb "$BASE/srv/$package.deb"
    done
}

setup() {
    [ -z "$OBSTACLE" ] || skip "$OBSTACLE"
}

@test "the packages install with what they depend on, and nothing more" {
    in_base apt-get install -y -qq --no-install-recommends /srv/kcz.deb
    for program in "$ROOT"/cmd/kcz-*; do
        in_base "${program##*/}" --version
    done
}

@test "the demo gives there what it gives here" {
    in_base apt-get install -y -qq --no-install-recommends jq
    mkdir -p "$BASE/srv/demo/tests"
    cp -r "$ROOT"/tests/demo "$ROOT"/tests/demo.jq "$ROOT"/tests/pages "$BASE/srv/demo/tests"
    in_base env BIN=/usr/bin /srv/demo/tests/demo >"$BATS_TEST_TMPDIR/there"
    "$ROOT/tests/demo" >"$BATS_TEST_TMPDIR/here"
    cmp "$BATS_TEST_TMPDIR/here" "$BATS_TEST_TMPDIR/there"
    [ "$(wc -l <"$BATS_TEST_TMPDIR/there")" -gt 30 ]
}

@test "the manuals and the completions are where the system looks" {
    for file in man/man1/kcz-ner.1.gz man/man5/kcz.5.gz man/man7/kcz.7.gz \
        bash-completion/completions/kcz-ner fish/vendor_completions.d/kcz-ner.fish \
        zsh/vendor-completions/_kcz; do
        # A minimal base may have been told to leave manuals out; then the package's list must do.
        in_base dpkg -L kcz | grep -x "/usr/share/$file"
    done
}

@test "a program is compiled with libkcz-dev and runs with libkcz0 alone" {
    in_base apt-get install -y -qq --no-install-recommends gcc libc6-dev pkgconf \
        /srv/libkcz0.deb /srv/libkcz-dev.deb
    cp "$ROOT/tests/lib/job.c" "$BASE/srv"
    in_base sh -c 'cc /srv/job.c $(pkg-config --cflags --libs kcz) -o /srv/job'
    in_base apt-get purge -y -qq libkcz-dev
    printf '云州市科协主席李小明访问清河大学。' >"$BASE/srv/text"
    in_base sh -c '/srv/job entities </srv/text' | jq -e 'map(.type) | index("ORG", "PER") != null'
}

@test "removed, they leave nothing behind" {
    in_base apt-get purge -y -qq kcz libkcz0
    in_base find / -xdev -name '*kcz*' ! -path '/var/*' ! -path '/proc/*' ! -path '/srv/*' >"$BATS_TEST_TMPDIR/left"
    cat "$BATS_TEST_TMPDIR/left"
    [ ! -s "$BATS_TEST_TMPDIR/left" ]
}
