#!/bin/sh
# completions.sh FOLDER PROGRAM...: writes shell completions for the programs into bash, fish and zsh
# below FOLDER. They are made from the programs' own option tables (--describe-options: letter, name,
# argument, choices and help between tabs).
set -eu
out=$1
shift

# The tables of all programs, each row behind the program's name.
describe() {
    for program in "$@"; do
        "$program" --describe-options | sed "s/^/$(basename "$program")	/"
    done
}

bash_completion() {
    awk -F '\t' '
        { if (!($1 in words)) order[++n] = $1
          words[$1] = words[$1] ($2 != "" ? " -" $2 : "") ($3 != "" ? " --" $3 : "")
          if ($5 != "") { gsub(/\|/, " ", $5); cases[$1] = cases[$1] sprintf("        --%s) COMPREPLY=($(compgen -W \"%s\" -- \"$word\")); return ;;\n", $3, $5) } }
        END {
            print "# bash completion for the kcz programs; generated"
            for (i = 1; i <= n; i++) {
                name = program = order[i]; gsub(/-/, "_", name)
                printf "_%s() {\n    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n", name
                if (cases[program] != "") printf "    case $before in\n%s    esac\n", cases[program]
                printf "    case $word in\n        -*) COMPREPLY=($(compgen -W \"%s\" -- \"$word\")) ;;\n        *) COMPREPLY=($(compgen -f -- \"$word\")) ;;\n    esac\n}\ncomplete -o filenames -F _%s %s\n", substr(words[program], 2), name, program
            }
        }'
}

zsh_completion() {
    awk -F '\t' '
        function quote(text) { gsub(/[\[\]:'"'"']/, " ", text); return text }
        { if (!($1 in specs)) order[++n] = $1
          value = $4 == "" ? "" : ":" quote($4) ":" ($5 != "" ? "(" $5 ")" : "_files"); gsub(/\|/, " ", value)
          if ($3 != "") specs[$1] = specs[$1] sprintf(" \\\n        '"'"'--%s[%s]%s'"'"'", $3, quote($6), value)
          if ($2 != "") specs[$1] = specs[$1] sprintf(" \\\n        '"'"'-%s[%s]%s'"'"'", $2, quote($6), value) }
        END {
            printf "#compdef"; for (i = 1; i <= n; i++) printf " %s", order[i]
            print "\n# zsh completion for the kcz programs; generated\ncase $service in"
            for (i = 1; i <= n; i++) printf "%s)\n    _arguments%s \\\n        '"'"'*:file:_files'"'"' ;;\n", order[i], specs[order[i]]
            print "esac"
        }'
}

fish_completion() {
    awk -F '\t' 'BEGIN { print "# fish completion for the kcz programs; generated" }
        { gsub(/'"'"'/, "\\'"'"'", $6); gsub(/\|/, " ", $5)
          printf "complete -c %s%s%s -d '"'"'%s'"'"'%s\n", $1, ($2 != "" ? " -s " $2 : ""), ($3 != "" ? " -l " $3 : ""), $6,
              ($4 == "" ? "" : $5 != "" ? " -x -a '"'"'" $5 "'"'"'" : " -r") }'
}

mkdir -p "$out/bash" "$out/fish" "$out/zsh"
for program in "$@"; do
    name=$(basename "$program")
    describe "$program" | bash_completion >"$out/bash/$name"
    describe "$program" | fish_completion >"$out/fish/$name.fish"
done
describe "$@" | zsh_completion >"$out/zsh/_kcz"
