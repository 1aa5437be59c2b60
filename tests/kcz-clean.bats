#!/usr/bin/env bats
# kcz-clean: the frame of its rules, and what of a page is article. The pages in tests/clean/*.txt
# tell in themselves which of their lines are the article and what its particulars are; here stands
# everything else. What mends characters has its own file.

load helpers

setup() {
    cd_scratch
}

# page LINE...: a record whose text is these lines
page() {
    printf '%s\n' "$@" | jq -Rsc '{id: "page", text: .}'
}

# own_pages: the pages in tests/clean, as records with what is wanted of them
own_pages() {
    cat "$ROOT/tests/clean/pages.txt" "$ROOT/tests/clean/kinds.txt" |
        jq -Rsc -f "$ROOT/tests/clean/pages.jq"
}

# body LINE...: what kcz-clean leaves of a page, as lines
body() {
    page "$@" | kcz-clean | jq -r .text
}

# meta FILTER LINE...: what it tells of the article, through jq
meta() {
    local filter=$1
    shift
    page "$@" | kcz-clean | jq -c ".meta | $filter"
}

# untouched LINE...: succeeds if the record leaves byte for byte
untouched() {
    page "$@" >in
    kcz-clean in >out
    same_bytes in out
}

long='去年冬天，山里的果园第一次装上了暖风机，整夜开着，果农们轮流守在边上，生怕霜冻伤了花芽。'
more='到了春天，果园的收成比往年多了三成，合作社把多出来的果子做成果干，卖到了邻近的几个县。'

@test "of every page the article is left, all of it and nothing else" {
    own_pages | kcz-clean >out
    jq -r 'def squeeze: gsub("\\s+"; ""); select((.text | squeeze) != (.want.text | squeeze)) | .id' \
        out >wrong
    cat wrong
    [ "$(wc -l <out)" -gt 90 ]
    [ ! -s wrong ]
}

@test "of every page the particulars are told as it prints them" {
    own_pages | kcz-clean >out
    jq -r '. as $r | .want | del(.text) | to_entries[] | select($r.meta[.key] != .value)
        | "\($r.id) \(.key): \($r.meta[.key] | tojson), not \(.value | tojson)"' out >wrong
    cat wrong
    [ "$(wc -l <out)" -gt 90 ]
    [ ! -s wrong ]
}

@test "a cleaned page is clean: twice equals once, meta included" {
    own_pages | kcz-clean >once
    kcz-clean once >twice
    same_bytes once twice
}

@test "plain text leaves byte for byte" {
    untouched "$long"
    untouched '果园里的冬天' "$long" "$more"
    untouched "$long" '' "    $more"
    untouched '床前的月光' '照着一双旧鞋' '鞋里没有脚' '脚在很远的路上'
    untouched '首页' '新闻' '登录' '注册' '版权' '分享'
    untouched '苹果	3.5	元' '梨	2.8	元' '桃	4.0	元'
    untouched '甲：你去哪里？' '乙：去看海。' '甲：带上我。'
    untouched '记者：您种了多少年果树？' "$long" '记者：今年收成怎么样？' "$more"
}

@test "sentences that only hold words of furniture are no furniture" {
    untouched "$long" '未取得经营许可证的，由主管部门责令停业。' "$more"
    untouched "$long" '他在首页上看到了版权声明，又看了看相关新闻，关闭了窗口。' "$more"
    untouched "$long" '编辑部的分享会来源于一次闲谈，大家都很高兴。' "$more"
}

@test "one word of furniture within plain text makes no page of it" {
    untouched "$long" '全县大中小企业携手种果树' "$more"
    untouched "$long" '从事果品经营的，应当依法取得果品经营许可证，但有下列情形之一的除外：' "$more"
    untouched "$long" '未经许可，任何单位和个人不得砍伐果树。' "$more"
    untouched "资料来源：根据山里镇农业站的年报整理；空格表示没有数据，因为那一年站里没有人手去统计，只好空着，等以后有人找到旧账本再补上" "$long" "$more"
}

@test "a cue may need another word behind it" {
    run -0 body '首页 > 果园' '果园里的冬天' "$long" '未经本报书面许可，不得转载' "$more" '未经许可不得转载'
    [ "${lines[-1]}" = "$more" ]
    run -0 body '首页 > 果园' '果园里的冬天' "$long" "$more" '未经许可不得入园'
    [[ "$output" == *'未经许可不得入园' ]]
}

@test "an abstract and keywords of a paper are text" {
    untouched "摘要：$long" '关键词：果园；霜冻；暖风机' "$more"
}

@test "an empty text, a text of white space, a record without text" {
    printf '%s\n' '{"text":""}' '{"text":"\n \n"}' '{"a":1}' '{"text":null}' >in
    kcz-clean -q in >out
    same_bytes in out
}

@test "what kcz-clean does not own stays as it was written" {
    record='{"n":1.0e0,"text":"首页 > 果园\n来源：山里日报\n'$long'\n","z":"\u0041","n":2}'
    echo "$record" | kcz-clean >out
    grep -qF '{"n":1.0e0,"text":"去年' out
    grep -qF '"z":"\u0041","n":2,"meta":{' out
}

@test "the columns of meta stand in their order; what is unknown is null, lists are empty" {
    [ "$(meta 'keys_unsorted | join(" ")' '首页 > 果园' '来源：山里日报' "$long")" = \
        '"title subtitle date source author editor keywords breadcrumbs site summary"' ]
    [ "$(meta '[.title, .date, .author]' '首页 > 果园' '来源：山里日报' "$long")" = '[null,null,[]]' ]
}

@test "meta that is there already is kept, and what was unknown is filled" {
    page '果园里的冬天' '2021-02-03 来源：山里日报' "$long" |
        jq -c '. + {meta: {source: "旧报", date: null, own: [1]}}' | kcz-clean >out
    [ "$(jq -c '.meta | [.source, .date, .own]' out)" = '["旧报","2021-02-03",[1]]' ]
    page '果园里的冬天' '2021-02-03 来源：山里日报' "$long" | jq -c '. + {meta: "mine"}' |
        kcz-clean | jq -e '.meta == "mine"'
}

@test "the head of a page fills what its text does not tell" {
    page "$long" | jq -c '. + {meta: {page: {title: "果园里的冬天_农业_山里网",
        time: ["2021-02-03T08:00:00+08:00"], tags: {author: "林木", keywords: "果园,冬天"}}}}' |
        kcz-clean >out
    [ "$(jq -c '.meta | [.title, .date, .author, .keywords, .site]' out)" = \
        '["果园里的冬天","2021-02-03T08:00:00",["林木"],["果园","冬天"],"山里网"]' ]
    [ "$(jq -c '.meta.page.title' out)" = '"果园里的冬天_农业_山里网"' ]
}

@test "a title with the site's name behind it gives way to the heading on the page" {
    page '果园里的冬天' '2021-02-03 来源：山里日报' "$long" |
        jq -c '. + {meta: {title: "果园里的冬天_山里网"}}' | kcz-clean |
        jq -e '.meta.title == "果园里的冬天"'
}

# date TEXT: the date that a page's line of particulars with that text gives
date_of() {
    meta .date '首页 > 果园' '果园里的冬天' "$1" "$long"
}

@test "dates of all spellings become ISO 8601" {
    [ "$(date_of '2024-02-07 13:52:00 来源：山里日报')" = '"2024-02-07T13:52:00"' ]
    [ "$(date_of '2024年2月7日13:52 来源：山里日报')" = '"2024-02-07T13:52"' ]
    [ "$(date_of '发布时间：2024.02.07')" = '"2024-02-07"' ]
    [ "$(date_of '发布时间：2024/2/7 来源：山里日报')" = '"2024-02-07"' ]
    [ "$(date_of '发布时间：２０２４－０２－０７ 来源：山里日报')" = '"2024-02-07"' ]
    [ "$(date_of '時間：民國113年2月7日')" = '"2024-02-07"' ]
    [ "$(date_of '發布日期：113-02-07')" = '"2024-02-07"' ]
    [ "$(date_of '发布日期：二〇二四年二月七日')" = '"2024-02-07"' ]
    [ "$(date_of '发布日期：二零二四年十二月二十三日')" = '"2024-12-23"' ]
    [ "$(date_of '2024-02-0713:52来源：山里日报')" = '"2024-02-07T13:52"' ]
    [ "$(date_of '2024年2月7日 星期三 13:52 来源：山里日报')" = '"2024-02-07T13:52"' ]
}

@test "a date that was cut, or is none, gives null" {
    [ "$(date_of '07 13:52:00 来源：山里日报')" = null ]
    [ "$(date_of '发布时间：2024-13-07 来源：山里日报')" = null ]
    [ "$(date_of '发布时间：2024-02-31 来源：山里日报')" = null ]
    [ "$(date_of '发布时间：{{date}} 来源：山里日报')" = null ]
}

@test "a dateline without a year gives an open year, the agency and the reporter, and stays" {
    run -0 meta '[.date, .source, .author]' '首页>果园' '果园里的冬天' \
        "山里网青石8月23日电(记者 林木) $long" '编辑:何苗'
    [ "$output" = '["XXXX-08-23","山里网",["林木"]]' ]
    [ "$(body '首页>果园' '果园里的冬天' "山里网青石8月23日电(记者 林木) $long" '编辑:何苗')" = \
        "山里网青石8月23日电(记者 林木) $long" ]
}

@test "tokens of templates and words for unknown are no values" {
    [ "$(meta '[.source, .editor, .author]' '首页 > 果园' \
        '来源：未知 编辑:[db:作者] 作者：{{author}}' "$long")" = '[null,[],[]]' ]
}

@test "names are parted as they are printed, without the office before them" {
    [ "$(meta .editor '首页 > 果园' "$long" '责任编辑：林木 何 苗、本报记者周小禾')" = \
        '["林木","何苗","周小禾"]' ]
    [ "$(meta .author '首页 > 果园' '山里報／記者林木／青石報導' "$long")" = '["林木"]' ]
}

@test "a notice that names a source is not the source, but tells the site" {
    [ "$(meta '[.source, .site]' '首页 > 果园' '果园里的冬天' '发布日期：2024-02-07' "$long" \
        '版权声明：凡本网注明“来源：山里网”的所有作品，版权均属于本网，未经授权不得转载。')" = \
        '[null,"山里网"]' ]
}

@test "a heading that is not the title that the record brings along stays in the text" {
    text=$'记者:林晓雨\n白鹭湾纪事\n白鹭湾昨日开园,来自各乡镇的三百余名游客参加了活动,现场展出照片八十余幅。\n活动为期三天。'
    jq -n -c --arg text "$text" '{$text, meta: {title: "湿地公园开园"}}' | kcz-clean >out
    jq -e '(.text | startswith("白鹭湾纪事\n")) and .meta.title == "湿地公园开园"' out
    jq -n -c --arg text "$text" '{$text}' | kcz-clean >out
    jq -e '(.text | startswith("白鹭湾昨日")) and .meta.title == "白鹭湾纪事"' out
}

@test "of two dates the one at the title counts" {
    [ "$(meta .date '今天是2025年1月1日 星期三' '首页' '新闻' '果园里的冬天' \
        '2024-02-07 来源：山里日报' "$long" '最新新闻' '桃花开了 2025-01-01')" = '"2024-02-07"' ]
}

@test "a hijacked title goes, wherever it stands; an honest one with such words stays" {
    run -0 body '国产视频免费观看_亚洲精品在线_澳门娱乐平台' '果园里的冬天' '发布日期：2024-02-07' \
        "$long" '国产精品在线视频'
    [ "$output" = "$long" ]
    [ "$(meta .title '果园里的冬天【某某体育app】_某某体育app' '果园里的冬天【某某体育app】' \
        "$long" "$more" '上一篇：桃花开了')" = '"果园里的冬天"' ]
    [ "$(meta .title '首页 > 果园' '<p>果园里的冬天</p>' '来源：山里日报' "$long")" = '"果园里的冬天"' ]
    text='本报讯，国产视频平台昨天宣布，平台上的农业课程向果农免费开放，注册人数已经超过三万。'
    run -0 meta .title '首页 > 果园' '国产视频平台免费开放农业课程' '来源：山里日报' "$text"
    [ "$output" = '"国产视频平台免费开放农业课程"' ]
}

@test "subheads, lists, a signature stay; related links, comments, notices go" {
    run -0 body '首页 > 果园' '果园里的冬天' '2024-02-07 来源：山里日报' '先说霜冻' "$long" '再说收成' \
        "$more" '果园合作社' '2024年2月7日' '责任编辑：何苗' '相关新闻' '桃花开了' '梨花也开了'
    [ "$output" = "$(printf '%s\n' '先说霜冻' "$long" '再说收成' "$more" '果园合作社' \
        '2024年2月7日')" ]
}

@test "whom to ask stays below a notice, and goes at the foot of a page" {
    run -0 body '首页 > 果园' '果园里的冬天' '2024-02-07 来源：山里日报' "$long" '联系人：林木' \
        '联系电话：0000-1234567' '上一篇：桃花开了' '地址：山里路一号' '电话：0000-7654321'
    [ "$output" = "$(printf '%s\n' "$long" '联系人：林木' '联系电话：0000-1234567')" ]
}

@test "comments longer than the article do not become it" {
    run -0 body '果园里的冬天' '2024-02-07 来源：山里日报' "$long" '网友评论' "$more$more" "$more$more$more"
    [ "$output" = "$long" ]
}

@test "a page about templates keeps them" {
    text='在模板里，{{ name }} 会被替换成变量的值，这是最常用的写法，几乎每一页都会用到。'
    run -0 body '首页 > 笔记' '2024-02-07 来源：笔记' "$text" '<p>{{ name }}</p>' "$more" '上一篇：安装'
    [ "$output" = "$(printf '%s\n' "$text" '<p>{{ name }}</p>' "$more")" ]
}

@test "paragraphs that a page holds twice go; verse may repeat its lines" {
    twice=$long$more
    [ "$(page "$twice" "$more" "$twice" | kcz-clean -R all +R R14 | jq -r .text)" = \
        "$(printf '%s\n' "$twice" "$more")" ]
    untouched '月亮出来了' '照着果园' '月亮出来了' '照着我'
}

@test "-R switches a rule off and +R on, by id, group or name; an unknown one is refused" {
    page '首页 > 果园' '果园里的冬天' '来源：山里日报' "$long" >in
    kcz-clean -R all in >out
    same_bytes in out
    kcz-clean -R R10,R11,R12,R13 in >out
    same_bytes in out
    [ "$(kcz-clean -R all +R furniture in | jq -r .text | head -n 1)" = 果园里的冬天 ]
    [ "$(kcz-clean -R R13 in | jq -c '[.meta, (.text | split("\n") | length)]')" != "[null,1]" ]
    run -2 kcz-clean -R R99 in
    [[ "$output" == *"R99"* ]]
}

@test "--report counts edits by rule, lines by class, and tells the quality of what is left" {
    page '首页 > 果园' '登录 | 注册' '果园里的冬天' '来源：山里日报' "$long�" '相关新闻' '桃花开了' |
        kcz-clean --report | jq -c .kcz.clean >out
    [ "$(jq -c .dropped out)" = '{"crumb":1,"login":1,"related":1}' ]
    [ "$(jq -c .fix out)" = '{"furniture":3,"body":1,"particulars":2}' ]
    [ "$(jq -c '.quality | [.chars, .script, .lossy, .spam]' out)" = '[45,"hans",1,0]' ]
}

@test "--explain tells each edit with its place in code points of the text as it came" {
    page '首页 > 果园' '果园里的冬天' '来源：山里日报' "$long" '' '相关新闻' '桃花开了' >in
    kcz-clean --explain in | jq -c .kcz.clean.notes >notes
    [ "$(jq -r 'map(.rule) | join(" ")' notes)" = 'R11 R13 R13 R11 R12' ]
    jq -e --slurpfile in in '$in[0].text as $text
        | all(.[]; .was == $text[.at:.at + (.was | length)])' notes
}

@test "--diff shows lines that went and came, and nothing of a clean record" {
    page '首页 > 果园' '来源：山里日报' "$long" >in
    run -0 kcz-clean --diff in
    [[ "$output" == *$'\033[31m-首页 > 果园'* ]]
    [[ "$output" == *" $long"* ]]
    page "$long" >in
    run -0 kcz-clean --diff in
    [ -z "$output" ]
}

@test "--diff does not let a page drive the terminal" {
    page '首页 > 果园' $'来源：山里\033[2J日\xe2\x80\xae报' "$long" >in
    run -0 kcz-clean --diff in
    [[ "$output" == *'\x1b[2J'*'\u{202e}'* ]]
    [[ "$output" != *$'\033[2J'* ]]
}

@test "--drop-empty and --min-chars leave out records; nothing else does" {
    { page ''; page '短'; page "$long"; } >in
    [ "$(kcz-clean in | wc -l)" = 3 ]
    [ "$(kcz-clean --drop-empty in | wc -l)" = 2 ]
    [ "$(kcz-clean --min-chars 10 in | wc -l)" = 1 ]
}

@test "-f names another field" {
    page '首页 > 果园' '来源：山里日报' "$long" | jq -c '{body: {raw: .text}}' |
        kcz-clean -f .body.raw | jq -e '(.body.raw | startswith("去年")) and .meta.source == "山里日报"'
}

@test "hostile pages take linear time" {
    for line in '(' '首页>' '来源:' '(记者 ' '2019-01-01' '责任编辑：甲' '欧美_' '相关新闻' "$long"; do
        for end in '' '\n'; do
            LINE=$line END=$end perl -e 'print "{\"text\":\"", "$ENV{LINE}$ENV{END}" x 100000, "\"}\n"'
        done
    done >in
    within 50 kcz-clean -R R3,R5 in >out
    [ "$(wc -l <out)" = 18 ]
}

@test "the gold pages give their articles" {
    skip_without_corpora clean/gold
    run -0 env SHARED="$SHARED" "$ROOT/tests/eval/clean-pages.sh"
    [[ "$output" =~ mean\ F1\ (1\.0|0\.9[89]) ]]
}

@test "escapes one directly behind the other go together" {
    printf '%s\n' '{"text":"濱海市新聞\\xa0\\ufeff科協主席到會。"}' >in
    [ "$(kcz-clean --explain in | jq -c '[.text, .kcz.clean.notes[].was]')" = '["濱海市新聞 科協主席到會。","\\xa0\\ufeff"]' ]
}
