#!/bin/sh
# completions.sh FOLDER PROGRAM...: writes shell completions for the programs and for kcz into bash,
# fish and zsh below FOLDER. They are made from the programs' own tables (--describe-options: letter, name,
# argument, choices and help between tabs; --describe-commands: name and what it does).
set -eu
out=$1
shift

# The tables of all programs, each row behind the program's name: its commands, then the options of
# all of them, each once.
describe() {
    for program in "$@"; do
        name=$(basename "$program")
        commands=$("$program" --describe-commands | cut -f 1)
        "$program" --describe-commands | sed "s/^/$name	COMMAND	/"
        for command in '' $commands; do
            "$program" ${command:+"$command"} --describe-options
        done | awk -F '\t' '!seen[$2]++' | sed "s/^/$name	OPTION	/"
    done
}

bash_completion() {
    awk -F '\t' '
        { if (!($1 in words)) order[++n] = $1 }
        $2 == "COMMAND" { commands[$1] = commands[$1] " " $3; words[$1] = words[$1]; next }
        { words[$1] = words[$1] ($3 != "" ? " -" $3 : "") ($4 != "" ? " --" $4 : "")
          if ($6 != "") { gsub(/\|/, " ", $6); cases[$1] = cases[$1] sprintf("        --%s) COMPREPLY=($(compgen -W \"%s\" -- \"$word\")); return ;;\n", $4, $6) } }
        END {
            print "# bash completion for the kcz programs; generated"
            for (i = 1; i <= n; i++) {
                name = program = order[i]; gsub(/-/, "_", name)
                printf "_%s() {\n    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n", name
                if (cases[program] != "") printf "    case $before in\n%s    esac\n", cases[program]
                printf "    case $word in\n        -*) COMPREPLY=($(compgen -W \"%s\" -- \"$word\")) ;;\n", substr(words[program], 2)
                printf "        *) COMPREPLY=($(compgen -f -- \"$word\")) ;;\n    esac\n"
                if (commands[program] != "")
                    printf "    case $COMP_CWORD:$word in\n        1:-*) ;;\n        1:*) COMPREPLY+=($(compgen -W \"%s\" -- \"$word\")) ;;\n    esac\n", substr(commands[program], 2)
                printf "}\ncomplete -o filenames -F _%s %s\n", name, program
            }
        }'
}

zsh_completion() {
    awk -F '\t' '
        function quote(text) { gsub(/[\[\]:'"'"']/, " ", text); return text }
        { if (!($1 in specs)) { order[++n] = $1; specs[$1] = "" } }
        $2 == "COMMAND" { commands[$1] = commands[$1] " " $3; next }
        { value = $5 == "" ? "" : ":" quote($5) ":" ($6 != "" ? "(" $6 ")" : "_files"); gsub(/\|/, " ", value)
          if ($4 != "") specs[$1] = specs[$1] sprintf(" \\\n        '"'"'--%s[%s]%s'"'"'", $4, quote($7), value)
          if ($3 != "") specs[$1] = specs[$1] sprintf(" \\\n        '"'"'-%s[%s]%s'"'"'", $3, quote($7), value) }
        END {
            printf "#compdef"; for (i = 1; i <= n; i++) printf " %s", order[i]
            print " kcz\n# zsh completion for the kcz programs; generated\ncase $service in"
            for (i = 1; i <= n; i++) {
                first = commands[order[i]] == "" ? "" : sprintf(" \\\n        '"'"'1: : _alternative \"commands:command:(%s)\" \"files:file:_files\"'"'"'", substr(commands[order[i]], 2))
                printf "%s)\n    _arguments%s%s \\\n        '"'"'*:file:_files'"'"' ;;\n", order[i], specs[order[i]], first
            }
        }'
    printf 'kcz)\n    local -a programs=(help\n'
    abouts "$@" | sed "s/[\\\\':]/ /g; s/^\([^	]*\)	\(.*\)/        '\1:\2'/"
    cat <<'END'
    )
    if ((CURRENT == 2)); then
        _describe program programs
    else
        local service=kcz-$words[2]
        shift words
        ((CURRENT--))
        _kcz
    fi ;;
esac
END
}

fish_completion() {
    awk -F '\t' 'BEGIN { print "# fish completion for the kcz programs; generated" }
        $2 == "COMMAND" {
            gsub(/'"'"'/, "\\'"'"'", $4)
            printf "complete -c %s -n __fish_use_subcommand -a %s -d '"'"'%s'"'"'\n", $1, $3, $4
            next
        }
        { gsub(/'"'"'/, "\\'"'"'", $7); gsub(/\|/, " ", $6)
          printf "complete -c %s%s%s -d '"'"'%s'"'"'%s\n", $1, ($3 != "" ? " -s " $3 : ""), ($4 != "" ? " -l " $4 : ""), $7,
              ($5 == "" ? "" : $6 != "" ? " -x -a '"'"'" $6 "'"'"'" : " -r") }'
}

# The short name of each program and what it is for, a tab between them.
abouts() {
    for program in "$@"; do
        "$program" --help | sed -n '1s/^kcz-\([^:]*\): /\1	/p'
    done
}

# "kcz NAME" goes on as kcz-NAME does, whose completion lies in the same folder.
umbrella_bash() {
    printf '# bash completion for kcz; generated\n_kcz() {\n    local programs="help %s"\n' \
        "$(abouts "$@" | cut -f 1 | xargs)"
    cat <<'END'
    local word=${COMP_WORDS[COMP_CWORD]} name=${COMP_WORDS[1]}
    if ((COMP_CWORD == 1)) || [[ $name == help ]]; then
        COMPREPLY=($(compgen -W "$programs" -- "$word"))
        return
    fi
    declare -F "_kcz_$name" >/dev/null || . "${BASH_SOURCE[0]%/*}/kcz-$name" 2>/dev/null || return
    COMP_WORDS=("kcz-$name" "${COMP_WORDS[@]:2}")
    ((COMP_CWORD--))
    "_kcz_$name"
}
complete -o filenames -F _kcz kcz
END
}

umbrella_fish() {
    cat <<'END'
# fish completion for kcz; generated
function __kcz_rest
    set -l words (commandline -opc) (commandline -ct)
    complete -C (string join ' ' -- kcz-$words[2] $words[3..-1])
end
complete -c kcz -f -n __fish_use_subcommand -a help -d 'what there is'
complete -c kcz -n 'not __fish_use_subcommand' -a '(__kcz_rest)'
END
    abouts "$@" | awk -F '\t' '{ gsub(/'"'"'/, "\\'"'"'", $2)
        printf "complete -c kcz -f -n __fish_use_subcommand -a %s -d '"'"'%s'"'"'\n", $1, $2 }'
}

mkdir -p "$out/bash" "$out/fish" "$out/zsh"
for program in "$@"; do
    name=$(basename "$program")
    describe "$program" | bash_completion >"$out/bash/$name"
    describe "$program" | fish_completion >"$out/fish/$name.fish"
done
umbrella_bash "$@" >"$out/bash/kcz"
umbrella_fish "$@" >"$out/fish/kcz.fish"
describe "$@" | zsh_completion "$@" >"$out/zsh/_kcz"
