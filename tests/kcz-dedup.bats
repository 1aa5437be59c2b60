#!/usr/bin/env bats
# kcz-dedup: signatures, clusters that do not depend on order, what is kept, paragraphs.

load helpers

setup() {
    cd_scratch
    a='市科技馆昨天正式开放，第一天就来了三千多名观众，孩子们在机器人展区前排起了长队。馆长说，今后每个周末都会举办讲座。'
    b='图书馆从下个月开始整修，读者可以到三个分馆借还书籍，整修工程预计在年底以前完成，届时将新增两百个座位。'
    jq -nc --arg a "$a" --arg b "$b" '
        {id: "3", text: $a, meta: {date: "2021-05-02"}},
        {id: "1", text: ("【转载】" + $a + "（责任编辑：小周）"), meta: {date: "2021-05-03"}},
        {id: "2", text: ($a | gsub("，"; ", ")), meta: {date: "2021-05-01"}},
        {id: "9", text: $b, meta: {date: "2021-05-01"}}' >pages
}

linked() {
    kcz-dedup sign "$1" | kcz-dedup link
}

@test "sign adds a hash and 16 band keys, and twice equals once" {
    kcz-dedup sign pages >signed
    jq -e '.dedup | (.hash | length == 32) and (.bands | length == 16)' signed
    kcz-dedup sign signed | same_bytes - signed
    kcz-dedup sign -j 2 pages | same_bytes - signed
}

@test "marks, spaces, case and full-width forms make no difference to the hash" {
    printf '{"text":"%s"}\n' 'Ａ１ 科技 馆，Open' 'a1科技馆open' |
        kcz-dedup sign | jq -r .dedup.hash | uniq | wc -l | grep -qx 1
}

@test "a text with nothing to compare has no hash, a short one no bands" {
    [ "$(kcz-dedup sign <<<'{"text":"。！"}' | jq -c .dedup)" = '{"hash":null,"bands":[]}' ]
    [ "$(kcz-dedup sign <<<'{"text":"短"}' | jq -c .dedup.bands)" = '[]' ]
}

@test "link finds reposts, names the cluster by the smallest id, keeps the earliest" {
    run -0 linked pages
    [ "${lines[0]}" = '{"id":"1","cluster":"1","size":3,"keep":false}' ]
    [ "${lines[1]}" = '{"id":"2","cluster":"1","size":3,"keep":true}' ]
    [ "${lines[2]}" = '{"id":"3","cluster":"1","size":3,"keep":false}' ]
    [ "${#lines[@]}" -eq 3 ]
}

@test "of equal dates the longest is kept, then the smallest id; without a date comes last" {
    jq -c '.meta.date = "2021-01-01"' pages >same
    [ "$(linked same | jq -r 'select(.keep).id')" = 1 ]
    printf '{"id":"%s","text":"同样的一段话一共十个字"}\n' y x >equal
    [ "$(linked equal | jq -r 'select(.keep).id')" = x ]
    jq -c 'if .id == "2" then del(.meta) else . end' pages >undated
    [ "$(linked undated | jq -r 'select(.keep).id')" = 3 ]
}

@test "clusters are the same bytes for any order and any split" {
    awk 'BEGIN { srand(3); for (i = 0; i < 400; i++) { text = ""; base = i % 90
        for (j = 0; j < 80; j++) { x = (base * 7919 + j * j * 31 + base * j * 17) % 6000; if (rand() < 0.01) x = int(rand() * 6000)
            text = text sprintf("\\u%04x", 19968 + x) }
        printf "{\"id\":\"n%d\",\"text\":\"%s\",\"meta\":{\"date\":\"2021-01-%02d\"}}\n", i, text, 1 + i % 28 } }' >many
    linked many >expected
    [ "$(jq -r .cluster expected | sort -u | wc -l)" -ge 60 ]
    split -n r/3 many shard.
    for shard in shard.*; do kcz-dedup sign "$shard" >"$shard.signed"; done
    cat shard.ac.signed shard.aa.signed shard.ab.signed | kcz-dedup link | same_bytes - expected
    tac many >reverse
    linked reverse | same_bytes - expected
}

@test "--threshold decides; what only shares a band is verified" {
    [ "$(kcz-dedup sign pages | kcz-dedup link --threshold 0.99 | wc -l)" -eq 2 ]
}

@test "mark tells, drop leaves out; a record alone is its own cluster" {
    linked pages >clusters
    [ "$(kcz-dedup mark --clusters clusters pages | tail -1 | jq -c .dedup)" = '{"cluster":"9","size":1,"keep":true}' ]
    kcz-dedup mark --clusters clusters pages >once
    kcz-dedup mark --clusters clusters once | same_bytes - once
    kcz-dedup drop --clusters clusters pages >kept
    [ "$(jq -r .id kept | xargs)" = '2 9' ]
}

@test "paragraphs: a repost within a longer page is marked and taken out" {
    p='这一段话在两篇文章里一字不差地出现，因此应当只保留一次，另一次要去掉。'
    jq -nc --arg p "$p" '{id: "a", text: ("第一篇文章自己的开头写在这里，与别处全不相同，请看。\n" + $p), meta: {date: "2021-01-01"}},
        {id: "b", text: ($p + "\n第二篇文章自己的结尾写在这里，说的是另外一件事情，完。"), meta: {date: "2021-01-02"}}' >two
    kcz-dedup sign --paragraphs two | kcz-dedup link --paragraphs >clusters
    [ "$(jq -r .keep clusters)" = a ]
    [ "$(kcz-dedup mark --paragraphs --clusters clusters two | jq -c .dedup.repeated | xargs)" = '[] [0]' ]
    [ "$(kcz-dedup drop --paragraphs --clusters clusters two | tail -1 | jq -r .text)" = '第二篇文章自己的结尾写在这里，说的是另外一件事情，完。' ]
    kcz-dedup drop --paragraphs --clusters clusters two | head -1 | cmp - <(head -1 two)
}

@test "set phrases may repeat" {
    s='坚持科学普及与科技创新同等重要的方针，努力提高全民科学素质'
    printf '{"id":"%s","text":"%s。%s"}\n' a "$s" 本市开会 b "$s" 山区建馆 >slogans
    echo "$s" >allow
    kcz-dedup sign --allow allow slogans | kcz-dedup link --allow allow --threshold 0.3 >clusters
    [ ! -s clusters ]
    [ "$(kcz-dedup sign slogans | kcz-dedup link --threshold 0.3 | wc -l)" -eq 2 ]
}

@test "--report tells what was compared, how many copies there are, how many paragraphs others keep" {
    p='这一段话在两篇文章里一字不差地出现，因此应当只保留一次，另一次要去掉。'
    jq -nc --arg p "$p" '{id: "a", text: ("短。\n" + $p)}, {id: "b", text: $p}' >two
    report() {
        step=$1
        shift
        kcz-dedup "$step" --report "$@" | jq -c .kcz.dedup | xargs -d '\n'
    }
    [ "$(report sign two)" = '{"characters":33} {"characters":32}' ]
    [ "$(report sign --paragraphs two)" = '{"characters":33,"paragraphs":1} {"characters":32,"paragraphs":1}' ]
    kcz-dedup sign --paragraphs two | kcz-dedup link --paragraphs >clusters
    [ "$(report mark --clusters clusters two)" = '{"copies":1} {"copies":1}' ]
    [ "$(report drop --clusters clusters two)" = '{"copies":1}' ]
    [ "$(report mark --paragraphs --clusters clusters two)" = '{"copies":1,"repeated":0} {"copies":1,"repeated":1}' ]
    [ "$(report drop --paragraphs --clusters /dev/null two)" = '{"copies":0,"repeated":0} {"copies":0,"repeated":0}' ]
}

@test "link refuses what is not signed or has no id, and goes on" {
    { kcz-dedup sign pages; echo '{"id":"x","text":"没有签名"}'; echo '{"text":"没有编号","dedup":{"hash":null,"bands":[]}}'; } >mixed
    run -1 --separate-stderr kcz-dedup link mixed
    [ "${#lines[@]}" -eq 3 ]
    [[ $stderr == *'mixed:5: not signed'*'mixed:6: no id'* ]]
}

@test "signatures that were tampered with are refused, whatever is wrong in them" {
    kcz-dedup sign --paragraphs pages | head -n 1 >signed
    for change in '.hash = "xyz"' '.hash |= sub("^."; "G")' '.hash = 7' '.bands = 1' '.bands[1] = "short"' \
        '.bands[1] |= sub("^."; "-")' 'del(.bands)' 'del(.hash)' '.paragraphs = {}' '.paragraphs = [1]'; do
        jq -c ".dedup |= ($change)" signed >changed
        run -1 --separate-stderr kcz-dedup link --paragraphs changed
        [[ $stderr == *'changed:1: not signed'* ]] || { echo "$change: $stderr"; false; }
    done
    run -1 --separate-stderr kcz-dedup link --paragraphs < <(kcz-dedup sign pages)
    [[ $stderr == *'not signed with --paragraphs'* ]]
}

@test "a record that is refused leaves nothing behind that links the next one to others" {
    p='这一段话在两篇文章里一字不差地出现，因此应当只保留一次，另一次要去掉。'
    jq -nc --arg p "$p" '{id: "a", text: $p}, {id: "b", text: ("这是另外一篇，与别的没有一个字相同，也足够长，可以单独比较。")}, {id: "c", text: $p}' |
        kcz-dedup sign --paragraphs | jq -c 'if .id == "a" then .dedup.paragraphs += ["bad"] else . end' >tampered
    run -1 --separate-stderr kcz-dedup link --paragraphs tampered
    [ -z "$output" ]
}

@test "records of one id are one cluster, in whatever order they come" {
    jq -c 'select(.id == "9"), (select(.id == "3") | .id = "9")' pages >twins
    linked twins >clusters
    [ "$(jq -c '[.id, .cluster, .size]' clusters | sort -u)" = '["9","9",2]' ]
    tac twins >swapped
    linked swapped | same_bytes - clusters
}

@test "where several records have the id that is kept, drop leaves them all: no text is lost" {
    jq -c 'select(.id == "9"), (select(.id == "9") | .text += "。"), (select(.id == "9") | .id = "99")' pages >twins
    linked twins >clusters
    [ "$(jq -c '[.id, .keep]' clusters | sort | tr -d '\n')" = '["9",false]["9",true]["99",false]' ]
    head -n 2 twins >wanted
    kcz-dedup drop --clusters clusters twins | same_bytes - wanted
    tac clusters | sed 's/$/ \t/' >swapped
    kcz-dedup drop --clusters swapped twins | same_bytes - wanted
}

@test "records without text or without an id" {
    printf '%s\n' '{"id":"a"}' '{"text":"没有编号的一段话，写得长一些。"}' >odd
    [ "$(kcz-dedup sign -q odd | head -n 1)" = '{"id":"a"}' ]
    run -1 --separate-stderr kcz-dedup mark -q --clusters /dev/null odd
    [ "$(jq -c .dedup.cluster <<<"$output")" = '"a"' ]
    run -1 --separate-stderr kcz-dedup mark --clusters /dev/null odd
    [[ $stderr == *'odd:2: no id'* ]]
}

@test "of paragraphs too short to compare none counts as repeated, however often they stand there" {
    p='这一段话在两篇文章里一字不差地出现，因此应当只保留一次，另一次要去掉。'
    q='还有一段话也在两篇文章里出现，它同样只应当保留一次，请在后一篇里去掉。'
    jq -nc --arg p "$p" --arg q "$q" '{id: "a", text: ("。\n" + $p + "\n" + $q), meta: {date: "2021-01-01"}},
        {id: "b", text: ("。\n" + $q + "\n" + $p + "\n第二篇文章自己的结尾写在这里，说的是另外一件事情，完。"), meta: {date: "2021-01-02"}}' >two
    kcz-dedup sign --paragraphs two | tee signed | kcz-dedup link --paragraphs >clusters
    [ "$(head -n 1 signed | jq -c '.dedup.paragraphs[0]')" = null ]
    [ "$(kcz-dedup mark --paragraphs --clusters clusters two | tail -n 1 | jq -c .dedup.repeated)" = '[1,2]' ]
    # the earlier one keeps, also where it comes later
    tac two | kcz-dedup sign --paragraphs | kcz-dedup link --paragraphs | same_bytes - clusters
}

@test "a damaged list of clusters is refused with file and line" {
    linked pages >clusters
    echo '{"id":7}' >>clusters
    run -2 --separate-stderr kcz-dedup drop --clusters clusters pages
    [ -z "$output" ]
    [[ $stderr == *'clusters:4: not a line that kcz-dedup link wrote'* ]]
    run -2 kcz-dedup drop pages
    run -2 kcz-dedup drop --clusters absent pages
}

@test "without a step it says which there are" {
    run -2 --separate-stderr kcz-dedup
    [[ $stderr == *'sign, link, mark or drop'* ]]
    for step in sign link mark drop; do
        kcz-dedup --help | grep -q "^  $step  "
    done
}

@test "a crowd of pages that share boilerplate takes linear time" {
    awk 'BEGIN { for (i = 0; i < 20000; i++) printf "{\"id\":\"c%d\",\"text\":\"登录注册首页新闻视频直播专题联系我们版权所有%d\"}\n", i, i }' >crowd
    within 30 bash -c 'kcz-dedup sign crowd | kcz-dedup link >clusters'
    [ -s clusters ]
}
