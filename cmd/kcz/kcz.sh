#!/bin/sh
# kcz COMMAND [ARGUMENT]...: runs kcz-COMMAND, from the folder in which this lies.
here=$(dirname "$(readlink -f "$0")")

list() {
    echo 'kcz: dirty Chinese web text into data'
    echo 'usage: kcz COMMAND [OPTION]... [FILE]...   (kcz help COMMAND, man kcz)'
    for program in "$here"/kcz-*; do
        "$program" --help | sed -n '1s/^kcz-\([^:]*\): /\1 /p' |
            while read -r name about; do printf '  %-10s%s\n' "$name" "$about"; done
    done
}

case ${1-help} in
help | -h | --help)
    [ $# -gt 1 ] || { list; exit; }
    exec "$0" "$2" --help
    ;;
--version)
    "$here/kcz-read" --version | sed 's/^kcz-read/kcz/'
    exit
    ;;
esac
if [ ! -x "$here/kcz-$1" ]; then
    echo "kcz: no such command: $1 (see kcz help)" >&2
    exit 2
fi
command=$1
shift
exec "$here/kcz-$command" "$@"
