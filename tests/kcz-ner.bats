#!/usr/bin/env bats
# kcz-ner: which names, posts, dates and quantities it finds, where they begin and end, what it says
# of each, and what it must leave alone. All sentences are made up.

load helpers

setup() {
    cd_scratch
}

# found TEXT [OPTION]...: its flat entities, one TYPE:text each, separated by spaces
found() {
    local text=$1
    shift
    record "$text" | kcz-ner "$@" >found
    [ -s found ] && jq -r '[.entities[] | "\(.type):\(.text)"] | join(" ")' found
}

# is TEXT WANTED [OPTION]...
is() {
    local text=$1 wanted=$2
    shift 2
    run -0 found "$text" "$@"
    [ "$output" = "$wanted" ] || { printf 'text:   %s\nwanted: %s\ngot:    %s\n' "$text" "$wanted" "$output"; false; }
}

# has TEXT ENTITY...: each is among the flat entities
has() {
    local text=$1 each
    shift
    run -0 found "$text"
    for each; do
        [[ " $output " == *" $each "* ]] || { printf 'text: %s\nno:   %s\ngot:  %s\n' "$text" "$each" "$output"; false; }
    done
}

# lacks TEXT ENTITY...: none of them is
lacks() {
    local text=$1 each
    shift
    run -0 found "$text"
    for each; do
        [[ " $output " != *" $each "* ]] || { printf 'text: %s\nhas:  %s\ngot:  %s\n' "$text" "$each" "$output"; false; }
    done
}

# about TEXT TYPE FILTER [OPTION]...: what jq's FILTER makes of the first entity of that type
about() {
    local text=$1 type=$2 filter=$3
    shift 3
    record "$text" | kcz-ner "$@" |
        jq -rc --arg type "$type" "[.entities[] | select(.type == \$type)][0] | $filter"
}

@test "offsets are code points and give the text" {
    record '🙂。青岛市科协主席林晓雨说:“好”。' | kcz-ner >out
    jq -e '. as $r | all(.entities[]; $r.text[.start:.end] == .text)' out
    jq -e '.entities[0] | .type == "ORG" and .start == 2 and .end == 7' out
}

@test "flat entities are in order and do not overlap; inner ones lie in their outer one" {
    record '山东省青岛市崂山区科协在《2023年“科普中国”青岛行动方案》里说,青岛海洋大学科技园管委会主任林晓雨到会。' |
        kcz-ner >out
    jq -e '[.entities[] | .start, .end] | . == sort' out
    jq -e 'all(.entities[]; . as $o | all(.nested[]?; .start >= $o.start and .end <= $o.end and (has("nested") | not)))' out
    jq -e 'any(.entities[]; .type == "DOC" and any(.nested[]; .type == "PROG" and .text == "科普中国"))' out
}

@test "a record without text passes untouched, one without entities gets an empty list" {
    run --separate-stderr -0 kcz-ner <<<'{"n": 1.0}'
    [ "$output" = '{"n": 1.0}' ]
    run -0 kcz-ner <<<'{"text":"好的。"}'
    [ "$output" = '{"text":"好的。","entities":[]}' ]
}

@test "running it twice equals running it once" {
    record '北京市科协主席周明远。' | kcz-ner >once
    kcz-ner <once >twice
    same_bytes once twice
}

@test "another field is read with --field" {
    run -0 kcz-ner -f body <<<'{"body":"天津"}'
    [[ "$output" == *'"text":"天津"'* ]]
}

@test "a post ends the organisation; a surname that starts a word is a name: 董事长江, 院长江" {
    is '海川科技有限公司董事长江若兰和云江大学院长江帆出席。' \
        'ORG:海川科技有限公司 TITLE:董事长 PER:江若兰 ORG:云江大学 TITLE:院长 PER:江帆'
    is '他沿着长江考察。' 'LOC:长江'
}

@test "a person named beside a post is a person elsewhere; 以…为代表 is none" {
    has '中国科协书记处书记束为到会。束为代表中国科协致辞。' PER:束为
    run -0 found '中国科协书记处书记束为到会。束为代表中国科协致辞。'
    [ "$(tr ' ' '\n' <<<"$output" | grep -c PER:束为)" = 2 ]
    lacks '以骨干企业为代表的力量正在壮大。' PER:为代表
    lacks '中国科协书记处书记束为到会。以企业为代表的一束为数不多的花。' PER:为代表
}

@test "two names with nothing between them" {
    has '市委书记李长河王大力参加座谈。' PER:李长河 PER:王大力
}

@test "a verb behind a post is no name" {
    is '习近平总书记强调,要实干。' 'PER:习近平 TITLE:总书记'
    lacks '总书记时隔三年再次到来。' PER:时隔
}

@test "foreign and minority names with a middle dot, in each of its forms" {
    has '列夫·托尔斯泰和阿依古丽•买买提江相见。' PER:列夫·托尔斯泰 PER:阿依古丽•买买提江
    has '克里斯蒂娜・拉加德发表演讲。' PER:克里斯蒂娜・拉加德
}

@test "南开 the district and the university" {
    is '南开区与南开大学签署协议。' 'LOC:南开区 ORG:南开大学'
    has '南开区委书记陈立说。' ORG:南开区委 TITLE:书记 PER:陈立
}

@test "common nouns name nobody: 学会, 公司, 新区, 产业园区" {
    is '学会和公司都要响应,新区将建设一流的产业园区。' ''
    has '中国机械工程学会和海川重工有限公司响应,滨海新区建设。' ORG:中国机械工程学会 ORG:海川重工有限公司 LOC:滨海新区
}

@test "“科创中国” is a programme and gives no place 中国" {
    is '“科创中国”是一个品牌。' 'PROG:科创中国'
    run -0 about '“科创中国”是一个品牌。' PROG '.nested'
    [ "$output" = null ] || [[ "$output" != *'"LOC"'*'"PROG"'* ]]
}

@test "the quote that opens an organisation's name belongs to it" {
    has '会上成立了“科创中国”联合体。' 'ORG:“科创中国”联合体'
}

@test "places before one head are one name: 省、市科协" {
    is '省、市科协共同发力。' 'ORG:省、市科协'
}

@test "conjuncts that lost their place are organisations of their own" {
    has '青岛市发改委、科技局、工信局负责人参加。' ORG:青岛市发改委 ORG:科技局 ORG:工信局
}

@test "原 and 前 stay outside of the post" {
    is '中国工程院原院长周远山出席。' 'ORG:中国工程院 TITLE:院长 PER:周远山'
    has '前主席马立和原副市长刘平到会。' TITLE:主席 PER:马立 TITLE:副市长 PER:刘平
}

@test "党组 and 党委 belong to the post, a bare organ to the post that follows 、" {
    is '青岛市科协党组书记、常务副主席张晓明' 'ORG:青岛市科协 TITLE:党组书记 TITLE:常务副主席 PER:张晓明'
    has '青岛高新区党委书记、管委会主任周强表示' LOC:青岛高新区 TITLE:党委书记 TITLE:管委会主任 PER:周强
    has '青岛高新区管委会副主任周强表示' ORG:青岛高新区管委会 TITLE:副主任
}

@test "posts without a name or an organisation beside them, and parts of words, are none" {
    lacks '会长单位和主任医师制度' TITLE:会长
    lacks '书记代表团说经理人不多' TITLE:经理
}

@test "ASCII and full-width punctuation read alike" {
    is '会议(线上)由市科技局局长陈立主持,副局长王芳、李强等出席.' \
        'ORG:市科技局 TITLE:局长 PER:陈立 TITLE:副局长 PER:王芳 PER:李强'
    is '会议（线上）由市科技局局长陈立主持，副局长王芳、李强等出席。' \
        'ORG:市科技局 TITLE:局长 PER:陈立 TITLE:副局长 PER:王芳 PER:李强'
}

@test "quoted programmes and formulas, but no scare quotes" {
    is '企业驶入“快车道”,做强“链主”,破解“卡脖子”,“灯塔计划”启动,实施“一核三区”布局。' \
        'PROG:灯塔计划 PROG:一核三区'
}

@test "organisations with brackets in their names" {
    has '天津(滨海)科技服务团、国浩律师(青岛)事务所、北京云海（集团）股份有限公司参会。' \
        'ORG:天津(滨海)科技服务团' 'ORG:国浩律师(青岛)事务所' ORG:北京云海（集团）股份有限公司
}

@test "the form of a company's name that is left when it is named again" {
    run -0 found '青岛蓝桥动力股份有限公司总经理周强介绍,蓝桥动力将扩产。'
    [[ " $output " == *' ORG:蓝桥动力 '* ]]
}

@test "an unknown beginning of a name shows by repetition" {
    has '我们建设天绎高教科创园。企业融入天绎高教科创园。大家走进天绎高教科创园。' LOC:天绎高教科创园
}

@test "what a verb divides is not one organisation" {
    has '青岛市科协组织省科协、专家走访。' ORG:青岛市科协 ORG:省科协
}

@test "an address chain is one place with its parts inside" {
    is '活动在天津市滨海新区举行。' 'LOC:天津市滨海新区'
    run -0 about '活动在天津市滨海新区举行。' LOC '[.code, (.nested | map(.text + .code) | join(" "))] | join("|")'
    [ "$output" = '120116|天津市120000 滨海新区120116' ]
}

@test "京津冀 is whole" {
    is '京津冀三地,京津两市。' 'LOC:京津冀 LOC:京津'
}

@test "of several divisions of one name the document's province decides" {
    run -0 about '朝阳区发布消息。' LOC .code
    [ "$output" = null ]
    run -0 bash -c "record() { jq -nc --arg text \"\$1\" '{text: \$text}'; }; record '北京市消息,朝阳区发布。' | kcz-ner | jq -r '.entities[] | select(.text == \"朝阳区\") | .code'"
    [ "$output" = 110105 ]
}

@test "organisations have their kind" {
    while read -r name kind; do
        run -0 about "日前${name}召开会议。" ORG .kind
        [ "$output" = "$kind" ] || { echo "$name: $output"; false; }
    done <<'END'
青岛市科技局 government
青岛市委 party
中国机械工程学会 society
南开大学 university
中国科学院 institute
海川科技有限公司 company
科技日报 media
END
}

@test "dates and their norms" {
    while IFS='|' read -r text norm; do
        run -0 about "会议于${text}举行" DATE '.text + "|" + .norm' --date 2024-05-10
        [ "$output" = "$text|$norm" ] || { echo "$text: $output"; false; }
    done <<'END'
2023年3月5日|2023-03-05
2023-03-05 09:30:00|2023-03-05T09:30:00
2023/3/5|2023-03-05
二〇二三年三月|2023-03
3月5日|2024-03-05
去年9月|2023-09
今年一季度|2024-Q1
昨天|2024-05-09
本月15日|2024-05-15
5月1日至3日|2024-05-01/2024-05-03
5月14—15日|2024-05-14/2024-05-15
2019—2021年|2019/2021
三年|P3Y
6个月|P6M
十四五|2021/2025
20世纪80年代|198X
国庆节|2024-10-01
END
}

@test "clock times" {
    run -0 about '上午9时30分开始' TIME '.text + "|" + .norm'
    [ "$output" = '上午9时30分|T09:30' ]
    run -0 about '下午3点半开始' TIME '.text + "|" + .norm'
    [ "$output" = '下午3点半|T15:30' ]
}

@test "the record's date goes before --date, that before a date in the text" {
    run -0 bash -c 'echo "{\"text\":\"今年\",\"meta\":{\"date\":\"2020-02-02\"}}" | kcz-ner --date 2024-05-10 | jq -r ".entities[0].norm"'
    [ "$output" = 2020 ]
    run -0 about '2019年4月1日,他说今年会好。' DATE .norm
    [ "$output" = 2019-04-01 ]
    run -0 about '他说3月5日会好。' DATE .norm
    [ "$output" = XXXX-03-05 ]
    run -2 kcz-ner --date tomorrow
}

@test "quantities, their values and units" {
    while IFS='|' read -r text value unit kind; do
        run -0 about "共有${text}到位" QUANTITY '"\(.text)|\(.value)|\(.unit)|\(.kind)"'
        [ "$output" = "$text|$value|$unit|$kind" ] || { echo "$text: $output"; false; }
    done <<'END'
12家|12|家|count
300余名|300|名|count
百余项|100|项|count
3.5亿元|350000000|元|money
12万平方米|120000|平方米|area
1,250件|1250|件|count
12.5%|12.5|%|percent
百分之三十|30|%|percent
三十二个|32|个|count
END
}

@test "四大, 首批, 一批, 第三, 2.0版 and 一个 are no quantities" {
    is '突出四大优势,推出首批产品,引进一批人才,这是一个品牌的2.0版。' ''
    lacks '五位一体推进' QUANTITY:五位
}

@test "documents with their marks, nested marks and all" {
    is '印发《关于〈办法〉的“通知”》。' 'DOC:《关于〈办法〉的“通知”》'
    is '没有结尾的《办法' ''
}

@test "named meetings and prizes" {
    has '第五届世界数字大会在天津举行。' EVENT:第五届世界数字大会
    has '学习党的二十大精神。' EVENT:党的二十大
    has '获得国家科技进步奖一等奖。' AWARD:国家科技进步奖一等奖
    lacks '召开座谈会,举行启动会。' EVENT:座谈会 EVENT:启动会
}

@test "industries and technologies with the 业 and 产业 that belong to them" {
    is '发展装备制造业、信创产业和区块链。' 'TERM:装备制造业 TERM:信创产业 TERM:区块链'
}

@test "the source in a dateline is an organisation, roles in bylines are posts" {
    has '来源:云海发布 作者：王小明 编辑：李大伟' ORG:云海发布 TITLE:作者 PER:王小明 TITLE:编辑 PER:李大伟
}

@test "--rules-only finds the closed classes as the model does, and names beside them" {
    is '2023年3月,青岛市科协主席林晓雨带来12家企业。' \
        'DATE:2023年3月 ORG:青岛市科协 TITLE:主席 PER:林晓雨 QUANTITY:12家' --rules-only
}

@test "--report tells by what, of which date, how many of which type" {
    text='昨天,青岛市科协主席林晓雨访问天津。'
    run -0 bash -c 'jq -nc --arg t "$1" "{text: \$t}" | kcz-ner --report --date 2024-05-01 | tee once | jq -c .kcz' - "$text"
    [ "$output" = '{"ner":{"by":"model","date":"2024-05-01","entities":5,"nested":1,"types":{"PER":1,"ORG":1,"LOC":1,"TITLE":1,"DATE":1}}}' ]
    kcz-ner --report --date 2024-05-01 once | cmp - once
    [ "$(kcz-ner --rules-only --report <<<'{"text":"甲","meta":{"date":"2024-05"}}' | jq -c .kcz.ner)" = \
        '{"by":"rules","date":"2024-05","entities":0,"nested":0,"types":{}}' ]
    [ "$(kcz-ner --report <<<'{"text":"甲"}' | jq -c .kcz.ner.date)" = null ]
}

@test "a model from outside is checked" {
    echo none >model
    run -2 kcz-ner --model model
    run -2 kcz-ner --model absent
    [[ "$output" == *absent* ]]
}

@test "kcz-train entities learns a model that kcz-ner takes" {
    for i in $(seq 40); do
        printf '%s\tO\n' 他 去
        printf '咕\tB-LOC\n噜\tI-LOC\n城\tI-LOC\n。\tO\n\n'
        printf '%s\tO\n' 他 去 吃 饭 。
        echo
    done >train.bio
    run -0 kcz-train entities -b train.bio -o model --rows 16 --buckets 10 --epochs 3 --dropout 0 \
        --least 0.1 -d train.bio
    [[ "$output" == *'train.bio: P 100.0 R 100.0 F 100.0'* ]]
    run -0 found '她去咕噜城。' --model model
    [ "$output" = LOC:咕噜城 ]
    run -2 kcz-train entities -b absent -o model
    run -2 kcz-train entities -b train.bio
}

@test "no full name doubles its surname, and 化 makes words and no names" {
    is "总书记殷殷嘱托。" "TITLE:总书记"
    is "青岛市委书记何殷殷致辞。" "ORG:青岛市委 TITLE:书记 PER:何殷殷"
    lacks "大家平平安安回家，高高兴兴上班。" PER:平平安安 PER:高高兴兴
    lacks "院长智能化改造方案已经通过。" PER:智能化 PER:智能
}

@test "what is counted by a verb is a name and no figure" {
    lacks "工作要实现四个转变。" QUANTITY:四个
    lacks "坚持四个面向，做到三个必须。" QUANTITY:四个 QUANTITY:三个
    has "这里有四个村庄。" QUANTITY:四个
    has "签约三个合作项目。" QUANTITY:三个
}

@test "a name does not go on across a career or an action" {
    is "罗明德曾任国家新材料研究中心主任。" "PER:罗明德 ORG:国家新材料研究中心 TITLE:主任"
    lacks "云岭省学会积极组织江岭大学参加。" "ORG:云岭省学会积极组织江岭大学"
}

@test "a committee belongs to its place, also where no list has the place" {
    has "白鹿市委召开会议。" ORG:白鹿市委
    is "本报讯 中共安徽省委书记卢远表示。" "ORG:中共安徽省委 TITLE:书记 PER:卢远"
    has "本报讯中共安徽省委书记卢远表示。" ORG:中共安徽省委
    is "天津市委、市政府。" "ORG:天津市委 ORG:市政府"
    lacks "各市委要重视。" ORG:各市委 ORG:市委
}

@test "--format bio: one character a line, lines of the text apart" {
    run -0 bash -c "jq -nc '{text: \"天津。\n好\"}' | kcz-ner --format bio"
    [ "$output" = $'天\tB-LOC\n津\tI-LOC\n。\tO\n\n好\tO' ]
}

@test "--format brat and --format tsv" {
    run -0 bash -c "jq -nc '{id: \"a\", text: \"青岛市科协。\"}' | kcz-ner --format brat"
    [ "$output" = $'T1\tORG 0 5\t青岛市科协\nT2\tLOC 0 3\t青岛市' ]
    run -0 bash -c "jq -nc '{id: \"a\", text: \"青岛市科协。\"}' | kcz-ner --format tsv"
    [ "$output" = $'a\tORG\t0\t5\t青岛市科协\tsociety\na\t+LOC\t0\t3\t青岛市\t370200' ]
}

@test "numbers in words, counted with units; several and odd count as what is sure" {
    run -0 about '共六百零七亿元。' QUANTITY '.value'
    [ "$output" = 60700000000 ]
    run -0 about '有八千九百万人。' QUANTITY '.value'
    [ "$output" = 89000000 ]
    run -0 about '有几百人。' QUANTITY '[.text, .value]'
    [ "$output" = '["几百人",100]' ]
    run -0 about '有数千家企业。' QUANTITY '[.text, .value]'
    [ "$output" = '["数千家",1000]' ]
    run -0 about '有二十几个。' QUANTITY '[.text, .value]'
    [ "$output" = '["二十几个",20]' ]
    run -0 about '有30余万元。' QUANTITY '[.text, .value]'
    [ "$output" = '["30余万元",300000]' ]
    has '增长3%至5%，投资3到5亿元。' QUANTITY:3%至5% QUANTITY:3到5亿元
    lacks '型号A100kgs，第3版。' QUANTITY:100kg QUANTITY:3版
}

@test "what leaves out the year or the month is of the time before the document" {
    dates() {
        record "$1" | kcz-ner --date 2024-01-10 | jq -r '[.entities[].norm] | join(" ")'
    }
    [ "$(dates '他12月20日来过，28日又来，9日再来。')" = '2023-12-20 2023-12-28 2024-01-09' ]
    [ "$(dates '第三季度完成，一季度开工。')" = '2024-Q3 2024-Q1' ]
    [ "$(dates '98年5月3日出生，05年3月毕业。')" = '1998-05-03 2005-03' ]
    [ "$(dates '2023年度的计划。')" = 2023 ]
    [ "$(dates '十九世纪的书，本世纪20年代的路。')" = '18XX 202X' ]
    [ -z "$(dates '555555555555555555年代的事。')" ]
    [ "$(dates '用了三年半，歇了5天，等了12小时。')" = 'P3Y P5D PT12H' ]
    [ "$(dates '2023.5.6和2023/5/7，2023-05-06T07:08，不是2023-13-06。')" = '2023-05-06 2023-05-07 2023-05-06T07:08' ]
}

@test "the day of the week belongs to the date, the hour may be even or half" {
    has '5月3日（星期五）开会，6月1日周六休息。' 'DATE:5月3日（星期五）' DATE:6月1日周六
    run -0 about '上午9点半开始。' TIME .norm
    [ "$output" = T09:30 ]
    run -0 about '下午3点整开始。' TIME '[.text, .norm]'
    [ "$output" = '["下午3点整","T15"]' ]
    run -0 about '10点钟开始。' TIME .text
    [ "$output" = 10点钟 ]
    has '鼠年春节、龙年元宵节都要加班。' DATE:鼠年春节 DATE:龙年元宵节
}

@test "countries and regions by a character each; what is only in their manner is no place" {
    has '中美双方会谈，京津冀三地协同。' LOC:中 LOC:美 LOC:京津冀
    lacks '这是中国式现代化。' LOC:中国
    is '一个科创园区建成了。' ''
    has '“云溪市、金溪市”两地同时开工。' LOC:云溪市 LOC:金溪市
}

@test "quotes of every form hold programmes, slogans and formulas" {
    has $'\xe2\x80\x98星河计划\xe2\x80\x99和「云帆行动」启动。' PROG:星河计划 PROG:云帆行动
    has '提出“一核两翼”“三个面向”“1+3+N”“985”体系。' PROG:一核两翼 PROG:三个面向 PROG:1+3+N PROG:985
}

@test "events and awards from their number or year to their head, also where two are one" {
    has '第二十八届青岛科技博览会暨人工智能产业大会开幕。' EVENT:第二十八届青岛科技博览会暨人工智能产业大会
    has '党的十二大以后，十二大报告。' EVENT:党的十二大 EVENT:十二大
    has '获得2022年青岛市科学技术奖。' AWARD:2022年青岛市科学技术奖
}

@test "posts before a colon and in parentheses, former ones too" {
    is '会长：李长河 秘书长：王大力，（院长 林晓雨）' \
        'TITLE:会长 PER:李长河 TITLE:秘书长 PER:王大力 TITLE:院长 PER:林晓雨'
    is '中国工程院原院长周明远、前主席陈立。' 'ORG:中国工程院 TITLE:院长 PER:周明远 TITLE:主席 PER:陈立'
}

@test "where a page comes from is an organisation" {
    is $'来源：\xe3\x80\x80 云溪日报' 'ORG:云溪日报'
    is '来源：青岛市科协' 'ORG:青岛市科协'
}

@test "industries as terms run on to their last word" {
    has '先进制造业、生物医药产业和海洋装备制造业。' TERM:先进制造业 TERM:生物医药产业 TERM:海洋装备制造业
}

@test "the same for any number of threads" {
    for i in $(seq 200); do record "第$i号：青岛市科协主席林晓雨。"; done >in
    kcz-ner <in >one
    kcz-ner -j 4 <in >four
    same_bytes one four
}

@test "time is linear in the text" {
    for unit in '“' '《' '市' '12' '·' '天津市' '主席张' '有限公司、' '2023年' '天开高教科创园'; do
        jq -nc --arg unit "$unit" '{text: ($unit * 60000)}' >in
        within 20 kcz-ner <in >out
        [ -s out ] || { echo "$unit"; false; }
    done
}

@test "dates that say their first part in short, and from the year's beginning on" {
    has '今年前三季度增长,1—4月份持平,前8个月回升。' DATE:今年前三季度 DATE:1—4月份 DATE:前8个月
    run -0 about '2023年1至8月' DATE .norm
    [ "$output" = 2023-01/2023-08 ]
    run -0 about '2023年前三季度' DATE .norm
    [ "$output" = 2023-Q1/2023-Q3 ]
}

@test "a day without a month is in the month last named" {
    record '青石8月23日电 座谈会20日召开。' | kcz-ner >out
    jq -e '[.entities[] | select(.type == "DATE") | .norm] == ["XXXX-08-23", "XXXX-08-20"]' out
}

@test "零 counts nothing; a unit goes on to its currency or to what it is per" {
    lacks '零担运输和零件。' QUANTITY:零担 QUANTITY:零件
    has '流量6740立方米每秒,时速350公里/小时,赔偿9200万元港币。' \
        QUANTITY:6740立方米每秒 QUANTITY:350公里/小时 QUANTITY:9200万元港币
}

@test "frames of appointment say where a name begins and ends" {
    has '决定任命：计春华为青石市教育局局长。' PER:计春华 ORG:青石市教育局 TITLE:局长
    has '免去明哲的青石市教育局局长职务。' PER:明哲
    has '选举车景行为理事长,方正任秘书长。' PER:车景行 PER:方正 TITLE:秘书长
}

@test "a name of two characters keeps out the verb behind it where it is named elsewhere" {
    run -0 found '陈岚、张工来到云江大学。陈岚、张工察看实验室。'
    [ "$(tr ' ' '\n' <<<"$output" | grep -cx PER:张工)" = 2 ]
}

@test "names in a byline are divided by spaces; pieces of Latin sentences are no names" {
    has '(记者 于春明 米力 周国梁)' PER:于春明 PER:米力 PER:周国梁
    has '由湖南大学 湖南师范大学完成的项目。' ORG:湖南大学 ORG:湖南师范大学
    run -0 found 'The result of the paper is known. In particular, they show that it holds.'
    [ "$output" = "" ]
}

@test "a side by the first character of its country is no person: 哈方, 哈中" {
    lacks '哈方愿同中方合作,哈中建交三十周年。' PER:哈方 PER:哈中
}

@test "a chain of divisions goes down to the village, over short names with their level" {
    has '贵州省黔东南州黎平县开展活动。' LOC:贵州省黔东南州黎平县
    has '黎平县德凤街道蒲洞村的村民。' LOC:黎平县德凤街道蒲洞村
    has '他到成都天府新区考察。' LOC:成都天府新区
}

@test "ranks and numbers of divisions are no places: 三县两区, “…”示范园区" {
    lacks '位列三县两区第一。苏州入选“链网融合”示范园区。' LOC:三县 'LOC:“链网融合”示范园区'
}

@test "an organisation goes on over its session, from a zone, to an unlisted city" {
    has '梧桐市第六届人民代表大会常务委员会任命' ORG:梧桐市第六届人民代表大会常务委员会
    has '梧桐市人大常委会任免名单' ORG:梧桐市人大常委会
    has '学会与经开区汽车产业促进局签约。' ORG:经开区汽车产业促进局
}

@test "a department by its post; a laboratory with its topic; a head before the place" {
    has '科学技术处处长江若兰到会。' ORG:科学技术处 TITLE:处长
    has '会议由学校办公室主任江若兰主持。' ORG:学校办公室
    has '走进位于东湖的绿色制造与材料东湖实验室。' ORG:绿色制造与材料东湖实验室
    has '他任国家超级计算无锡中心主任。' ORG:国家超级计算无锡中心
    has '察看国家先进计算产业创新中心。' ORG:国家先进计算产业创新中心
    has '建成国家重点实验室和大豆生物学教育部重点实验室。' ORG:大豆生物学教育部重点实验室
    lacks '建成国家重点实验室。' ORG:国家重点实验室
}

@test "brackets with a form in law belong to the name; those with a short form say what it is" {
    has '诚明会计师事务所(特殊普通合伙)出具报告。' 'ORG:诚明会计师事务所(特殊普通合伙)'
    run -0 found '青石联海慧算科技有限公司(以下简称“联海慧算”)成立。联海慧算发布产品。'
    [ "$(tr ' ' '\n' <<<"$output" | grep -cx ORG:联海慧算)" = 2 ]
}

@test "companies in a list that says how many they are" {
    has '上榜的有云海智能、朗月电源等6家企业。' ORG:云海智能 ORG:朗月电源
}

@test "what no name is: 新时代, 国有企业 before one" {
    lacks '努力实现新时代高质量发展。' ORG:新时代
}

@test "a foreign name with a hyphen; posts that end in those of ministries" {
    has '法国外长让-皮埃尔·杜邦到访。' PER:让-皮埃尔·杜邦 TITLE:外长
    has '巴西外交部长若泽·达席尔瓦到访。' TITLE:外交部长
}

@test "meetings from whose session they are; lists of honour from their year" {
    has '中国颗粒学会第九次全国会员代表大会召开。' EVENT:中国颗粒学会第九次全国会员代表大会
    has '第十五届中国西部人才洽谈会在会议中心开幕。' EVENT:第十五届中国西部人才洽谈会
    has '发布2024中国新兴产业领军企业100强。' AWARD:2024中国新兴产业领军企业100强
}

@test "the items of a list of trades are terms" {
    has '聚焦电子信息、先进材料、资源环境五大领域。' TERM:先进材料 TERM:资源环境
}

@test "a programme in quotes once is one in all; ranks may come between it and its head" {
    has '青石入选“链网融合”首批试点城市。印发“链网融合”通知。' PROG:链网融合
    run -0 found '青石入选“链网融合”首批试点城市。印发“链网融合”通知。'
    [ "$(tr ' ' '\n' <<<"$output" | grep -cx PROG:链网融合)" = 2 ]
}

@test "zones with two names, and halls" {
    has '发展滨湖-云关村科技园。' LOC:滨湖-云关村科技园
    has '会议在中国科技会堂举行。' LOC:中国科技会堂
}

@test "decades of four digits, days of last and next week, half a year, the end of the year" {
    is '上世纪90年代引进,1990年代末试种,2020年代表大会。' \
        'DATE:上世纪90年代 DATE:1990年代末 EVENT:2020年代表大会'
    record '2024年9月25日,下周三启动,上周五发运,上星期日休息,本周三场比赛。' | kcz-ner |
        jq -r '[.entities[] | select(.type == "DATE") | "\(.text)=\(.norm)"] | join(" ")' >out
    [ "$(cat out)" = '2024年9月25日=2024-09-25 下周三=2024-10-02 上周五=2024-09-20 上星期日=2024-09-22 本周=2024-09-23' ]
    is '半年完成,半个月,年底投产,上半年,半年报,两个半小时,岁末年初。' \
        'DATE:半年 DATE:半个月 DATE:年底 DATE:上半年'
}

@test "a name may end in 和 or 向 where nothing follows that they could govern" {
    has '云州市副市长 任清和' PER:任清和
    has '市科协主席任清和秘书长李芳到会。' PER:李芳
}

@test "whose sex is told behind a mark is a person; an ethnic group is none" {
    is '罗时和,男,布依族,研究生学历。' 'PER:罗时和'
    has '石为(女,壮族)到会。' PER:石为
}

@test "Tibetan names of two parts; adverbs behind a name with a dot" {
    has '次仁央宗和旦增罗布到会。' PER:次仁央宗 PER:旦增罗布
    has '彼得·穆勒均有经验,玛丽亚·陈已到会。' PER:彼得·穆勒 PER:玛丽亚·陈
}

@test "a village keeps its 村 before a post of its party" {
    has '走进石桥镇大坝村,大坝村党支部书记官学礼介绍。' PER:官学礼 TITLE:党支部书记
    has '村党支部书记官学礼介绍。' TITLE:村党支部书记
}

@test "a venue for meetings is a place; a rank of zones, guests and host countries are none" {
    has '会议在云州梅江国际会展中心召开。' LOC:云州梅江国际会展中心
    lacks '山东现有国家高新区13家。' LOC:国家高新区
    is '来宾参观了展馆,东道国致辞。' ''
    has '广西来宾市签约。' LOC:广西来宾市
    has '青岛高新区地区生产总值增长。' LOC:青岛高新区
}

@test "a verb, a post to come or a name of a person is no part of an organisation" {
    has '曾任中航工业集团总工艺师,拟任青岛市投资促进局局长。' ORG:中航工业集团 ORG:青岛市投资促进局
    has '中国力学学会建设青岛力学产业研究院。' ORG:中国力学学会 ORG:青岛力学产业研究院
    has '青岛大学厍温如院士团队。' ORG:青岛大学 PER:厍温如 TITLE:院士
    has '土木工程学院、交通运输学院、研究生院负责人参加。' ORG:研究生院
}

@test "三方, 居前五位 and 千家万户 are no figures" {
    is '三方签约,居前五位,走进千家万户。' ''
    has '上升2位,惠及三万户。' QUANTITY:2位 QUANTITY:三万户
}

@test "the seat in parentheses belongs to a university; the committee of an autonomous region is one" {
    has '中国石油大学(北京)校长李芳到会。' 'ORG:中国石油大学(北京)' TITLE:校长
    has '宁夏回族自治区党委书记李芳到会。' ORG:宁夏回族自治区党委 TITLE:书记
    has '青岛科创园管委会主任李芳到会。' ORG:青岛科创园管委会 TITLE:主任
}

@test "a town behind its county; a zone behind its city; provinces in general are no place" {
    has '走进佛山市南海区狮山镇党委委员黎元家。' LOC:佛山市南海区狮山镇
    has '从北京中关村出发。' LOC:北京中关村
    lacks '两省科协签约,海南任主宾省。' ORG:省科协 LOC:主宾省
}

@test "who is appointed needs no listed surname; 代 in a word opens no post" {
    has '任命过建新为国家能源局副局长。' PER:过建新
    has '宁德时代董事长李芳到会。' ORG:宁德时代 TITLE:董事长
    lacks '任命他为局长,聘请专家为顾问。' PER:专家 PER:他
}

@test "ranks of bodies name none; a campus and a brand belong to the name; a ceremony is no meeting" {
    lacks '引进国家级学会28家,建设省实验室。' ORG:国家级学会 ORG:省实验室
    has '河海大学常州校区到会。' ORG:河海大学常州校区
    has '湖北回天新材料股份有限公司到会。' ORG:湖北回天新材料股份有限公司
    lacks '举行校地合作签约仪式。' EVENT:校地合作签约仪式
}

@test "the committee of a zone is in the post, that of an authority in its name" {
    has '青岛高新区工委书记李芳到会。' LOC:青岛高新区 TITLE:工委书记
    has '省直机关工委书记李芳到会。' ORG:省直机关工委 TITLE:书记
}

@test "a name that begins with its province begins there" {
    is '来到樊城区湖北海川新材料股份有限公司。' 'LOC:樊城区 ORG:湖北海川新材料股份有限公司'
}

@test "a meeting may begin with its bare year, over parentheses" {
    is '2024中国(青岛)国际高原特色农业博览会开幕。' 'EVENT:2024中国(青岛)国际高原特色农业博览会'
}
