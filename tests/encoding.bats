#!/usr/bin/env bats
# The suites of encodings beside the project ($SHARED/data/suites), every row of them; skipped where
# they are absent.

load helpers

SUITES=suites

setup() {
    cd_scratch
    SUITES=$SHARED/data/suites
}

# vectors FILE ENCODING: decodes each row of a file "hex bytes<tab>code points or ERR", each on a
# line of its own, and compares. ERR is one U+FFFD, and the trail byte again where that is ASCII.
vectors() {
    skip_without_corpora "suites/$1"
    perl -ne 'chomp; my ($hex) = split /\t/; print pack("H*", $hex), "\n"' "$SUITES/$1" >bytes
    perl -e 'no warnings "utf8"; binmode STDOUT, ":utf8"; while (<>) { chomp;
        my ($hex, $codes) = split /\t/;
        my $trail = length $hex == 4 ? hex substr $hex, 2 : 0x80;
        print $codes eq "ERR" ? "\x{FFFD}" . ($trail < 0x80 ? chr $trail : "")
                              : join("", map { chr hex } split /\+/, $codes), "\n" }' "$SUITES/$1" >expected
    [ "$(wc -l <expected)" -gt 1000 ]
    kcz-read -q --json --from "$2" bytes >decoded
    same_bytes expected decoded
}

@test "GB18030: 23,940 pairs as the Encoding Standard has them" {
    vectors gb-big5/vectors-gb18030-2byte.tsv GB18030
}

@test "GB18030: 86,260 four-byte sequences" {
    vectors gb-big5/vectors-gb18030-4byte.tsv GB18030
}

@test "GBK is read as GB18030: the same 23,940 pairs" {
    vectors gb-big5/vectors-gb18030-2byte.tsv GBK
}

@test "Big5 with the Hong Kong supplement: 19,782 pairs" {
    vectors gb-big5/vectors-big5.tsv Big5
}

@test "GB18030: what follows a broken sequence is read again" {
    skip_without_corpora suites/gb-big5/wpt/error-cases.tsv
    while IFS=$'\t' read -r encoding hex codes; do
        [[ $encoding == '#'* ]] && continue
        perl -e 'print pack "H*", $ARGV[0]' "$hex" >bytes
        perl -e 'binmode STDOUT, ":utf8"; print map { chr hex } split / /, $ARGV[0]' "$codes" >expected
        kcz-read -q --from "$encoding" bytes | jq -j .text >decoded
        same_bytes expected decoded || { echo "$encoding $hex"; false; }
    done <"$SUITES/gb-big5/wpt/error-cases.tsv"
}

@test "GB18030 and GBK: the encoder's cases of the Web Platform Tests, read back" {
    skip_without_corpora suites/gb-big5/wpt/encode-cases.tsv
    while IFS=$'\t' read -r encoding code hex; do
        [[ $encoding == '#'* || $hex == ncr:* ]] && continue
        perl -e 'print pack "H*", $ARGV[0]' "$hex" >bytes
        perl -e 'binmode STDOUT, ":utf8"; print chr hex $ARGV[0]' "$code" >expected
        kcz-read -q --from "$encoding" bytes | jq -j .text >decoded
        same_bytes expected decoded || { echo "$encoding $hex"; false; }
    done <"$SUITES/gb-big5/wpt/encode-cases.tsv"
}

@test "UTF-8: Kuhn's 76 cases, valid or not, with as many U+FFFD as there are maximal subparts" {
    skip_without_corpora suites/utf8/kuhn_cases.tsv
    while IFS=$'\t' read -r line section hex kind replaced; do
        [[ $line == '#'* ]] && continue
        perl -e 'print pack "H*", $ARGV[0]' "$hex" >bytes
        kcz-read --report --from UTF-8 bytes >out 2>err
        [ -s err ] && found=invalid || found=valid
        [ "$found" = "$kind" ] || { echo "$section: $found"; false; }
        [ "$kind" = valid ] || [ "$(jq .kcz.read.replaced out)" -eq "$replaced" ] ||
            { echo "$section: $(cat out)"; false; }
        [ "$kind" = invalid ] || jq -j .text out | same_bytes - bytes
    done <"$SUITES/utf8/kuhn_cases.tsv"
}

@test "UTF-8: of Kuhn's file, broken as it is, every sound line is kept and every line stays one" {
    skip_without_corpora suites/utf8/UTF-8-test.txt
    run -1 iconv -f UTF-8 -t UTF-8 "$SUITES/utf8/UTF-8-test.txt" # the suite itself is not mangled
    kcz-read -q --from UTF-8 "$SUITES/utf8/UTF-8-test.txt" >out
    jq -j .text out | iconv -f UTF-8 -t UTF-8 >text
    [ "$(wc -l <text)" -eq "$(wc -l <"$SUITES/utf8/UTF-8-test.txt")" ]
    perl -MEncode -ne 'my $copy = $_; print if eval { decode("UTF-8", $copy, Encode::FB_CROAK); 1 }' \
        "$SUITES/utf8/UTF-8-test.txt" | sort -u >sound
    sort -u text | comm -23 sound - >lost
    [ "$(wc -l <sound)" -gt 100 ]
    [ ! -s lost ]
}

@test "naughty strings: every line goes through unchanged, in every shape" {
    skip_without_corpora suites/blns/blns.json
    jq -r '.[] | select(test("[\r\n]") | not) | select(test("[^ \t\u3000]"))' "$SUITES/blns/blns.json" >lines
    kcz-read --lines lines | jq -r .text >out
    same_bytes lines out
    kcz-read lines | jq -j .text >out
    same_bytes lines out
    jq -c '{text: .[]}' "$SUITES/blns/blns.json" >records
    kcz-read --json records >out
    same_bytes records out
}

@test "naughty strings: as GB18030 and UTF-16 they come back the same" {
    skip_without_corpora suites/blns/blns.json
    jq -c '{text: .[]}' "$SUITES/blns/blns.json" >records
    for encoding in GB18030 UTF-16LE UTF-16BE; do
        iconv -f UTF-8 -t $encoding records >encoded || continue
        kcz-read --json --from $encoding encoded >out
        same_bytes records out || { echo $encoding; false; }
    done
}
