#!/bin/sh
# Writes common/data/clean/entities.tsv: the named character references of HTML.
# Usage: clean-entities.sh FOLDER-OF-THE-UNPACKED-NPM-PACKAGE-character-entities
set -eu
source=$1/index.js
cd "$(dirname "$0")/../clean"
{
    cat <<'HEAD'
# Names of character references of HTML (without & and ;) and what they stand for.
# Source: npm package character-entities 2.0.2, MIT, copyright 2015 Titus Wormer; the list is that of
# the HTML standard, less NewLine and Tab.
HEAD
    sed -n "s/^  \([A-Za-z0-9]*\): *'\(.*\)',*$/\1	\2/p; s/^  \([A-Za-z0-9]*\): *\"\(.*\)\",*$/\1	\2/p" \
        "$source" | grep -v -e '^NewLine' -e '^Tab' | sed 's/\\\\/\\/' | LC_ALL=C sort
} > entities.tsv
