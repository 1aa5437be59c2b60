#!/usr/bin/env bats
# kcz-view: records for the eye, in a terminal and as one page for a browser.

load helpers

setup() {
    cd_scratch
}

# sample: one record with everything that is shown
sample() {
    jq -nc '{
        id: "a/1.txt",
        text: "云溪市科协主席柳如烟到白石县。\n第二段<b>。",
        meta: {title: "柳如烟到白石", date: "2024-03-05", source: "云溪日报"},
        entities: [
            {type: "ORG", text: "云溪市科协", start: 0, end: 5},
            {type: "TITLE", text: "主席", start: 5, end: 7},
            {type: "PER", text: "柳如烟", start: 7, end: 10},
            {type: "LOC", text: "白石县", start: 11, end: 14}
        ],
        facts: [
            {type: "post", person: {text: "柳如烟", start: 7, end: 10}, post: {text: "主席"},
             org: {text: "云溪市科协", start: 0, end: 5}, status: "current",
             evidence: {start: 0, end: 10, text: "云溪市科协主席柳如烟"}},
            {type: "post", person: {text: "方砚秋"}, post: {text: "副董事长"}, org: null, status: "former",
             evidence: {start: 0, end: 1, text: "云"}}
        ]}'
}

# columns: the widest line of the input, Han characters counting two
columns() {
    perl -CS -ne 'chomp; s/\e\[[0-9;]*m//g; $n = length; $n++ while /[\x{2E80}-\x{FFEF}]/g;
        $most = $n if $n > $most; END { print $most }'
}

# in_terminal COMMAND: what it writes to a terminal of 50 columns
in_terminal() {
    script -qec "stty cols 50; $1" /dev/null </dev/null
}

# --- without a terminal

@test "title, then date, source and id, then the text with its entities in brackets" {
    sample | kcz-view >out
    [ "$(sed -n 1p out)" = '柳如烟到白石' ]
    [ "$(sed -n 2p out)" = '2024-03-05 · 云溪日报 · a/1.txt' ]
    [ "$(sed -n 4p out)" = '[云溪市科协 ORG][主席 TITLE][柳如烟 PER]到[白石县 LOC]。' ]
    [ "$(sed -n 5p out)" = '第二段<b>。' ]
}

@test "facts are tables, one a type, whose columns stand under each other" {
    sample | kcz-view | sed -n '/^post/,$p' >out
    cat >expected <<'END'
post
  person  post      org         status
  柳如烟  主席      云溪市科协  current
  方砚秋  副董事长              former
END
    diff expected out
}

@test "a norm stands behind the text, the sides of an agreement apart" {
    echo '{"text":"","facts":[{"type":"signed","parties":[[{"text":"甲","norm":"甲公司"},{"text":"乙"}],[{"text":"丙"}]]}]}' |
        kcz-view | grep -qxF '  甲 (甲公司)、乙 / 丙'
}

@test "an argument that no fact of the type has takes no column" {
    echo '{"text":"","facts":[{"type":"pilot","date":null,"place":{"text":"白石县"}}]}' | kcz-view >out
    run ! grep -q date out
    grep -q place out
}

@test "a wide cell is wrapped within its column" {
    jq -nc '{text: "", facts: [{type: "issued", issuer: {text: ("发" * 30)}, document: {text: ("文" * 70)}}]}' |
        kcz-view >out
    [ "$(columns <out)" -le 80 ]
    [ "$(grep -o '文' out | wc -l)" -eq 70 ]
    [ "$(grep -c '^  发' out)" -ge 1 ]
}

@test "lines are 80 columns wide where there is no terminal, or as wide as --width says" {
    record "$(printf '长句子%.0s' $(seq 60))" >long
    [ "$(kcz-view long | columns)" -eq 80 ]
    [ "$(kcz-view --width 41 long | columns)" -eq 40 ]
    [ "$(kcz-view --width 41 long | grep -o 长 | wc -l)" -eq 60 ]
}

@test "no line begins with closing punctuation, none ends with an opening bracket, words stay whole" {
    record "$(printf '他说：“好（真好）。”《书》 hello world，%.0s' $(seq 40))" >in
    for width in 20 21 22 23 30 47; do
        kcz-view --width $width in >out
        run ! grep -qE '^(。|，|”|）|》|：)' out
        run ! grep -qE '(“|（|《)$' out
        [ "$(grep -oE 'hello|world' out | wc -l)" -eq 80 ]
        [ "$(columns <out)" -le $width ]
    done
}

@test "a word wider than the line is cut" {
    record "$(printf 'x%.0s' $(seq 100))" | kcz-view --width 30 | grep -c xxx | grep -qx 4
}

@test "records are parted by a rule" {
    { sample; sample; } | kcz-view >out
    [ "$(grep -c '^────' out)" -eq 1 ]
    [ "$(grep '^────' out | tr -d '\n' | jq -Rr length)" -eq 80 ]
}

@test "a record without title, text or meta is still shown" {
    echo '{"id":"z"}' | kcz-view >out
    printf '(no title)\nz\n\n(no text)\n' | diff - out
}

@test "members of other shapes than expected are left aside" {
    echo '{"text":"甲乙","meta":3,"facts":{"a":1},"entities":[7,{"type":"PER"},{"type":"PER","start":5,"end":1},{"type":"ORG","start":1,"end":9}]}' |
        kcz-view >out
    grep -qF '甲[乙' out
    run ! grep -q PER out
}

@test "-f shows another member" {
    echo '{"text":"甲","body":"乙丙"}' | kcz-view -f body | grep -qx 乙丙
}

# --- what a hostile page could do to a terminal

@test "control and bidi characters are made visible in text, title, source, types and facts" {
    jq -nc '"\u001b[31m\u0007\u0085\u202e\u2066" as $evil | {id: $evil, text: ("甲" + $evil), meta: {title: $evil, source: $evil},
        entities: [{type: $evil, start: 0, end: 1}],
        facts: [{type: $evil, ($evil): {text: $evil}}, {type: "post", who: [$evil, {odd: $evil}]}]}' >evil
    kcz-view evil >out
    run ! env LC_ALL=C.UTF-8 grep -qP '[\x00-\x09\x0b-\x1f\x7f\x{80}-\x{9f}\x{202a}-\x{202e}\x{2066}-\x{2069}]' out
    grep -qF '甲 \x1b[31m\x07\u{0085}\u{202e}\u{2066}]\x1b[31m' out
}

@test "hostile records take linear time" {
    perl -e 'print "{\"text\":\"", "甲" x 3e5, "\x{cc}\x{81}" x 3e5, "\"}\n"' >one
    perl -e 'print "{\"text\":\"甲\",\"facts\":[", join(",", map { "{\"type\":\"t$_\",\"k$_\":$_}" } 1 .. 1e5), "]}\n"' >two
    perl -e 'print "{\"text\":\"甲\",\"facts\":[", join(",", map { "{\"type\":\"t\",\"k$_\":$_}" } 1 .. 1e5), "]}\n"' >three
    for file in one two three; do
        timeout 20 kcz-view $file >/dev/null
    done
}

# --- colours

@test "--color always colours entities by type and needs no brackets" {
    sample | kcz-view --color always >out
    grep -qF $'\e[36m云溪市科协\e[m\e[35m主席\e[m\e[1;35m柳如烟\e[m到\e[32m白石县\e[m。' out
    [ "$(sed -n 1p out)" = $'\e[1m柳如烟到白石\e[m' ]
}

@test "a terminal gets colours and its own width, unless NO_COLOR or --color never" {
    sample >in
    record "$(printf '长%.0s' $(seq 60))" >>in
    in_terminal 'kcz-view --no-pager in' | tr -d '\r' >out
    grep -qF $'\e[36m云溪市科协\e[m' out
    [ "$(columns <out)" -eq 50 ]
    in_terminal 'NO_COLOR=1 kcz-view --no-pager in' | tr -d '\r' >out
    grep -qF '[云溪市科协 ORG]' out
    run ! grep -q $'\e' out
    in_terminal 'kcz-view --color never --no-pager in' | grep -qF '[云溪市科协 ORG]'
    NO_COLOR=1 kcz-view --color always in | grep -q $'\e'
}

@test "the pager runs only where standard output is a terminal" {
    sample >in
    mkdir bin
    printf '#!/bin/sh\necho "$*" >>pager.log\nexec cat\n' >bin/less
    chmod +x bin/less
    PATH=$PWD/bin:$PATH kcz-view in >/dev/null
    [ ! -e pager.log ]
    PATH=$PWD/bin:$PATH in_terminal 'kcz-view in' | grep -qF 云溪市科协
    grep -q R pager.log
}

# --- what cleaning did

@test "--diff shows the lines of the raw text with the same id that went and came" {
    jq -nc '{id: "a", text: (["菜单"] + [range(9) | "第\(.)句"] + ["分享到", "页脚"] | join("\n"))}' >raw
    jq -nc '{id: "a", text: ([range(9) | "第\(.)句"] + ["新的"] | join("\n"))}' >clean
    kcz-view --diff raw clean | sed -n '4,$p' >out
    cat >expected <<'END'
- 菜单
  第0句
  第1句
  第2句
… 3 lines alike …
  第6句
  第7句
  第8句
- 分享到
- 页脚
+ 新的
END
    diff expected out
}

@test "--diff agrees with diff about which lines went and came" {
    awk 'BEGIN { srand(3); for (i = 0; i < 400; i++) print int(rand() * 40) }' >old
    awk 'BEGIN { srand(3) } { if (rand() < 0.2) next; print; if (rand() < 0.1) print "neu" NR }' old >new
    jq -Rsc '{id: "a", text: .}' old >raw
    jq -Rsc '{id: "a", text: .}' new >clean
    kcz-view --diff raw clean | grep -c '^[-+] ' >ours
    diff -d old new | grep -c '^[<>]' | diff - ours
}

@test "--diff of texts that have little in common ends soon" {
    seq 200000 | sed 's/^/a/' | jq -Rsc '{id: "a", text: .}' >raw
    seq 200000 | sed 's/^/b/' | jq -Rsc '{id: "a", text: .}' >clean
    timeout 20 kcz-view --diff raw clean | grep -c '^[-+] ' | grep -qx 400000
}

@test "--diff says where nothing was changed and where there is no such record" {
    sample >in
    kcz-view --diff in in | grep -qxF '(nothing was changed)'
    jq -c '.id = "other"' in | kcz-view --diff in | grep -qxF '(no raw record with this id)'
}

@test "--diff of a file that cannot be read or is none of records ends with status 2" {
    sample >in
    run --separate-stderr -2 kcz-view --diff absent in
    [[ $stderr == *'--diff absent: No such file'* ]]
    echo 'no record' >bad
    run --separate-stderr -2 kcz-view --diff bad in
    [[ $stderr == *'--diff bad:1:1: '* ]]
}
