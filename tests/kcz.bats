#!/usr/bin/env bats
# kcz, the one name for all programs; shell completions; install and uninstall.

load helpers

setup() {
    cd_scratch
}

@test "kcz lists every program with what it is for" {
    run -0 kcz
    for program in "$BIN"/kcz-*; do
        name=${program##*/kcz-}
        [[ "$output" == *"  $name "* ]] || { echo "$name"; false; }
    done
    run -0 kcz help
    [[ "$output" == "kcz: "* ]]
}

@test "kcz COMMAND is kcz-COMMAND, with its arguments, input and exit status" {
    run -0 kcz t2s --profile t2s <<<'{"text":"漢字"}'
    [ "$output" = '{"text":"汉字"}' ]
    run -2 kcz t2s --nonsense
    [[ "$output" == "kcz-t2s: no such option"* ]]
    run -0 kcz help t2s
    [[ "$output" == "kcz-t2s: "* ]]
}

@test "an unknown command is told, with status 2" {
    run -2 kcz frobnicate
    [ "$output" = "kcz: no such command: frobnicate (see kcz help)" ]
}

@test "kcz works through a symbolic link" {
    ln -s "$BIN/kcz" here
    run -0 ./here t2s <<<'{"text":"漢字"}'
    [ "$output" = '{"text":"汉字"}' ]
}

@test "completions are good bash, zsh and fish, and offer every option and every command" {
    "$ROOT/cmd/kcz/completions.sh" completions "$BIN"/kcz-*
    for program in "$BIN"/kcz-*; do
        name=${program##*/}
        bash=completions/bash/$name fish=completions/fish/$name.fish
        sed -n "/^$name)/,/;;/p" completions/zsh/_kcz >zsh
        bash -n "$bash"
        ! command -v fish >/dev/null || fish -n "$fish"
        described "$program" | cut -d , -f 3 | sort -u >options
        grep -qx version options
        while read -r word; do
            grep -q -e "--$word\>" "$bash" || { echo "bash $name --$word"; false; }
            grep -q -e " -l $word\>" "$fish" || { echo "fish $name --$word"; false; }
            grep -q -e "--$word\>" zsh || { echo "zsh $name --$word"; false; }
        done <options
        for word in $("$program" --describe-commands | cut -f 1); do
            grep -q -w -e "$word" "$bash" || { echo "bash $name $word"; false; }
            grep -q -e "-a $word\>" "$fish" || { echo "fish $name $word"; false; }
            grep -q -e "[( ]${word}[ )]" zsh || { echo "zsh $name $word"; false; }
        done
    done
    ! command -v zsh >/dev/null || zsh -n completions/zsh/_kcz
}

@test "bash completes options and their values" {
    make -s -C "$ROOT" completions
    run -0 bash -c '. "$1"; COMP_WORDS=(kcz-t2s --pro); COMP_CWORD=1; _kcz_t2s; echo "${COMPREPLY[@]}"
        COMP_WORDS=(kcz-t2s --profile tw); COMP_CWORD=2; _kcz_t2s; echo "${COMPREPLY[@]}"' \
        bash "$ROOT/build/completions/bash/kcz-t2s"
    [[ "${lines[0]}" == *"--profile"* ]]
    [[ "${lines[1]}" == *"tw2s"* ]]
}

@test "install puts programs, manuals and completions in place; uninstall leaves nothing" {
    make -s -C "$ROOT" install DESTDIR="$PWD/stage" PREFIX=/usr
    [ -x stage/usr/bin/kcz-clean ]
    [ -x stage/usr/bin/kcz ]
    [ -s stage/usr/share/man/man7/kcz.7 ]
    [ -s stage/usr/share/bash-completion/completions/kcz-ner ]
    run -0 stage/usr/bin/kcz t2s <<<'{"text":"漢字"}'
    [ "$output" = '{"text":"汉字"}' ]
    make -s -C "$ROOT" uninstall DESTDIR="$PWD/stage" PREFIX=/usr
    [ -z "$(find stage -type f)" ]
}
