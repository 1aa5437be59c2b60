#!/usr/bin/env bats
# What people are told who get it wrong: each message is one line that begins with the program's
# name and says what is wrong, where, and what to do. One test a situation, over all programs.

load helpers

setup() {
    cd_scratch
    printf '%s\n' '{"id":"a","text":"松庭市科协成立。"}' '{"id":"b","text":"许清任院长。"}' >good
}

# Every program with its commands, as it is run on records.
on_records() {
    printf '%s\n' kcz-clean kcz-t2s kcz-segment kcz-ner kcz-facts 'kcz-dedup sign' 'kcz-dedup link' \
        kcz-stats 'kcz-stats freq' 'kcz-stats quality' kcz-view
}

# The same and those that take other things.
all_programs() {
    on_records
    printf '%s\n' kcz-read 'kcz-stats merge' 'kcz-train words' 'kcz-train pos' 'kcz-train entities'
}

# says STATUS MESSAGE COMMAND...: the command gives that status and says just that line, in which %
# stands for the program's name
says() {
    local status_wanted=$1 message=$2
    shift 2
    local status=0 program=$1
    [ "$program" != appending_to ] || program=$3
    "$@" </dev/null >out 2>err || status=$?
    [ "$status" -eq "$status_wanted" ] && [ "$(cat err)" = "${message//%/$program}" ] ||
        { printf '%s: status %s\n' "$*" "$status"; cat err; false; }
}

# appending_to FILE COMMAND...: with the file as standard input and output
appending_to() {
    "${@:2}" <"$1" >>"$1"
}

# first_line MESSAGE INPUT: what every program on records says of the first line of that input
first_line() {
    while read -ra command; do
        local status=0
        "${command[@]}" <"$2" >out 2>err || status=$?
        [ "$status" -eq 1 ] && [ "$(head -n 1 err)" = "${command[0]}: <stdin>:$1" ] ||
            { printf '%s: status %s\n' "${command[*]}" "$status"; cat err; false; }
    done < <(on_records)
}

# --- the command line ------------------------------------------------------------------------

@test "a slip in an option: the one that is meant" {
    while read -ra command; do
        says 2 '%: no such option: --hepl (did you mean --help? see --help)' "${command[@]}" --hepl
        says 2 '%: no such option: --vers (did you mean --version? see --help)' "${command[@]}" --vers
        says 2 '%: no such option: --xyzzy (see --help)' "${command[@]}" --xyzzy
        says 2 '%: no such option: -Z (see --help)' "${command[@]}" -Z
        says 2 '%: no such option: -è (see --help)' "${command[@]}" -è
    done < <(all_programs)
}

@test "a long option with one dash: with two" {
    says 2 '%: no such option: -r (did you mean --report? see --help)' kcz-clean -report
    says 2 '%: no such option: -t (did you mean --top? see --help)' kcz-stats freq -top
}

@test "a value that is missing, of the wrong kind, or not wanted" {
    while read -ra command; do
        says 2 '%: --version takes no value' "${command[@]}" --version=2
    done < <(all_programs)
    while read -ra command; do
        says 2 '%: --field needs a value (PATH)' "${command[@]}" --field
        says 2 '%: --max-line: "big" is not a whole number such as 20, 64k or 1G' \
            "${command[@]}" --max-line big
        says 2 '%: path "": is empty' "${command[@]}" --field ''
    done < <(on_records)
    says 2 '%: --repair-min: "much" is not a number such as 0.8' kcz-clean --repair-min much
    says 2 '%: --format: "xml" is none of json|bio|brat|tsv' kcz-ner --format xml
    for date in yesterday 2024/05/01 2024-13 2024-05-01T08:00; do
        says 2 "%: --date $date is not a date such as 2024-02-07" kcz-ner --date $date
    done
    for date in 2024 2024-05 2024-05-01; do says 0 '' kcz-ner --date $date good; done
    says 2 "%: no rule is called 'R99'; kcz-clean(1) lists them" kcz-clean --without R99 good
    says 2 '%: --threshold 3: a similarity lies between 0 and 1' kcz-dedup link --threshold 3
    says 2 '%: --from klingon: no such encoding' kcz-read --from klingon
}

@test "none of something of which there must be one" {
    while read -r option command; do
        # shellcheck disable=SC2086 # a program and its command
        says 2 "%: $option: must be at least 1" $command "$option" 0
    done <<'END'
--bins kcz-stats hist
--n kcz-stats ngram
--top kcz-stats freq
--top kcz-stats tfidf
--top kcz-stats merge
--window kcz-stats coll
--window kcz-stats lexdiv
--window kcz-stats textrank
--limit kcz-stats cooc
--limit kcz-stats report
--min-length kcz-dedup sign
--min-length kcz-dedup drop
--width kcz-view
--epochs kcz-train words
--epochs kcz-train pos
--rows kcz-train pos
--repeat kcz-train entities
--buckets kcz-train entities
END
    says 2 '%: --width: must be above 0' kcz-stats hist --width -1 good
    says 2 '%: --n: at most 16' kcz-stats ngram -n 17 good
    says 2 '%: more than a million bars: give fewer --bins or a larger --width' \
        kcz-stats hist --bins 2000000 good
    says 2 '%: --rows and --buckets are powers of two: at most 30' \
        kcz-train entities -m good -o model --rows 4194304
}

@test "a slip in a command: the one that is meant" {
    says 2 '%: no such command: frek (did you mean freq? see --help)' kcz-stats frek good
    says 2 '%: no such command: frequency (did you mean freq? see --help)' kcz-stats frequency good
    says 2 '%: no such command: wordcount (see --help)' kcz-stats wordcount good
    says 2 '%: no such command: sing (did you mean sign? see --help)' kcz-dedup sing good
    says 2 '%: no such command: word (did you mean words? see --help)' kcz-train word
    says 2 '%: which step? sign, link, mark or drop; --help tells more' kcz-dedup
    says 2 '%: which command? words, pos or entities; --help tells more' kcz-train
}

@test "programs that gather neither offer threads nor take them" {
    for command in kcz-view 'kcz-stats freq' 'kcz-dedup link'; do
        # shellcheck disable=SC2086 # a program and its command
        run -0 $command --help
        [[ "$output" != *--jobs* ]]
        # shellcheck disable=SC2086
        says 2 '%: no such option: -j (see --help)' $command -j 2 good
    done
}

@test "what an option needs besides itself" {
    says 2 '%: --clusters FILE is needed: what kcz-dedup link wrote' kcz-dedup mark good
    says 2 '%: --df STATE is needed: what kcz-stats df --state wrote' kcz-stats tfidf good
    says 2 '%: nothing to learn from: give --corpus NAME=FILE' kcz-train words
    says 2 '%: good: must be NAME=FILE; NAME is pku, ctb, ud or one of your own' \
        kcz-train words -c good -o pku=model
    says 2 '%: nothing to learn from: give --corpus FILE' kcz-train pos
    says 2 '%: --output MODEL is needed: the file to write' kcz-train entities
}

# --- files -----------------------------------------------------------------------------------

@test "a file that is not there, and a folder" {
    mkdir folder
    while read -ra command; do
        says 2 '%: absent.txt: No such file or directory' "${command[@]}" absent.txt
        says 2 '%: folder: Is a directory; name the files in it' "${command[@]}" folder
    done < <(on_records)
    says 1 '%: absent: No such file or directory' kcz-read absent
    says 1 '%: folder: Is a directory; name the files in it' kcz-read folder
    says 2 '%: folder: Is a directory; name the files in it' kcz-stats merge folder
    says 2 '%: --clusters absent: No such file or directory' kcz-dedup mark --clusters absent good
    says 2 '%: --diff absent: No such file or directory' kcz-view --diff absent good
    says 2 '%: --html absent/page.html: No such file or directory' kcz-view --html absent/page.html good
    says 2 '%: --rejects absent/bad: No such file or directory' kcz-clean --rejects absent/bad good
}

@test "a file that may not be read" {
    [ "$(id -u)" -ne 0 ] || command -v setpriv || skip 'as root every file may be read'
    chmod 755 .
    chmod 000 good
    while read -ra command; do
        if [ "$(id -u)" -eq 0 ]; then
            program=$(command -v "${command[0]}")
            setpriv --reuid 65534 --clear-groups true 2>/dev/null || skip 'cannot become somebody else'
            setpriv --reuid 65534 --clear-groups test -x "$program" -a -x . || skip 'nobody gets here'
            run -2 setpriv --reuid 65534 --clear-groups "$program" "${command[@]:1}" good
        else
            run -2 "${command[@]}" good
        fi
        [ "$output" = "${command[0]}: good: Permission denied" ]
    done < <(on_records)
}

@test "a model that is missing, empty, damaged, cut, or something else" {
    printf '松庭市/LOC 成立/O\n' >marked
    kcz-train entities -m marked -o model --rows 10 --buckets 4 2>/dev/null
    says 0 '' kcz-ner --model model good
    head -c 500 model >cut.model
    { head -c 300 model; printf '\377'; tail -c +302 model; } >damaged
    : >empty
    while IFS='|' read -r file reason; do
        says 2 "%: model $file: $reason; give a file that kcz-train entities wrote, or none: one is built in" \
            kcz-ner --model "$file" good
    done <<'END'
absent|No such file or directory
empty|is empty
good|no kcz data
.|Is a directory
cut.model|damaged: cut short, or longer than it says
damaged|damaged: the checksum is wrong
END
    says 2 '%: model model: kcz data of another kind; give a file that kcz-train words wrote, or none: one is built in' \
        kcz-segment -m model good
}

@test "corpora in which nothing is to be learnt; outputs that cannot be written, before any learning" {
    says 2 '%: no entity is marked: --marked wants lines of span/TYPE, --bio lines of CHARACTER TAB LABEL' \
        kcz-train entities -m good -o model
    says 2 '%: no word has a tag: --corpus wants lines of word/tag word/tag' kcz-train pos -c good -o model
    says 2 '%: absent/model: No such file or directory' kcz-train words -c pku=good -o pku=absent/model
    says 2 '%: absent/model: No such file or directory' kcz-train pos -c good -o absent/model
    cp good before
    says 2 '%: good: holds something else than a model; name the file to write' kcz-train words -c pku=good -o pku=good
    says 2 '%: good: holds something else than a model; name the file to write' kcz-train entities -m good -o good
    cmp good before
    says 2 '%: absent/model: No such file or directory' kcz-train entities -m good -o absent/model
    printf '松庭市\xff\n' >bad
    says 2 '%: bad:1: not UTF-8' kcz-train words -c pku=bad -o pku=model
}

@test "a file that would be read and written at once is left as it is" {
    cp good before
    while read -ra command; do
        says 2 '%: good: is what the output goes to; write to another file' appending_to good "${command[@]}" good
        says 2 '%: <stdin>: is what the output goes to; write to another file' appending_to good "${command[@]}" -
    done < <(printf '%s\n' kcz-clean kcz-t2s kcz-segment kcz-ner kcz-facts 'kcz-dedup sign' kcz-stats)
    says 1 '%: good: is what the output goes to; write to another file' appending_to good kcz-read good
    says 2 '%: --rejects good: is an input; keep what is rejected in another file' kcz-clean --rejects good good
    says 2 '%: --rejects ./good: is an input; keep what is rejected in another file' kcz-clean --rejects ./good before good
    cmp good before
    # the name of the page was left out
    says 2 '%: --html good: holds something else than a page; name the page to write' kcz-view --html good
    cmp good before
    says 0 '' kcz-view --html page.html good
    says 0 '' kcz-view --html page.html good
}

# --- input that is no records ----------------------------------------------------------------

@test "GBK: records to be re-encoded, text to be read" {
    head -n 1 good | iconv -f UTF-8 -t GBK >records
    first_line '1:19: not UTF-8; records in another encoding? kcz-read --json re-encodes them' records
    kcz-read --json records | cmp - <(head -n 1 good)
    printf '松庭市\n' | iconv -f UTF-8 -t GBK >text
    first_line '1:1: not UTF-8; text in another encoding? kcz-read makes records of it' text
}

@test "HTML, a table, plain text: kcz-read" {
    printf '<!DOCTYPE html>\n<p>许清任院长。\n' >page.html
    first_line '1:1: not JSON: expected a value; HTML? kcz-read --html makes records of it' page.html
    [ "$(kcz-read --html page.html | jq -r .text)" = 许清任院长。 ]
    printf 'id,text\n1,许清任院长。\n' >table.csv
    first_line '1:1: not JSON: expected a value; plain text? kcz-read makes records of it' table.csv
    printf '许清任院长。\n' >text
    first_line '1:1: not JSON: expected a value; plain text? kcz-read makes records of it' text
    says 0 '%: page.html: HTML, read as text; --html takes text and metadata out of it' kcz-read page.html
}

@test "JSON that is no lines of records: jq" {
    jq -sc . good >list
    first_line "1:1: not an object; a list? jq -c '.[]' puts what it holds on lines" list
    jq -c '.[]' list | same_bytes - good
    jq . good >pretty
    first_line '1:2: not JSON: the line ends too early; a record over several lines? jq -c . puts each on one' pretty
    jq -c . pretty | same_bytes - good
}

@test "a list over several lines: jq, too" {
    jq -s . good >pretty
    first_line "1:2: not JSON: the line ends too early; a list? jq -c '.[]' puts what it holds on lines" pretty
    jq -c '.[]' pretty | cmp - good
}

@test "compressed files: what unpacks them" {
    gzip -c good >good.gz
    first_line '1:2: not UTF-8; compressed by gzip? zcat unpacks it' good.gz
    xz -c good >good.xz
    first_line '1:1: not UTF-8; compressed by xz? xzcat unpacks it' good.xz
    kcz-read --from GB18030 good.xz 2>&1 >/dev/null | head -n 1 >err
    [ "$(cat err)" = 'kcz-read: good.xz: compressed by xz? xzcat unpacks it' ]
}

@test "only the first line is taken for the sign of something else" {
    printf '%s\n' '{"text":"甲"}' '<html>' >in
    says 1 '%: in:2:1: not JSON: expected a value' kcz-t2s in
}

@test "an empty file is no mistake" {
    : >empty
    while read -ra command; do
        says 0 '' "${command[@]}" empty
    done < <(on_records)
    [ "$(kcz-read empty | jq -c .text)" = '""' ]
}

@test "Windows line ends are no mistake" {
    sed 's/$/\r/' good >windows
    while read -ra command; do
        unix=0 windows=0
        "${command[@]}" <good >unix.out 2>unix.err || unix=$?
        "${command[@]}" <windows >windows.out 2>windows.err || windows=$?
        [ "$unix" -eq "$windows" ]
        cmp unix.err windows.err
        cmp <(tr -d '\r' <windows.out) unix.out
    done < <(on_records)
    printf '许清/PER 任/O 院长/O\r\n松庭市/LOC\r\n' >marked
    kcz-train entities -m marked -o windows.model --rows 10 --buckets 4 2>/dev/null
    kcz-train entities -m <(tr -d '\r' <marked) -o unix.model --rows 10 --buckets 4 2>/dev/null
    same_bytes windows.model unix.model
}

@test "a flood of bad lines: twenty, and how many more" {
    seq 100000 | sed 's/.*/line &/' >text
    for command in kcz-clean 'kcz-stats freq' 'kcz-clean -j 4'; do
        # shellcheck disable=SC2086 # a program and its command
        run -1 --separate-stderr $command text
        [ "${#stderr_lines[@]}" -eq 21 ]
        [ "${stderr_lines[20]}" = "${command%% *}: 99980 more complaints like these, 100000 in all" ]
    done
    run -1 --separate-stderr kcz-clean -q text
    [ -z "$stderr" ]
    run -2 --separate-stderr kcz-clean --strict text
    [ "${#stderr_lines[@]}" -eq 1 ]
}

# --- records that lack what is wanted ----------------------------------------------------------

@test "a field that no record has: how many, and what the first has instead" {
    for command in kcz-clean kcz-t2s kcz-segment kcz-ner kcz-facts 'kcz-dedup sign' 'kcz-stats quality'; do
        # shellcheck disable=SC2086 # a program and its command
        says 0 '%: 2 of 2 records passed untouched: no string at heading; the first has id, text' \
            $command -f heading good
        same_bytes good out
        # shellcheck disable=SC2086
        says 0 '' $command -q -f heading good
    done
    for command in 'kcz-stats freq' 'kcz-stats coll' 'kcz-stats summary' 'kcz-stats cooc' 'kcz-stats key --target a=b'; do
        # shellcheck disable=SC2086
        says 0 '%: none of 2 records counts: no value at heading; the first has id, text' $command -f heading good
    done
}

@test "a path without its dot, and an array without its brackets" {
    echo '{"text":"甲","meta":{"title":"乙"},"tokens":["甲"]}' >one
    says 0 '%: 1 of 1 records passed untouched: no string at meta.title (a path begins with a dot); the first has text, meta, tokens' \
        kcz-t2s -f meta.title one
    says 0 '%: none of 1 records counts: no value at tokens[] (a path begins with a dot); the first has text, meta, tokens' \
        kcz-stats freq -f 'tokens[]' one
    says 0 '%: 1 values not counted: of no fitting type, or arrays, whose elements -f .NAME[] counts' \
        kcz-stats freq -f tokens one
}

@test "a user dictionary in another encoding" {
    printf '松庭市\n' | iconv -f UTF-8 -t GBK >dict
    for program in kcz-segment kcz-t2s; do
        says 2 '%: dict: not UTF-8; iconv -t UTF-8 -f GB18030 makes it so, if it is GBK' $program -u dict good
    done
    iconv -t UTF-8 -f GB18030 dict >mended
    says 0 '' kcz-segment -u mended good
}

@test "one record without the field is counted, the others are worked on" {
    { cat good; echo '{"id":"c","body":"甲"}'; echo '{}'; } >in
    says 0 '%: 2 of 4 records passed untouched: no string at text; the first has id, body' kcz-clean in
    { echo '{}'; cat good; } >in
    says 0 '%: 1 of 3 records passed untouched: no string at text; the first is empty' kcz-t2s in
    says 0 '' kcz-stats summary in
}

@test "many members: the first eight; with threads the same" {
    seq 20000 | jq -c '{("k\(.)"): 1, b: 1, c: 1, d: 1, e: 1, f: 1, g: 1, h: 1, i: 1}' >in
    for jobs in 1 4; do
        says 0 '%: 20000 of 20000 records passed untouched: no string at text; the first has k1, b, c, d, e, f, g, h, ...' \
            kcz-t2s -j $jobs in
    done
}

@test "what an earlier program adds is named with that program" {
    says 0 '%: 2 of 2 records passed untouched: no entities, which kcz-ner adds; the first has id, text' \
        kcz-facts good
    says 0 '%: 2 of 2 records passed untouched: no kcz.t2s.edits, which kcz-t2s --edits adds; the first has id, text' \
        kcz-t2s --unmap good
    echo '{"text":"甲"}' >nameless
    says 1 '%: nameless:1: no id: --id names what a record is known by' kcz-dedup link nameless
    says 0 '%: none of 2 records counts: no value at .tokens[]; the first has id, text' kcz-stats freq good
    says 0 '%: none of 2 records counts: no value that --where lets through; the first has id, text' \
        kcz-stats freq -f text --where id=c good
    says 0 '%: none of 2 records counts: no date such as 2021-01-18 where --date says; the first has id, text' \
        kcz-stats trend good
}

@test "programs in the wrong order: which comes first" {
    says 0 '%: good: records, read as text; kcz-read comes before the others, --json re-encodes records' kcz-read good
    says 0 '' kcz-read --json good
    echo '{"text":"全國科技協(xié)作聯(lián)合會推進(jìn)試點(diǎn)城市建設(shè)計畫。"}' | kcz-segment | kcz-ner >found
    for program in kcz-clean kcz-t2s; do
        says 0 '%: 1 of 1 records have tokens, entities or facts of the text as it was; % comes before what adds them' \
            $program found
        says 0 '' $program -q found
    done
    # nothing is changed, or no text that anything was found in
    kcz-clean -q found | kcz-t2s -q >changed
    says 0 '' kcz-t2s changed
    says 0 '' kcz-t2s -f '.tokens[0]' found
    # found again, it is up to date
    kcz-clean -q found | kcz-t2s -q | kcz-segment | kcz-ner >again
    says 0 '' kcz-clean again
}

@test "records without anything to show or to count" {
    echo '{"id":"a","content":"松庭市"}' >other
    says 0 '%: none of 1 records counts: no text (-f names another member), tokens, entities or facts; the first has id, content' \
        kcz-stats other
    says 0 '' kcz-stats -f content other
    says 0 '%: none of 1 records counts: no value at text; the first has id, content' kcz-view --html page.html other
    [ "$(kcz-view --no-pager other | tail -n 1)" = '(no text, which -f names; the record has id, content)' ]
}

@test "lists and states that are something else" {
    says 2 '%: --clusters good:1: not a line that kcz-dedup link wrote' kcz-dedup mark --clusters good good
    says 2 '%: good:1: not a state, as kcz-stats COMMAND --state writes it' kcz-stats merge good
    says 2 '%: <stdin>:1: not a state, as kcz-stats COMMAND --state writes it' kcz-stats merge
}

# --- a terminal ------------------------------------------------------------------------------

@test "standard input that is a terminal is told, with options too; --help is named" {
    command -v script || skip 'script is missing'
    for command in kcz-clean 'kcz-clean --report' kcz-read 'kcz-stats freq' 'kcz-dedup sign' 'kcz-view --no-pager'; do
        timeout 20 script -qec "$command" /dev/null </dev/null >told
        tr -d '\r' <told | grep -q "^${command%% *}: reads .* from the terminal, to its Ctrl-D; --help tells more$" ||
            { echo "$command"; cat told; false; }
    done
    # a file or a pipe is no terminal
    timeout 20 script -qec "kcz-t2s good" /dev/null </dev/null | tr -d '\r' | cmp - <(cat good)
}
