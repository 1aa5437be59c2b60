#!/bin/sh
# Writes common/data/clean/cp936.tsv: the double-byte table of code page 936 as glibc's iconv has it.
set -eu
cd "$(dirname "$0")/../clean"
{
    cat <<'HEAD'
# Code page 936 (GBK 1.0 as Windows has it): lead byte, characters of the trail bytes 40-7E and 80-FE.
# U+FFFD: not assigned (user-defined cells among them). Source: glibc's charmap, a public fact.
HEAD
    lead=129
    while [ $lead -le 254 ]; do
        printf '%02X\t' $lead
        trail=64
        while [ $trail -le 254 ]; do
            if [ $trail -ne 127 ]; then
                pair=$(printf '\\%03o\\%03o' $lead $trail)
                # shellcheck disable=SC2059 # the escapes are what is printed
                cell=$(printf "$pair" | iconv -f CP936 -t UTF-8 2>/dev/null) || cell=�
                printf '%s' "$cell"
            fi
            trail=$((trail + 1))
        done
        printf '\n'
        lead=$((lead + 1))
    done
} > cp936.tsv
