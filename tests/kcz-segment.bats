#!/usr/bin/env bats
# kcz-segment: what counts as a word, by rule, by lexicon and model, by user dictionary; and what it
# writes.

load helpers

setup() {
    cd_scratch
}

# words TEXT [OPTION]...: the tokens of a text with | between
words() {
    text=$1
    shift
    jq -nc --arg text "$text" '{text: $text}' | kcz-segment "$@" | jq -r '.tokens | join("|")'
}

# is TEXT WORDS [OPTION]...: whether the tokens of a text are these
is() {
    text=$1 want=$2
    shift 2
    got=$(words "$text" "$@")
    [ "$got" = "$want" ] || { echo "$text: $got, not $want"; return 1; }
}

@test "everyday sentences come out in words" {
    is '我们要加快建设科技强国。' '我们|要|加快|建设|科技|强国|。'
    is '市长在会上强调了安全生产的重要性。' '市长|在|会上|强调|了|安全|生产|的|重要性|。'
    is '他从马上跳下来。' '他|从|马上|跳|下来|。'
}

@test "names of persons are whole in the default standard" {
    is '记者王小明报道' '记者|王小明|报道'
    is '会议由陈建国主持。' '会议|由|陈建国|主持|。'
}

@test "words of recent years come out whole or in sensible parts" {
    is '一带一路倡议' '一带一路|倡议'
    is '发展新质生产力' '发展|新质|生产力'
    is '京津冀协同发展' '京津冀|协同|发展'
    is '信创谷正式启用' '信创谷|正式|启用'
    is '科创中国试点城市' '科创|中国|试点|城市'
    is '人工智能和大数据' '人工智能|和|大数据'
}

@test "a term yields to the words around it that share a character with it" {
    is '公园明天开园' '公园|明天|开园'
    is '园区昨天开园' '园区|昨天|开园'
    is '动物园后天开园' '动物园|后天|开园'
    is '他成为新冠军' '他|成为|新|冠军'
    is '质量产出都提高' '质量|产出|都|提高'
    is '学校地址不变' '学校|地址|不|变'
    is '企业经营收入增长' '企业|经营|收入|增长'
    is '天津天开园启用' '天津|天开园|启用'
    is '新冠疫苗' '新冠|疫苗'
    is '加快量产进度' '加快|量产|进度'
}

@test "--explain says rule where crossing words are cut" {
    echo '{"text":"明天开园"}' | kcz-segment --explain >out
    grep -q "$(printf '天|开\tcut\trule')" out
}

@test "the standards differ as their corpora do" {
    is '2020年2月' '2020年|2月'
    is '2020年2月' '2020年|2月' --standard ctb
    is '2020年2月' '2020|年|2|月' --standard ud
    is '扎哈·哈迪德说' '扎哈·哈迪德|说' -s ctb
    is '扎哈·哈迪德说' '扎哈|·|哈迪德|说' -s ud
    run -2 kcz-segment --standard msr /dev/null
    [[ $output == *msr* ]]
}

@test "numbers are whole: points, thousands, colons, strokes" {
    is '共12,345家' '共|12,345|家'
    is '增长3.58' '增长|3.58'
    is '于10:30开始' '于|10:30|开始'
    is '占2/3' '占|2/3'
    is '地址192.168.1.1' '地址|192.168.1.1'
}

@test "a comma joins only groups of three digits" {
    is '共12,345,678家' '共|12,345,678|家'
    is '图1,2' '图|1|,|2'
    is '12345,678' '12345|,|678'
    is '见第3,4,5条' '见|第3|,|4|,|5|条'
}

@test "per cent and the scales of ten thousand belong to the number, other units do not" {
    is '增长15.6%' '增长|15.6%'
    is '约1.2万亿元' '约|1.2万亿|元'
    is '奖励300万元' '奖励|300万|元'
    is '共36家' '共|36|家'
}

@test "dates are words of year, month and day; with hyphens they are one" {
    is '截至2023年12月31日' '截至|2023年|12月|31日'
    is '日期2023-07-26' '日期|2023-07-26'
}

@test "telephone numbers are whole" {
    is '电话022-12345678' '电话|022-12345678'
}

@test "web and mail addresses are whole, without the punctuation behind them" {
    is '见https://www.example.gov.cn/a/b?c=1&d=2。' '见|https://www.example.gov.cn/a/b?c=1&d=2|。'
    is '登录www.example.cn查询' '登录|www.example.cn|查询'
    is '邮箱info.desk@example.gov.cn,' '邮箱|info.desk@example.gov.cn|,'
    is '(http://example.cn/x.)' '(|http://example.cn/x|.|)'
}

@test "words of letters and digits are whole" {
    is '使用iPhone15和COVID-19' '使用|iPhone15|和|COVID-19'
    is '学习C++语言' '学习|C++|语言'
    is '公司AT&T' '公司|AT&T'
    is 'Hello World' 'Hello|World'
}

@test "full-width letters and digits are as good as ASCII, and stay as they are" {
    is '１２，３４５家' '１２，３４５|家'
    is '增长１５．６％' '增长|１５．６％'
    is 'ＡＢＣ公司' 'ＡＢＣ|公司'
}

@test "Traditional text is cut as its Simplified form is" {
    is '國務院發展研究中心' '國務院|發展|研究|中心'
    for pair in '這種車輛歸私人擁有。=这种车辆归私人拥有。' '會議強調了科技創新=会议强调了科技创新'; do
        jq -nc --arg a "${pair%=*}" --arg b "${pair#*=}" '{text: $a}, {text: $b}' |
            kcz-segment | jq -c '.tokens | map(length)' | uniq | wc -l >count
        [ "$(cat count)" = 1 ] || { echo "$pair"; false; }
    done
}

@test "tokens joined with the white space between them are the text" {
    cat >texts <<'EOF'
  前后 有　全角空格和	制表符

两行，“引号”"引号"\反斜线\ 𠮷野家😀。
a.b..c,,d--e//f:::g%%
。。。！！！？？？、、、
1.2.3.4,5,6,7:8:9-10-11
http://
www.
@@@a@b@c@
·····甲·乙··丙
EOF
    jq -Rsc '{text: .}, (split("\n")[] | {text: .})' texts | kcz-segment >out
    jq -e '(.tokens | join("")) == (.text | gsub("[\\s\u3000]"; ""))' out >verdicts
    run ! grep -q false verdicts
}

@test "control characters and NUL in the text do no harm" {
    printf '%s\n' '{"text":"中国\u0000科学\u0001院\u007f"}' | kcz-segment | jq -e '.tokens | length > 1'
}

@test "offsets count code points from the start of the text" {
    printf '%s\n' '{"text":"𠮷野家 在 A座😀,2023年"}' | kcz-segment --offsets >out
    jq -e '. as $r | [range(.tokens | length)] | all(. as $i
        | $r.text[$r.offsets[$i]:$r.offsets[$i] + ($r.tokens[$i] | length)] == $r.tokens[$i])' out
}

@test "a text without words gives empty arrays" {
    printf '%s\n' '{"text":""}' '{"text":" \n　"}' | kcz-segment -o --pos --search >out
    jq -e '.tokens == [] and .offsets == [] and .pos == [] and .search == []' out
}

@test "running it again replaces what it wrote and changes nothing" {
    echo '{"id":1.0,"text":"科学技术协会","x":"\u0041"}' | kcz-segment -o --pos --search --report >once
    kcz-segment -o --pos --search --report once >twice
    same_bytes once twice
    grep -qF '"id":1.0,' once
    grep -qF '"x":"\u0041"' once
}

@test "another field is segmented when it is named" {
    echo '{"meta":{"title":"科技工作会议"},"text":"甲"}' | kcz-segment -f .meta.title >out
    [ "$(jq -r '.tokens | join("|")' out)" = '科技|工作|会议' ]
}

@test "the words of the user dictionary are words, wherever they stand" {
    printf '%s\n' '云帆谷科创园' '行客' 'abb123' '的确实' >mine
    is '位于云帆谷科创园内' '位于|云帆谷科创园|内' -u mine
    is '他是行客之一' '他|是|行客|之一' -u mine
    is '型号abb123。' '型号|abb123|。' -u mine
    is '他的确实在这里' '他|的确实|在|这里' -u mine
}

@test "every one of a thousand odd user words is honoured" {
    awk 'BEGIN { split("甲 乙 丙 丁 戊 己 庚 辛 壬 癸", c, " ")
        for (i = 0; i < 1000; i++)
            print c[1 + i % 10] c[1 + int(i / 10) % 10] "某" c[1 + int(i / 100)] "式" }' >mine
    sed 's/.*/我们说&吗/' mine | jq -Rc '{text: .}' | kcz-segment -u mine |
        jq -r '.tokens[]' | grep -Fx -f mine | sort -u | wc -l >count
    [ "$(cat count)" = 1000 ]
}

@test "user words may hold spaces and punctuation" {
    printf '%s\n' 'Edu Trust认证' '理查德·凯利' '3·15晚会' >mine
    is '获得Edu Trust认证。' '获得|Edu Trust认证|。' -u mine
    is '理查德·凯利来了' '理查德·凯利|来|了' -u mine -s ud
    is '看3·15晚会' '看|3·15晚会' -u mine
}

@test "a user word neither starts nor ends inside letters and digits" {
    printf '%s\n' 'ces' 'w底' '12' >mine
    is 'license' 'license' -u mine
    [[ $(words 'wow底' -u mine) != *'w底'* ]]
    is '2012年' '2012年' -u mine
}

@test "of overlapping user words the first stands, the longest, or the cheaper; order has no say" {
    printf '%s\n' '科技创新' '创新驱动' >mine
    is '科技创新驱动' '科技创新|驱动' -u mine
    printf '%s\n' '创新驱动' '科技创新' >other
    is '科技创新驱动' '科技创新|驱动' -u other
    printf '科技创新\t5\n创新驱动\t1\n' >costs
    is '科技创新驱动' '科技|创新驱动' -u costs
    printf '%s\n' '科技' '科技创新' >longest
    is '科技创新' '科技创新' -u longest
}

@test "a user dictionary that makes no sense is refused with its place" {
    printf '好\t1\n坏\tx\n' >mine
    run -2 kcz-segment -u mine /dev/null
    [[ $output == *mine:2:* ]]
    run -2 kcz-segment -u absent /dev/null
    [[ $output == *absent* ]]
    printf '\xef\xbb\xbf云帆谷\r\n\r\n# 注释\r\n' >dos
    is '在云帆谷' '在|云帆谷' -u dos
    : >empty
    is '在这里' '在|这里' -u empty
}

@test "a hundred thousand user words load in no time" {
    awk 'BEGIN { for (i = 0; i < 100000; i++) printf "词%d号词\n", i }' >mine
    echo '{"text":"词99999号词"}' >in
    within 5 kcz-segment -u mine in >out
    [ "$(jq -r '.tokens[0]' out)" = '词99999号词' ]
}

@test "--pos gives each token its part of speech, user words the one they were given" {
    echo '{"text":"王小明在北京大学学习。"}' | kcz-segment --pos >out
    jq -e '(.pos | length) == (.tokens | length)' out
    jq -e '[.tokens, .pos] | transpose | map(join("/")) | contains(["王小明/nr", "在/p", "。/w"])' out
    printf '云帆谷\t\tns\n' >mine
    echo '{"text":"来到云帆谷"}' | kcz-segment --pos -u mine | jq -e '.pos[-1] == "ns"'
}

@test "--search adds the words inside long words and leaves the tokens alone" {
    echo '{"text":"科学院的研究员"}' | kcz-segment --search >out
    jq -e '.search | contains(["科学", "学院", "科学院", "研究", "研究员"])' out
    jq -e '(.tokens - .search) == []' out
    [ "$(jq -c .tokens out)" = "$(echo '{"text":"科学院的研究员"}' | kcz-segment | jq -c .tokens)" ]
}

@test "--explain adds up: the weights of a gap are its score, and the score decides" {
    echo '{"text":"科技创新推动高质量发展，2023年增长。"}' >in
    kcz-segment --explain in >out
    awk -F '\t' '
        NF == 0 { next }
        $4 == "rule" { rules++; next }
        {
            sum = 0
            for (i = 5; i <= NF; i++) { n = split($i, part, "="); sum += part[n] }
            if (sum != $4 || ($3 == "cut") != ($4 > 0)) { print; bad = 1 }
            gaps++
        }
        END { exit bad || gaps < 10 || rules < 3 }' out
    cuts=$(grep -c "$(printf '\tcut\t')" out)
    [ "$(kcz-segment in | jq '.tokens | length')" = $((cuts + 1)) ]
}

@test "--report counts tokens and user words" {
    printf '%s\n' '云帆谷' >mine
    echo '{"text":"云帆谷和云帆谷"}' | kcz-segment -u mine --report >out
    [ "$(jq -c .kcz.segment out)" = '{"standard":"pku","tokens":3,"user":2}' ]
}

@test "a model file that is damaged or of another kind is refused" {
    echo nonsense >bad.model
    run -2 kcz-segment -m bad.model /dev/null
    [[ $output == *bad.model* ]]
    cp "$ROOT/common/data/models/segment.pku.model" broken.model
    printf 'x' | dd of=broken.model bs=1 seek=5000 conv=notrunc 2>/dev/null
    run -2 kcz-segment -m broken.model /dev/null
}

@test "a model from a file gives what the same model built in gives" {
    skip_without_corpora segment/gcdt.dev.txt
    head -n 100 "$SHARED/data/segment/gcdt.dev.txt" | tr -d ' ' | jq -Rc '{text: .}' >in
    for standard in pku ctb ud; do
        kcz-segment -s $standard in >built-in
        kcz-segment -s $standard -m "$ROOT/common/data/models/segment.$standard.model" in >file
        same_bytes built-in file
    done
}

@test "a text of ten million bytes without a space works, in linear time" {
    awk 'BEGIN { for (i = 0; i < 400000; i++) printf "科技创新发展京津冀" }' | jq -Rc '{text: .}' >long
    within 30 kcz-segment long >out
    [ "$(jq -r '.tokens[]' out | tr -d '\n' | wc -c)" = 10800000 ]
}

@test "time is linear on text made to be slow" {
    for piece in "1," a@ a.- :// 一; do
        awk -v piece="$piece" 'BEGIN { for (i = 0; i < 300000; i++) printf "%s", piece }' |
            jq -Rc '{text: .}'
    done >in
    printf '一一一一一一一一\n一一一一一一一一一一一一一一一一\n' >mine
    within 20 kcz-segment -u mine --pos --search in >out
    [ "$(wc -l <out)" = 5 ]
}

@test "it is content with 64 MiB of address space" {
    [ "$BIN" = "$ROOT/bin" ] || skip "the sanitizers take more"
    echo '{"text":"科技"}' >in
    bash -c 'ulimit -v 65536; exec kcz-segment --no-sandbox in' >out
    [ -s out ]
}
