#!/usr/bin/env bats
# kcz-view: records for the eye, in a terminal and as one page for a browser.

load helpers
load browser/webdriver

setup_file() {
    browser_start
}

teardown_file() {
    browser_stop
}

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
    printf '(no title)\nz\n\n(no text, which -f names; the record has id)\n' | diff - out
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
        within 20 kcz-view $file >shown
        [ -s shown ]
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
    within 20 kcz-view --diff raw clean | grep -c '^[-+] ' | grep -qx 400000
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

# --- the page for a browser

# hostile: a record whose every string tries to become markup or to end the data
hostile() {
    jq -nc '"</script><script>document.title=\"owned\"</script><img src=x onerror=\"document.title=1\"><!--<script>&lt;b&gt;" as $evil | {
        id: $evil, text: ($evil + "甲"), meta: {title: $evil, date: "2024-05-06", source: $evil, ($evil): 1},
        entities: [{type: $evil, start: 0, end: 9}, {type: "__proto__", start: 9, end: 12}, {type: "PER", start: 12, end: 14}],
        facts: [{type: "post", person: {text: $evil}, post: {text: $evil}, org: {text: ("o" + $evil)}, ($evil): $evil,
                 evidence: {start: 0, end: 9}},
                {type: $evil, a: [$evil, {text: $evil}], b: 1}, {type: "signed", parties: {}}, {type: "signed", parties: [[3], "x"]}]}'
}

# corpus: documents over three months; the second has a character beyond the basic plane
corpus() {
    sample
    jq -nc '{id: "b", text: "𠮷野家方砚秋任溪山公司董事长。", meta: {title: "方砚秋任职", date: "2024-05-20"},
        entities: [{type: "PER", start: 3, end: 6}, {type: "ORG", start: 7, end: 11}, {type: "TITLE", start: 11, end: 14}],
        facts: [{type: "post", person: {text: "方砚秋"}, post: {text: "董事长"}, org: {text: "溪山公司"}, status: "current",
                 evidence: {start: 3, end: 14}}]}'
    jq -nc '{id: "c", text: "云溪市科协与溪山公司签约。", meta: {title: "签约", date: "2024-05-21"},
        entities: [{type: "ORG", start: 0, end: 5}, {type: "ORG", start: 6, end: 10}],
        facts: [{type: "signed", parties: [[{text: "云溪市科协"}], [{text: "溪山公司"}]], evidence: {start: 0, end: 12}}]}'
}

@test "--html writes one page that holds the records as data, and nothing to standard output" {
    { corpus; hostile; } >in
    kcz-view --html page.html in >out
    [ ! -s out ]
    sed -n '/id="records">/,/^\]/p' page.html | sed '1s/.*>\[/[/; $s/\].*/]/' | jq -c '.[]' >held
    jq -c '{id, meta, entities, facts, text}' in | diff - held
    run ! grep -qE '(src|href)=|https?:' <(sed '/id="records">/,/^\]/d; s|http://www.w3.org/2000/svg||' page.html)
}

@test "no < of a record is in the page" {
    hostile | kcz-view --html page.html
    sed -n '/id="records">/,/^\]/p' page.html | sed '1d;$d' >held
    [ -s held ]
    run ! grep -q '<' held
}

@test "a page that cannot be written ends with status 2, and --html and --diff exclude each other" {
    sample >in
    run --separate-stderr -2 kcz-view --html no/such/page.html in
    [[ $stderr == *'--html no/such/page.html: No such file'* ]]
    run --separate-stderr -2 kcz-view --html /dev/full in
    [[ $stderr == *'--html /dev/full: No space left'* ]]
    run --separate-stderr -2 kcz-view --html page.html --diff in in
}

@test "where the input ends early the page holds what came until then" {
    sample >in
    run -2 kcz-view --html page.html in absent
    [ "$(tail -n 1 page.html)" = '</html>' ]
    grep -q 柳如烟 page.html
}

@test "of more than 5000 records the page takes 5000 and says how many it leaves out" {
    seq 5003 | jq -c '{id: "\(.)", text: "第\(.)篇", meta: {date: "20\(. % 10 + 10)-0\(. % 9 + 1)-01"}}' >many
    run --separate-stderr -0 kcz-view --html page.html many
    [[ $stderr == *'shows the first 5000 documents; 3 are left out'* ]]
    skip_without_browser
    visit page.html
    [ "$(ask 'document.getElementById("left-out-notice").textContent')" = 'This page holds the first 5000 documents; 3 are left out.' ]
    # the list is made as it is scrolled
    [ "$(ask 'document.querySelectorAll(".item").length < 300')" = true ]
    ask 'document.querySelector("#list").scrollTo(0, 1e6)'
    until_true 'document.querySelectorAll(".item").length > 60'
}

@test "the browser shows documents with entities and facts, and complains of nothing" {
    skip_without_browser
    corpus | kcz-view --html page.html
    visit page.html
    [ "$(ask 'document.querySelectorAll(".item").length')" -eq 3 ]
    [ "$(ask 'document.querySelector("#document h2").textContent')" = 柳如烟到白石 ]
    [ "$(ask '[...document.querySelectorAll(".entity")].map(e => e.dataset.type + e.textContent).join(" ")')" = \
        'ORG云溪市科协 TITLE主席 PER柳如烟 LOC白石县' ]
    [ "$(ask 'document.querySelector("[data-fact=post] tbody tr").textContent')" = 柳如烟主席云溪市科协currentevidence ]
    click '[data-doc="1"]'
    until_true 'document.querySelector("#document h2").textContent === "方砚秋任职"'
    [ "$(ask '[...document.querySelectorAll(".entity")].map(e => e.textContent).join(" ")')" = '方砚秋 溪山公司 董事长' ]
    [ -z "$(complaints)" ]
    [ "$(ask 'document.getElementById("trouble").hidden')" = true ]
}

@test "filters by type, month and name narrow the documents, and can be taken back" {
    skip_without_browser
    corpus | kcz-view --html page.html
    visit page.html
    click '#types [data-type=LOC]'
    until_true 'document.querySelectorAll(".item").length === 1'
    [ "$(ask '[...document.querySelectorAll(".entity")].map(e => e.textContent).join()')" = 白石县 ]
    click '#types [data-type=LOC]'
    until_true 'document.querySelectorAll(".item").length === 3'
    click '[data-month="2024-05"]'
    until_true 'document.querySelectorAll(".item").length === 2'
    [ "$(ask 'document.getElementById("count").textContent')" = '2 of 3 documents' ]
    click '#chosen .chip'
    until_true 'document.querySelectorAll(".item").length === 3'
    [ "$(ask 'document.querySelectorAll(".month").length')" -eq 3 ]
    click '#tabs [data-tab=names]'
    until_true '!document.getElementById("names").hidden'
    [ "$(ask '[...document.querySelectorAll("#names [data-type=ORG] .name")].map(e => e.textContent).join()')" = 云溪市科协2,溪山公司2 ]
    click '#names [data-name=云溪市科协]'
    until_true 'document.querySelectorAll(".item").length === 2'
    [ -z "$(complaints)" ]
}

@test "the search finds titles and texts, and marks what it found" {
    skip_without_browser
    corpus | kcz-view --html page.html
    visit page.html
    type_into '#search' 溪山
    until_true 'document.querySelectorAll(".item").length === 2'
    [ "$(ask '[...document.querySelectorAll("#document .hit")].map(e => e.textContent).join()')" = 溪山 ]
    type_into '#search' 没有
    until_true 'document.querySelectorAll(".item").length === 0'
    [ "$(ask 'document.getElementById("list").textContent')" = 'No document matches.' ]
    [ -z "$(complaints)" ]
}

@test "the network can be dragged, and leads from a name to the evidence in its document" {
    skip_without_browser
    corpus | kcz-view --html page.html
    visit page.html
    click '#tabs [data-tab=network]'
    until_true 'document.querySelectorAll(".node").length === 4'
    [ "$(ask 'document.querySelectorAll(".edge").length')" -eq 3 ]
    before=$(ask 'document.querySelector("[aria-label=方砚秋] circle").getBoundingClientRect().x')
    edge_before=$(ask '[...document.querySelectorAll(".edge")].map(e => e.getAttribute("x1")).join()')
    drag '[aria-label=方砚秋] circle' 40 30
    moved=$(ask "Math.round(document.querySelector('[aria-label=方砚秋] circle').getBoundingClientRect().x - $before)")
    [ "$moved" -ge 38 ] && [ "$moved" -le 42 ]
    [ "$(ask '[...document.querySelectorAll(".edge")].map(e => e.getAttribute("x1")).join()')" != "$edge_before" ]
    [ "$(ask 'document.querySelectorAll(".chosen").length')" -eq 0 ]
    click '[aria-label=方砚秋] circle'
    until_true 'document.querySelector("#links h2")?.textContent === "方砚秋"'
    [ "$(ask 'document.querySelector(".node.chosen").getAttribute("aria-label")')" = 方砚秋 ]
    click '.evidence-of'
    until_true '!document.getElementById("documents").hidden'
    [ "$(ask 'document.querySelector("#document h2").textContent')" = 方砚秋任职 ]
    [ "$(ask '[...document.querySelectorAll(".evidence")].map(e => e.textContent).join("")')" = 方砚秋任溪山公司董事长 ]
    ask 'history.back()'
    until_true '!document.getElementById("network").hidden'
    [ -z "$(complaints)" ]
}

@test "in the network no name lies on another" {
    skip_without_browser
    kcz-read "$ROOT"/tests/pages/* | kcz-clean | kcz-t2s | kcz-segment | kcz-ner | kcz-facts | kcz-view --html page.html
    for width in 360 1100; do
        emulate $width light
        visit page.html tab=network
        until_true 'document.querySelectorAll(".node").length > 20'
        [ "$(ask '(() => {
            const boxes = [...document.querySelectorAll(".node text")].map(e => e.getBoundingClientRect());
            return boxes.flatMap((a, i) => boxes.slice(i + 1).filter(b =>
                a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3)).length;
        })()')" -eq 0 ]
    done
}

@test "text of a hostile page stays text, in every view" {
    skip_without_browser
    { sample; hostile; } | kcz-view --html page.html
    evil='</script><script>document.title="owned"</script><img src=x onerror="document.title=1"><!--<script>&lt;b&gt;'
    for hash in doc=1 'doc=1&at=0-9' tab=network tab=names "q=%3Cscript" types=__proto__ name=%3Cimg 'node=PER+%3Cimg' at=x-y doc=-1 tab=constructor; do
        visit page.html "$hash"
        [ "$(ask 'document.title')" = kcz-view ]
        [ "$(ask 'document.querySelectorAll("img, iframe, b, script:not([type]), link").length')" -eq 1 ]
        [ "$(ask 'document.getElementById("trouble").hidden')" = true ]
    done
    visit page.html doc=1
    [ "$(ask 'document.querySelector("#document h2").textContent')" = "$evil" ]
    [ "$(ask 'document.querySelector("#document .text").textContent')" = "${evil}甲" ]
    visit page.html tab=network
    click '.node[aria-label^="<"] circle'
    until_true "document.querySelector('#links h2') !== null"
    [ "$(ask 'document.querySelector("#links h2").textContent')" = "$evil" ]
    [ -z "$(complaints)" ]
}

@test "the page fits a screen of 360 pixels, and follows light and dark" {
    skip_without_browser
    corpus | kcz-view --html page.html
    for scheme in light dark; do
        emulate 360 $scheme
        for tab in documents network names; do
            visit page.html "tab=$tab"
            [ "$(ask 'document.documentElement.scrollWidth')" -le 360 ]
        done
        visit page.html
        ask 'getComputedStyle(document.body).backgroundColor' >$scheme
        # contrast of text and marks, after WCAG 2
        [ "$(ask '(() => {
            const light = colour => { const [r, g, b] = colour.match(/[\d.]+/g).map(c => c / 255).map(c => c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4);
                return .2126 * r + .7152 * g + .0722 * b; };
            const contrast = (a, b) => (Math.max(light(a), light(b)) + .05) / (Math.min(light(a), light(b)) + .05);
            const ink = getComputedStyle(document.body).color;
            return [document.body, ...document.querySelectorAll(".entity")].every(e => contrast(ink, getComputedStyle(e).backgroundColor) >= 7);
        })()')" = true ]
    done
    emulate 1100 light
    run ! cmp light dark
}

# time_of CHANGES: an expression for the milliseconds that it takes to show what they change
time_of() {
    echo "(() => { const start = performance.now(); goWithoutHistory($1); return Math.round(performance.now() - start); })()"
}

@test "a page of 5000 documents is ready within seconds and filters at once" {
    skip_without_browser
    sample >one
    seq 5000 | jq -c --slurpfile one one '. as $i | $one[0] | .id = "\($i)" | .meta.date = "20\($i % 14 + 10)-0\($i % 9 + 1)-01"
        | .text = .text + "第\($i)篇" + ("很长的文字，" * 150) | .facts[0].person.text = "人\($i % 900)"' >many
    kcz-view --html page.html many
    visit page.html
    [ "$(ask 'performance.now() < 6000')" = true ]
    [ "$(ask "$(time_of '{q: "第77篇"}')")" -le 1500 ]
    [ "$(ask 'document.querySelectorAll(".item").length')" -eq 1 ]
    [ "$(ask "$(time_of '{q: "", tab: "network"}')")" -le 3000 ]
    [ "$(ask 'document.querySelectorAll(".node").length > 20')" = true ]
    [ -z "$(complaints)" ]
}
