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

@test "kcz NAME completes as kcz-NAME does, in bash, zsh and fish" {
    make -s -C "$ROOT" completions
    offered=$ROOT/build/completions
    bash_offers() {
        bash -c '. "$1/bash/kcz"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _kcz; echo "${COMPREPLY[@]}"' \
            bash "$offered" "$@"
    }
    [ "$(bash_offers kcz cl)" = clean ]
    [ "$(bash_offers kcz stats fr)" = freq ]
    [ "$(bash_offers kcz t2s --profile tw2sp)" = tw2sp ]
    [ "$(bash_offers kcz nosuch --x)" = '' ]
    if command -v fish; then
        fish_offers() {
            HOME=$PWD fish -c "set fish_complete_path $offered/fish; complete -C '$1'" | cut -f 1
        }
        [ "$(fish_offers 'kcz cl')" = clean ]
        [ "$(fish_offers 'kcz stats fr')" = freq ]
        [ "$(fish_offers 'kcz t2s --profile tw2sp')" = tw2sp ]
    fi
    command -v zsh || return 0
    cat >session <<'END'
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "PS1='> '; fpath=($1 \$fpath); autoload -U compinit; compinit -u -d dump; PS1='ready> '"
zpty -r -m shell began '*ready> *'
for line in 'kcz cle' 'kcz stats fre' 'kcz-t2s --profi' 'kcz-dedup mar'; do
    zpty -w -n shell $'\x15'"$line"$'\t'
    sleep 1
done
while zpty -r -t shell piece; do print -r -- "$piece"; done
END
    timeout 60 zsh -f session "$offered/zsh" >told
    for word in 'kcz clean' 'kcz stats freq' 'kcz-t2s --profile' 'kcz-dedup mark'; do
        grep -qF -e "$word" told || { cat -v told; false; }
    done
    ! grep -F _alternative told
}

@test "install puts programs, manuals and completions in place; uninstall leaves nothing" {
    make -s -C "$ROOT" install DESTDIR="$PWD/stage" PREFIX=/usr
    [ -x stage/usr/bin/kcz-clean ]
    [ -x stage/usr/bin/kcz ]
    [ stage/usr/share/man/man1/kcz.1 -ef stage/usr/share/man/man7/kcz.7 ]
    [ -s stage/usr/share/bash-completion/completions/kcz ]
    [ -s stage/usr/share/bash-completion/completions/kcz-ner ]
    run -0 stage/usr/bin/kcz t2s <<<'{"text":"漢字"}'
    [ "$output" = '{"text":"汉字"}' ]
    make -s -C "$ROOT" uninstall DESTDIR="$PWD/stage" PREFIX=/usr
    [ -z "$(find stage -type f)" ]
}
