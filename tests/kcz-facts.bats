#!/usr/bin/env bats
# kcz-facts: what it tells of a text, given its entities. The documents in tests/facts are marked-up
# texts with the posts, agreements and pilots that they tell; here stands everything else.

load helpers

setup() {
    cd_scratch
}

# marked TEXT: the record that a marked-up text stands for
marked() {
    printf '%s' "$1" | jq -Rs --arg id x -cf "$ROOT/tests/facts/markup.jq"
}

# facts TEXT FILTER: the facts of a marked-up text, through jq
facts() {
    marked "$1" | kcz-facts | jq -c "$2"
}

# told TEXT: its posts, agreements and pilots as lines
told() {
    marked "$1" | kcz-facts >"$BATS_TEST_TMPDIR/told"
    [ -s "$BATS_TEST_TMPDIR/told" ] || echo "no record"
    jq -rf "$ROOT/tests/facts/facts.jq" "$BATS_TEST_TMPDIR/told"
}

@test "the annotated documents give exactly the posts, agreements and pilots that they tell" {
    failed=0
    for file in "$ROOT"/tests/facts/*.txt; do
        name=$(basename "$file" .txt)
        jq -Rs --arg id "$name" -cf "$ROOT/tests/facts/markup.jq" "$file" | kcz-facts |
            jq -rf "$ROOT/tests/facts/facts.jq" | sort >got
        sort "${file%.txt}.facts" | diff - got || { echo "$name"; failed=1; }
    done
    [ "$failed" -eq 0 ]
}

@test "an argument refers to its entity and carries its place; evidence is the text that says so" {
    marked '近日,{ORG 青岚市科协}{TITLE 副主席}{PER 苏晚晴}说' | kcz-facts >out
    jq -e '. as $r | .facts[0] | .evidence as $e
        | ($r.text[$e.start:$e.end] == $e.text) and $e.text == "青岚市科协副主席苏晚晴"
        and ([.person, .post, .org] | all(.text == $r.text[.start:.end]))
        and ([.person, .post, .org] | all(.text == $r.entities[.entity].text))' out
}

@test "running it twice is running it once, and what it does not own stays byte for byte" {
    record='{"n":1.0e0,"text":"苏晚晴主席","entities":[{"type":"PER","start":0,"end":3},{"type":"TITLE","start":3,"end":5}], "z":"\u0041"}'
    echo "$record" | kcz-facts >once
    kcz-facts once >twice
    same_bytes once twice
    [ "$(jq -r '.facts[0].post.text' once)" = 主席 ]
    grep -qF '"n":1.0e0' once
    grep -qF '"z":"\u0041"' once
}

@test "a record without entities or text passes untouched" {
    printf '%s\n' '{"text":"苏晚晴"}' '{"entities":[]}' '{"text":1,"entities":[]}' >in
    kcz-facts -q in >out
    same_bytes in out
}

@test "entities that lie outside the text, cross each other or make no sense are left out" {
    echo '{"text":"苏晚晴主席","entities":[7,null,{"type":"PER"},{"type":"PER","start":0,"end":99},{"type":"PER","start":-1,"end":2},{"type":"X","start":0,"end":3},{"type":"PER","start":0,"end":3},{"type":"LOC","start":2,"end":4},{"type":"TITLE","start":3,"end":5},{"type":"TITLE","start":900,"end":901}]}' |
        kcz-facts | jq -e '.facts | length == 1 and .[0].person.text == "苏晚晴" and .[0].person.entity == 6'
}

@test "inner entities may stand in a nested array or beside the outer one" {
    text='{ORG 青岚市科协}{TITLE 主席}{PER 苏晚晴}'
    a=$(facts "$text" '[.facts[0] | del(..|.entity?)]')
    b=$(marked "$text" | jq -c '.entities |= [{type:"LOC",start:0,end:3}] + .' | kcz-facts | jq -c '[.facts[0] | del(..|.entity?)]')
    [ -n "$a" ]
    [ "$a" = "$b" ]
}

@test "a field other than text" {
    echo '{"body":"苏晚晴主席","entities":[{"type":"PER","start":0,"end":3},{"type":"TITLE","start":3,"end":5}]}' |
        kcz-facts -f body | jq -e '.facts[0].person.text == "苏晚晴"'
}

@test "--report counts sentences and facts; without it nothing is added" {
    marked '{PER 苏晚晴}{TITLE 主席}到会。{PER 顾长庚}{TITLE 院士}发言。' >in
    kcz-facts --report in | jq -e '.kcz.facts == {sentences: 2, facts: 2}'
    kcz-facts in | jq -e 'has("kcz") | not'
}

@test "posts: a department behind the organisation belongs to it" {
    [ "$(told '{ORG 全国科技协作联合会}企业服务部{TITLE 副部长}{PER 程知远}参加')" = "post	程知远	副部长	全国科技协作联合会企业服务部	current" ]
}

@test "posts: a department in a run is read though it is no entity" {
    [ "$(told '{ORG 全国科协}学会学术部{TITLE 部长}、企业工作办公室{TITLE 主任}{PER 程知远}到会' | cut -f 3,4)" = "部长	全国科协学会学术部
主任	企业工作办公室" ]
}

@test "posts: the organisation before a name, unless the post is told already" {
    [ "$(told '来自{ORG 云溪大学}的{PER 宋青崖}{TITLE 教授}' | cut -f 4)" = 云溪大学 ]
    [ "$(told '{ORG 中国工程院}{TITLE 院士}{PER 顾长庚}。为{ORG 专家委员会}{PER 顾长庚}{TITLE 院士}颁证' | cut -f 4)" = 中国工程院 ]
}

@test "posts: a title of one head is not shared by the next name, a deputy's is" {
    [ "$(told '{ORG 云溪大学}{TITLE 校长}{PER 宋青崖}、{PER 陆知行}到会')" = "post	宋青崖	校长	云溪大学	current" ]
    [ "$(told '{ORG 云溪大学}{TITLE 副校长}{PER 宋青崖}、{PER 陆知行}到会' | wc -l)" -eq 2 ]
}

@test "posts: the same post with and without its organisation is told once" {
    [ "$(told '{ORG 中国工程院}{TITLE 院士}{PER 顾长庚}到会。{PER 顾长庚}{TITLE 院士}发言' | wc -l)" -eq 1 ]
    [ "$(told '{PER 顾长庚}{TITLE 院士}发言。{ORG 中国工程院}{TITLE 院士}{PER 顾长庚}到会' | cut -f 4)" = 中国工程院 ]
}

@test "posts: 目前, 原则 and 责任 are no former and no holding" {
    [ "$(told '目前{ORG 云溪大学}{TITLE 校长}{PER 宋青崖}说' | cut -f 5)" = current ]
    [ -z "$(told '{PER 宋青崖}的责任,{ORG 云溪大学}的{TITLE 校长}')" ]
}

@test "posts: ASCII and full-width punctuation say the same" {
    a=$(told '{ORG 云溪大学}{TITLE 校长}{PER 宋青崖},{ORG 市科协}{TITLE 主席}{PER 柳如烟}({ORG 市科协}供图)')
    b=$(told '{ORG 云溪大学}{TITLE 校长}{PER 宋青崖}，{ORG 市科协}{TITLE 主席}{PER 柳如烟}（{ORG 市科协}供图）')
    [ "$a" = "$b" ]
    [ "$(echo "$a" | wc -l)" -eq 2 ]
}

@test "agreements: 参与, 和平 and witnesses make no party" {
    [ "$(told '在{ORG 市科协}和{ORG 市工商联}共同见证下,{ORG 甲公司}与{ORG 乙公司}签约' | cut -f 2)" = "甲公司 | 乙公司" ]
    [ -z "$(told '{ORG 甲公司}参与{ORG 乙公司}活动,签署意见')" ]
}

@test "agreements: two organisations in one entity are two, 工业与信息化局 is one" {
    [ "$(told '{ORG 青岚市科协与云溪大学}签署合作协议' | cut -f 2)" = "青岚市科协 | 云溪大学" ]
    [ -z "$(told '{ORG 青岚市工业与信息化局}签署合作协议')" ]
}

@test "agreements: a place that is only where it happens is no party, a zone that signs is" {
    [ "$(told '{ORG 甲公司}在{LOC 青岚市}与{LOC 临澜高新区}签订合同' | cut -f 2)" = "甲公司 | 临澜高新区" ]
}

@test "agreements: what is only hoped for, planned or refused has not been signed" {
    for word in 希望 将 拟 尚未 拒绝; do
        [ -z "$(told "{ORG 甲公司}${word}与{ORG 乙公司}签署合作协议")" ]
    done
    [ "$(told '{ORG 甲公司}将军办公室与{ORG 乙公司}签署合作协议' | wc -l)" -eq 1 ]
}

@test "agreements: what comes after 共识 or stands in a contract of another kind is none" {
    [ -z "$(told '{ORG 甲公司}与{ORG 乙公司}达成共识')" ]
    [ -z "$(told '{ORG 甲公司}、{ORG 乙公司}等签约企业')" ]
}

@test "pilots: without a programme there is none; the date of the sentence goes with it" {
    [ -z "$(told '{LOC 青岚市}成为全省唯一的试点城市')" ]
    [ "$(facts '{DATE 去年9月},{LOC 青岚市}入选“{PROG 百城融创}”试点城市' '.facts[0].date.text')" = '"去年9月"' ]
}

@test "pilots: a quoted programme that is no entity is still one" {
    [ "$(told '{LOC 青岚市}获批“星火百县”试点市')" = "pilot	青岚市	星火百县	试点市" ]
}

@test "posts: a verb takes the name right before it, or the one before its clause" {
    [ "$(told '{PER 魏长风}此前曾任{ORG 市科技局}{TITLE 局长}' | cut -f 2,5)" = "魏长风	former" ]
    [ "$(told '{PER 魏长风},男,现任{ORG 市科技局}{TITLE 局长}' | cut -f 2,5)" = "魏长风	current" ]
    [ -z "$(told '{PER 魏长风}致电祝贺某某当选{ORG 市科协}{TITLE 主席}')" ]
}

@test "posts: all who are elected together" {
    [ "$(told '{ORG 甲大学}{TITLE 副校长}{PER 纪云舒}、{ORG 乙公司}{TITLE 总工程师}{PER 莫问津}当选{TITLE 副理事长}' | grep -c 副理事长)" -eq 2 ]
}

@test "pilots: one place by two names is told once, with the better statement" {
    [ "$(told '{LOC 山海省青岚市}“{PROG 百城融创}”试点城市建设启动。{LOC 青岚市}是“{PROG 百城融创}”首批试点城市。')" = "pilot	山海省青岚市	百城融创	首批试点城市" ]
}

@test "metrics: the measure stands behind the quantity, or before it at the end of a clause" {
    [ "$(facts '{LOC 青岚市}共有{QUANTITY 41家}企业研究院,已引进人才{QUANTITY 518名}。' '[.facts[] | [.subject.text, .measure.text, .quantity.text, .target]]')" = '[["青岚市","企业研究院","41家",false],["青岚市","引进人才","518名",false]]' ]
}

@test "metrics: what is planned is a target; value and unit come from the entity" {
    echo '{"text":"云溪市计划新建服务站20个。","entities":[{"type":"LOC","start":0,"end":3},{"type":"QUANTITY","start":10,"end":13,"value":20,"unit":"个"}]}' |
        kcz-facts | jq -e '.facts[0] | .target and .quantity.value == 20 and .quantity.unit == "个" and .measure.text == "新建服务站"'
}

@test "issued, award, event, affiliation, owner of a programme" {
    [ "$(facts '{ORG 市科协}会同{ORG 市科技局}印发{DOC 《实施方案》}' '.facts[0].document.text')" = '"《实施方案》"' ]
    [ "$(facts '{DOC 《实施方案》}由{ORG 市科协}发布' '.facts[0].issuer.text')" = '"市科协"' ]
    [ "$(facts '{ORG 市科协}根据{ORG 省科协}印发的{DOC 《甲》},制定了{DOC 《乙》}' '[.facts[] | [.issuer.text, .document.text]]')" = '[["市科协","《乙》"],["省科协","《甲》"]]' ]
    [ "$(facts '{PER 江映雪}、{PER 陶望舒}荣获{AWARD 山海工程奖}' '[.facts[].recipient.text]')" = '["江映雪","陶望舒"]' ]
    [ "$(facts '{DATE 6月2日},{ORG 市科协}在{LOC 青岚市}举办{EVENT 首届软件大会}' '.facts[0] | [.event.text, .date.text, .place.text, .organiser.text]')" = '["首届软件大会","6月2日","青岚市","市科协"]' ]
    [ "$(facts '{ORG 市科协}召开{EVENT 软件大会}。{DATE 6月2日},{EVENT 软件大会}在{LOC 青岚市}举行' '[.facts[] | [.event.text, .date.text, .place.text, .organiser.text]]')" = '[["软件大会","6月2日","青岚市","市科协"]]' ]
    [ "$(facts '由{PER 纪云舒}带队的{ORG 专家组}到访' '.facts[0] | [.type, .person.text, .org.text]')" = '["affiliation","纪云舒","专家组"]' ]
    [ "$(facts '“{PROG 百城融创}”是{ORG 全国科技协作联合会}为服务企业打造的品牌' '.facts[0] | [.type, .org.text, .programme.text]')" = '["programme_owner","全国科技协作联合会","百城融创"]' ]
}

@test "aliases: 市科协 is the one of the city that the text is about" {
    text='{LOC 青岚市}召开会议。{ORG 市科协}{TITLE 主席}{PER 苏晚晴}、{ORG 省科协}{TITLE 主席}{PER 顾南乔}到会。{LOC 山西}来人。'
    [ "$(told "$text" | cut -f 4 | tr '\n' ' ')" = "青岚市科协 山西省科协 " ]
}

@test "aliases: the end of a name, its letters in order, a company's first word, 以下简称" {
    [ "$(told '{ORG 全国科协科学技术传播中心}成立。{ORG 传播中心}{TITLE 主任}{PER 甲乙}说' | cut -f 4)" = 全国科协科学技术传播中心 ]
    [ "$(told '{ORG 全国科协科学技术传播中心}成立。{ORG 科技传播中心}{TITLE 主任}{PER 甲乙}说' | cut -f 4)" = 全国科协科学技术传播中心 ]
    [ "$(told '{ORG 明远软件有限公司}成立。{ORG 明远软件}{TITLE 总裁}{PER 甲乙}说' | cut -f 4)" = 明远软件有限公司 ]
    [ "$(told '{LOC 山西}和{LOC 山西省}。{ORG 省科协}学会部{TITLE 部长}{PER 甲乙}说' | cut -f 4)" = 山西省科协学会部 ]
    [ "$(told '{ORG 青岚理工大学}(以下简称{ORG 青理})成立。{ORG 青理}{TITLE 校长}{PER 甲乙}说' | cut -f 4)" = 青岚理工大学 ]
}

@test "aliases: two names that it could be leave it open; a norm from kcz-ner comes first" {
    [ "$(told '{ORG 甲市传播中心}和{ORG 乙市传播中心}成立。{ORG 传播中心}{TITLE 主任}{PER 甲乙}说' | cut -f 4)" = 传播中心 ]
    echo '{"text":"市科协主席苏晚晴","entities":[{"type":"ORG","start":0,"end":3,"norm":"东澜市科协"},{"type":"TITLE","start":3,"end":5},{"type":"PER","start":5,"end":8}]}' |
        kcz-facts | jq -e '.facts[0].org.norm == "东澜市科协"'
}

@test "--graph ndjson: nodes and edges over all records, counted, for every -j the same" {
    for _ in 1 2 3; do marked '{ORG 甲市科协}{TITLE 主席}{PER 苏晚晴}与{ORG 乙公司}签约'; done >in
    marked '{ORG 乙公司}原{TITLE 总裁}{PER 罗星野}到会' >>in
    kcz-facts --graph ndjson in >out
    kcz-facts --graph ndjson -j 2 in >out2
    same_bytes out out2
    jq -se 'map(select(.node)) | map([.node, .name, .count]) == [["ORG","乙公司",4],["ORG","甲市科协",6],["PER","罗星野",1],["PER","苏晚晴",3]]' out
    jq -se 'map(select(.edge == "post")) | map([.from.name, .to.name, .label, .status, .count]) == [["罗星野","乙公司","总裁","former",1],["苏晚晴","甲市科协","主席",null,3]]' out
    jq -se 'map(select(.edge == "signed")) | length == 1 and .[0].count == 3' out
}

@test "--graph dot: names are quoted whatever they hold" {
    printf '%s\n' '{"text":"甲\"\\\n乙公司主席苏晚晴","entities":[{"type":"ORG","start":0,"end":7},{"type":"TITLE","start":7,"end":9},{"type":"PER","start":9,"end":12}]}' |
        kcz-facts --graph dot >out
    grep -qF '"ORG 甲\"\\ 乙公司"' out
    [ "$(tail -n 1 out)" = "}" ]
    [ "$(grep -c -- '->' out)" -eq 1 ]
}

@test "-j 2 and one-byte reads give the same bytes" {
    for file in "$ROOT"/tests/facts/*.txt; do
        jq -Rs --arg id x -cf "$ROOT/tests/facts/markup.jq" "$file"
    done >in
    kcz-facts in >one
    kcz-facts -j 2 in >two
    same_bytes one two
}

@test "time stays linear: a sentence of ten times the length takes about ten times as long" {
    # no full stop anywhere: names that end alike, posts, agreements, heads and figures without end
    many() {
        jq -nc --argjson n "$1" '{text: ("甲与乙、丙签署主席印发召开入选“丁”试点十个" * $n), entities: [range($n) | (. * 22) as $o
            | {type: "ORG", start: $o, end: ($o + 1)}, {type: "ORG", start: ($o + 2), end: ($o + 3)},
              {type: "PER", start: ($o + 4), end: ($o + 5)}, {type: "TITLE", start: ($o + 7), end: ($o + 9)},
              {type: "PROG", start: ($o + 16), end: ($o + 17)}, {type: "QUANTITY", start: ($o + 20), end: ($o + 22)}]}'
    }
    many 2000 >small
    many 20000 >large
    TIMEFORMAT=%U
    small=$({ time kcz-facts small >out; } 2>&1)
    large=$({ time kcz-facts large >out; } 2>&1)
    echo "$small $large"
    [ -s out ]
    awk -v a="$small" -v b="$large" 'BEGIN { exit !(b < 30 * (a + 0.02)) }'
}

@test "metrics: a measured unit has its measure before it; growth, ranks and adverbs are none" {
    [ "$(facts '好。规模以上工业增加值增长{QUANTITY 15.7%},一般公共预算收入{QUANTITY 43.08亿元},完成年度任务的{QUANTITY 76.5%}。' '[.facts[] | [.measure.text, .quantity.text]]')" = '[["规模以上工业增加值","15.7%"],["一般公共预算收入","43.08亿元"]]' ]
    [ "$(facts '{LOC 西江新区}实现地区生产总值{QUANTITY 512.6亿元},同比增长{QUANTITY 8.3%}。' '[.facts[] | [.subject.text, .measure.text, .quantity.text]]')" = '[["西江新区","地区生产总值","512.6亿元"]]' ]
    [ "$(facts '引进人才{QUANTITY 120名}以上,有望达到{QUANTITY 8%}左右。' '[.facts[].measure.text]')" = '["引进人才"]' ]
    [ "$(facts '由{QUANTITY 七位}获奖者{PER 马小飞}领奖。' '[.facts[] | select(.type == "metric") | .measure.text]')" = '["获奖者"]' ]
}

@test "lists of appointments and of those who leave open each line with the name" {
    [ "$(told $'决定任命:\n{PER 计春华}为{ORG 青石市教育局}{TITLE 局长};\n决定免去:\n{PER 明哲}的{ORG 青石市教育局}{TITLE 局长}职务。')" = \
        $'post\t计春华\t局长\t青石市教育局\tcurrent\npost\t明哲\t局长\t青石市教育局\tformer' ]
}

@test "签约项目 counts and signs nothing; a body beside a longer name is one of its own" {
    [ "$(told '设{LOC 德阳}、{LOC 宜宾}分会场,现场签约项目{QUANTITY 47个},签约金额{QUANTITY 63亿元}。')" = "" ]
    [ "$(facts '{ORG 青石区企业科协}与{ORG 云江大学}签约。{ORG 青石区科协}{TITLE 主席}{PER 江若兰}到会。' '[.facts[] | select(.type == "post") | .org.norm]')" = '[null]' ]
}

@test "metrics: whose it is, from what it came, how so many sign and thresholds are no part of them" {
    [ "$(facts '公司注册资本{QUANTITY 1.6亿元},研发投入强度由{QUANTITY 1.64%}提高到{QUANTITY 2.56%}。' '[.facts[] | [.measure.text, .quantity.text]]')" = '[["注册资本","1.6亿元"],["研发投入强度","2.56%"]]' ]
    [ "$(facts '全市投入研究与试验发展(R&D)经费{QUANTITY 38.7亿元},省级以上重点实验室{QUANTITY 14个}。' '[.facts[].measure.text]')" = '["研究与试验发展(R&D)经费","省级以上重点实验室"]' ]
    [ "$(facts '投入超过{QUANTITY 5亿元}的县有变化。{QUANTITY 四家}单位,{PER 江若兰}等{QUANTITY 29人}任委员,来自{QUANTITY 28个}国家和地区。' '[.facts[] | select(.type == "metric") | .measure.text]')" = '[]' ]
    [ "$(facts '技术需求{QUANTITY 23项}。{QUANTITY 20个}团队获奖,{QUANTITY 3位}专家颁发聘书。' '[.facts[].measure.text]')" = '["技术需求","团队获奖"]' ]
}

@test "posts in a life told in clauses; over 院士 and 等29人 to the verb; 我校 is the school" {
    [ "$(told '{PER 石为},男,{DATE 1983年}生,{ORG 青石学院}{TITLE 教授},致力于{TERM 育种}。')" = $'post\t石为\t教授\t青石学院\tcurrent' ]
    [ "$(facts '{PER 江若兰}{TITLE 院士}任{TITLE 主任}。' '[.facts[] | .post.text] | sort')" = '["主任","院士"]' ]
    [ "$(facts '{PER 江若兰}、{PER 石为}等{QUANTITY 29人}任{TITLE 委员}。' '[.facts[] | select(.type == "post") | .person.text] | sort')" = '["江若兰","石为"]' ]
    [ "$(facts '{ORG 云江大学}建院。{ORG 青石研究院}{TITLE 院长}{PER 石为},我校{TITLE 校长}{PER 江若兰}到会。' '[.facts[] | .org.text]')" = '["青石研究院","云江大学"]' ]
}

@test "signed: three sides, lists that a number counts, nobody who signs for his own" {
    [ "$(facts '{ORG 甲公司}、{ORG 乙大学}与{ORG 丙学会}三方就合作签署备忘录。' '.facts[0].parties | length')" = 3 ]
    [ "$(jq -nc '{text: "由甲公司、乙大学、丙学会发起。三家单位签署倡议书。", entities: [{type: "ORG", start: 1, end: 4}, {type: "ORG", start: 5, end: 8}, {type: "ORG", start: 9, end: 12}, {type: "QUANTITY", start: 15, end: 17, value: 3, unit: "家"}]}' | kcz-facts | jq '[.facts[] | select(.type == "signed") | .parties | length] | .[0]')" = 3 ]
    [ "$(facts '{ORG 甲公司}{TITLE 经理}{PER 石为}到会,{ORG 乙大学}{TITLE 校长}{PER 江若兰}到会。{PER 石为}和{PER 江若兰}分别代表学校签约。' '[.facts[] | select(.type == "signed")]')" = '[]' ]
}

@test "pilot: places that a list gives as examples of the programme's cities" {
    [ "$(facts '支持{LOC 芜湖}、{LOC 蚌埠}等“{PROG 链网融合}”试点城市建设。' '[.facts[].place.text]')" = '["芜湖","蚌埠"]' ]
}

@test "metrics: behind a date and behind 等 the measure begins" {
    [ "$(facts '{DATE 年底}前服务村民{QUANTITY 100人},集聚{ORG 甲公司}等规上企业{QUANTITY 213家}。' '[.facts[] | select(.type == "metric") | .measure.text]')" = '["服务村民","规上企业"]' ]
    [ "$(facts '{ORG 甲公司}、{ORG 乙大学}等{QUANTITY 42家}单位获奖。' '[.facts[] | select(.type == "metric")]')" = '[]' ]
}
