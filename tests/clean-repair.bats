#!/usr/bin/env bats
# The half of kcz-clean that mends characters: what each rule undoes, and what it must leave alone.
# Damage is made by tests/eval/clean-damage.pl from sentences written for these tests.

load helpers

setup() {
    cd_scratch
}

ALL=R2,R3,R4a,R4c,R5,R6,R7,R8a,R8b,R9

# mend [OPTION]... : records on stdin, their texts as the rules for characters leave them
mend() {
    kcz-clean -R all --with "$ALL" "$@" | jq -r .text
}

# mended TEXT [OPTION]...
mended() {
    record "$1" | mend "${@:2}"
}

# damaged [-f] X=py ... TEXT: the text after the tool that injects pinyin has been over it
damaged() {
    printf '%s\n' "${@: -1}" | env ROOT="$ROOT" "$ROOT/tests/eval/clean-damage.pl" "${@:1:$#-1}"
}

# restores [-f] X=py ... TEXT: damage shows, and mending it gives the text again
restores() {
    local dirty
    dirty=$(damaged "$@")
    [[ $dirty != "${*: -1}" ]] || { echo "no damage: $dirty"; return 1; }
    [[ $(mended "$dirty") == "${*: -1}" ]] || { echo "$dirty -> $(mended "$dirty")"; return 1; }
}

# untouched TEXT: not one byte changes
untouched() {
    record "$1" >"$BATS_TEST_TMPDIR/in"
    kcz-clean -R all --with "$ALL" <"$BATS_TEST_TMPDIR/in" >"$BATS_TEST_TMPDIR/out"
    same_bytes "$BATS_TEST_TMPDIR/in" "$BATS_TEST_TMPDIR/out"
}

@test "R3: a character that straddles two is found and the bytes are read in step again" {
    restores 驗=yàn 學=xué '老人說他不走，因為這里的水土養人，孩子們也都回來了。'
    restores 驗=yàn '因為天氣很好，大家都到公園里散步去了。'
    restores 數=shù '當地政府高度重視這項工作。'
    restores 驅=qū '多方向對外開放'
}

@test "R3: several annotations in one place" {
    [[ $(damaged 優=yōu 詢=xún 這名學生以優異的成績完成了全部課程。) == *'以?xún)?yōu)異'* ]]
    restores 優=yōu 詢=xún '這名學生以優異的成績完成了全部課程。'
}

@test "R3: a repair below --repair-min is left as found and noted with what it would be" {
    dirty=$(damaged 數=shù '當地政府高度重視這項工作。')
    [[ $(mended "$dirty" --repair-min 50) == "$dirty" ]]
    record "$dirty" | kcz-clean -R all --with R3 --repair-min 50 --explain |
        jq -e '.kcz.clean.notes[0] | .rule == "R3" and .kept_from == "地政府高度重視這"
               and .margin > 0 and (.alternatives | length) > 0'
}

@test "R3: no reading is told twice, and none is an alternative to itself" {
    dirty=$(damaged -f 數=shù 驗=yàn '當地政府，因為天氣好，很多人到公園里散步，當地的人都說好。')
    record "$dirty" | kcz-clean -R all --with R3 --explain --repair-min 99 |
        jq -e '[.kcz.clean.notes[] | select(.alternatives) | [.kept_from, .alternatives[]]]
               | length > 0 and all(.[]; length == (unique | length))'
}

@test "R3: a pair that the decoder dropped is put back" {
    [[ $(damaged 數=shù 當地政府高度重視這項工作。) == '當?shù)卣叨戎匾曔@項工作。' ]]
    [[ $(mended '當?shù)卣叨戎匾曔@項工作。') == '當地政府高度重視這項工作。' ]]
}

@test "R3: thousands of sites in a row take no longer than each alone" {
    head='創(chuàng)新、創(chuàng)業、創(chuàng)造。'
    perl -e 'print "{\"text\":\"", $ARGV[0], "好?men)" x 20000, "\"}\n"' "$head" >in
    within 20 kcz-clean -R all --with R3 in >out
    [[ $(jq -r .text out) == 創*新、創*業、創*造。好* ]]
}

@test "R3: an eaten ASCII byte stays as U+FFFD and is never guessed" {
    [[ $(mended '這是因?yàn)?月的雨水太多，學(xué)校停課。') == '這是因為�月的雨水太多，學校停課。' ]]
}

@test "R3: a page of damaged bytes is read and mended: the decoder keeps what CP936 ate" {
    text=$'山腳下住著一位老木匠，因為手藝好，學生很多。\n他在3月里修好了古橋，因為1月有人摔過，村里人都說這是因為。\n創新與創業，學校與學生，都是他掛在嘴邊的話。'
    env ROOT="$ROOT" "$ROOT/tests/eval/clean-damage.pl" -b 驗=yàn 學=xué 創=chuàng 業=yè <<<"$text" >page.txt
    kcz-read -q page.txt >page
    [[ $(jq -r .text page) == *'因�(yàn)槭'* && $(jq -r .text page) == *'因�(yàn)�1月'* ]]
    kcz-clean -R all --with "$ALL" page >mended
    [[ $(jq -r .text mended) == "$text" ]]
}

@test "R3: folded punctuation comes back folded, the other as it was" {
    dirty=$(damaged -f 驗=yàn 學=xué '大家都來了，因為，今天是節日，學校放假。')
    [[ $dirty == *,* && $dirty != *，* ]]
    [[ $(mended "$dirty") == '大家都來了,因為,今天是節日,學校放假。' ]]
    restores 驗=yàn 學=xué '大家都來了，因為，今天是節日，學校放假。'
}

@test "R3: code, addresses and English with ?...) are no damage" {
    untouched '見 https://example.org/?a) 與 foo?bar) 與 (x ? y) 的寫法。'
    untouched '你去嗎?bù)這樣的寫法沒有。'
    untouched '他問：(你去嗎?)我說不去。'
}

@test "R5a: toned pinyin goes from a page that the tool has been over" {
    restores 創=chuàng 區=qū 業=yè 發=fā '城市的創新園區發展很快，企業在園區里創業，事業發達。'
}

@test "R5a: neutral syllables and a space before the bracket as well" {
    [[ $(mended '創(chuàng)新和創(chuàng )業，區(qū)里的人們(men)都說好。') == \
        '創新和創業，區里的人們都說好。' ]]
}

@test "R5a: a syllable behind a letter that makes the character with the byte before" {
    [[ $(mended '因為L(zhǎng)inux好用，業(yè)內、創(chuàng)新、發(fā)展都用。') == \
        '因為Linux好用，業內、創新、發展都用。' ]]
}

@test "R5a: glosses of an author stay" {
    untouched '怆(chuàng)然泪下，会(huì)计，龟兹(qiū cí)。'
    untouched '這個字讀著(zhù)。'
    untouched '學(xué)而(ér)時(shí)習(xí)之(zhī)，不(bù)亦(yì)說(yuè)乎(hū)。'
    untouched '函數 f(x)、(null)、(timeout)、(CPU)、(men) 不是注音。'
}

@test "R5b: toneless pinyin strewn over Simplified text goes" {
    clean='本次展览由当地企业与学校共同主办，参观的市民很多，展出的设备来自全国各地，现场气氛热烈，许多孩子跟着家长一起来学习新知识。主办方表示，今后每年都会举行这样的活动，欢迎大家关注。'
    dirty=$(sed 's/展览/展(zhan)览/; s/企业/企业(ye)/; s/学校/学(xue)校/; s/主办/主(zhu)办/; s/市民/市(shi)民/
        s/设备/设备(bei)/; s/全国/全(quan)国/; s/现场/现(xian)场/; s/孩子/孩(hai)子/; s/家长/家(jia)长/
        s/知识/知(zhi)识/' <<<"$clean")
    [[ $(mended "$dirty") == "$clean" ]]
}

@test "R5b: a lesson that spells most of its characters keeps its pinyin" {
    untouched '我(wo)们(men)去(qu)学(xue)校(xiao)上(shang)课(ke)，老(lao)师(shi)教(jiao)我(wo)们(men)写(xie)字(zi)。'
    untouched '他住在北京(Beijing)，公司名叫新浪(Sina)，用安卓(Android)。'
}

@test "R2: UTF-8 that was read as Windows-1252 or as GBK, GBK that was read as Windows-1252" {
    [[ $(mended "$(printf 今天天气很好 | iconv -f LATIN1 -t UTF-8)") == 今天天气很好 ]]
    [[ $(mended "$(printf 中国人民在这里 | iconv -f UTF-8 -t GBK | iconv -f LATIN1 -t UTF-8)") == 中国人民在这里 ]]
    [[ $(mended "$(printf 今天天气，很好文章啊 | iconv -f GBK -t UTF-8)") == 今天天气，很好文章啊 ]]
}

@test "R2: what went through U+FFFD is lost and says so" {
    [[ $(mended '天气锟斤拷锟斤拷很好') == '天气�很好' ]]
    untouched '锟斤拷是常见的乱码。'
}

@test "R2: foreign words stay" {
    untouched 'Café, naïve, Übermensch, Ελλάδα, Москва, señor 都是外文。'
    untouched '鍋里的水開了，鐘聲響了。'
}

@test "R4: character references are decoded" {
    [[ $(mended '李明&middot;张华说：&ldquo;天气很好&rdquo;，&#20170;&#x5929;出发。') == '李明·张华说：“天气很好”，今天出发。' ]]
    untouched 'AT&T 和 R&D；a&b;c 以及 &unknown; 都不是。'
}

@test "R4: a page about markup keeps them" {
    untouched 'if (a &lt; b &amp;&amp; b &gt; c) { puts(&quot;x&quot;); }'
}

@test "R4b: &nbsp; alone goes on request" {
    untouched '第一段。&nbsp;第二段。'
    record '第一段。&nbsp;第二段。' | kcz-clean -R all --with R4b |
        jq -e '.text == "第一段。\u00a0第二段。"'
}

@test "R4a: &nbsp; goes where the text has several lines or other references" {
    text=$'&nbsp;&nbsp;春天来了。&nbsp;花开了。&nbsp;\n夏天&nbsp;&nbsp;也快到了。'
    [[ $(mended "$text") == $'  春天来了。 花开了。 \n夏天  也快到了。' ]]
    [[ $(mended '春天来了。&nbsp;花&amp;草。') == '春天来了。 花&草。' ]]
}

@test "R4c: leaked tags of HTML go, those of blocks break lines" {
    text=$'<p>春天来了。</p><p class="a">花开了。</p>\n<br />\n第二<STRONG>段</STRONG>话，<a href="x">这里</a>。'
    [[ $(mended "$text") == $'春天来了。\n花开了。\n第二段话，这里。' ]]
}

@test "R4c: leaked tags of forums and bytes that a program wrote out go" {
    [[ $(mended '[b]好[/b]消息，[url=http://a.example]看[/url]这里[img]http://a.example/b.jpg[/img]。') == \
        '好消息，看这里。' ]]
    [[ $(mended $'第一段写完了。x0dx0a第二段\\u200b也写完了。\n第三段也是。x0dx0a') == \
        $'第一段写完了。\n第二段也写完了。\n第三段也是。' ]]
}

@test "R4c: comments, scripts and the tags of word processors go with what is in them" {
    [[ $(mended $'春天来了。<!-- 广告位 开始 -->花开了。<o:p></o:p>\n<script type="a">var x = 1;\nif (x < 2) {}</SCRIPT>\n鸟也叫了。') == \
        $'春天来了。花开了。\n鸟也叫了。' ]]
    untouched '他写下<!--，没有写完。'
    untouched '用法：复制 <source> <title>，先后不能颠倒。'
}

@test "R4c: comparisons, indexes, unknown names and texts about markup stay" {
    untouched '若a<b>c则不同，x<y且y>z，数组a[i]与b[u]，<某某>与<wbrx>。'
    untouched '用<br>标签可以换行。'
    untouched $'HTML入门：段落这样写。\n<p>你好，世界</p>'
    untouched $'<div class="box">\n  <ul id="first">\n    <li class="second">你好</li>\n  </ul>\n</div>'
    untouched '路径C:\x0dx0a与变量max0dx0a不变。'
}

@test "R6: what does not show goes, wide spaces become plain, private characters are marked" {
    printf '%s\n' '{"text":"天\u200b气\ufeff很\u00ad好\u0007，\u202e真\u3000的\u00a0是\ufe0f。"}' >in
    [[ $(mend <in) == '天气很好，真 的 是。' ]]
    printf '%s\n' '{"text":"姓\ue123名"}' >in
    [[ $(mend <in) == '姓�名' ]]
    printf '%s\n' '{"text":"👩\u200d👩\u200d👧 和 ❤\ufe0f，名前\tB\n下一行"}' >in
    [[ $(kcz-clean -R all --with "$ALL" <in) == "$(cat in)" ]]
}

@test "R7: radicals and compatibility ideographs become the ideographs that they are" {
    [[ $(mended '⼈⼒资源，⼯作，⻓度，金額，樂園') == '人力资源，工作，长度，金額，樂園' ]]
    untouched '部首⼈(人)在左边写作⺅(亻)。'
}

@test "R8: full-width letters and digits lose their width, punctuation does not" {
    [[ $(mended '型号ＡＢｃ１２３，好！（完），或者A5') == '型号ABc123，好！（完），或者A5' ]]
}

@test "R8: digits or letters that a text writes wide throughout are its style, and stay" {
    untouched '公司１９９６年成立，１９９７年有职工１２０人。'
    untouched '型号Ａ，订于2024年生产，每台30元。'
    [[ $(mended '公司１９９６年成立，1997年生产Ａ型。') == '公司1996年成立，1997年生产Ａ型。' ]]
    [[ $(mended '公司１９９６年成立，生产Ａ型。' --with R8c) == '公司1996年成立，生产A型。' ]]
}

@test "R8: --punct changes the width of punctuation among Hanzi" {
    [[ $(mended '他说:好,很好!(真的)对吧?' --punct zh) == '他说：好，很好！（真的）对吧？' ]]
    [[ $(mended '版本 1.2,3 与 f(x), a:b' --punct zh) == '版本 1.2,3 与 f(x), a:b' ]]
    [[ $(mended '他说：好，很好！（真的）' --punct ascii) == '他说:好,很好!(真的)' ]]
}

@test "R9: spaces between the Hanzi of recognised text go" {
    [[ $(mended '今 天 天 气 很 好 ，我 们 去 公 园 散 步 。') == '今天天气很好，我们去公园散步。' ]]
    untouched '王小明 李四 张大山 赵六，钱七'
    untouched '床前明月光 疑是地上霜 举头望明月 低头思故乡'
    untouched $'姓 名\t年 龄\t籍 贯，备 注'
}

@test "R9: lines wrapped at a width are joined, verse and short lines are not" {
    a=今天的天气非常好，我们全家人到城外的公园里去散步，
    b=公园里的花都开了，红的黄的白的，一片连着一片好看极
    c=了，孩子们在草地上跑来跑去，大人们坐在树下喝茶聊天
    d=，直到傍晚才回家。
    [[ $(mended "$a"$'\n'"$b"$'\n'"$c"$'\n'"$d") == "$a$b$c$d" ]]
    untouched $'白日依山尽\n黄河入海流\n欲穷千里目\n更上一层楼'
}

@test "R9: headings, entries and items as wide as each other are not joined" {
    untouched $'1998年5月6日 山里镇第一届村民代表大会第三次会议通过\n2003年6月7日 山里镇第三届村民代表大会第二次会议修订\n2012年1月8日 山里镇第六届村民代表大会第五次会议修订'
    untouched $'山里镇召开果园安全生产工作会议\n山里镇举行春季果树修剪技能比赛\n山里镇启动新一轮果园道路改造工程'
    untouched $'1. 先把果树周围的草除掉，再松土，准备好水和肥料等\n2. 把肥料撒在离树干半米的地方，不要太近，然后浇水\n3. 盖上干草，隔十天看一次，发现虫子就摘掉，洒药水'
}

@test "mending twice is mending once" {
    { damaged 驗=yàn 學=xué '老人說他不走，因為這里的水土養人，學校也在。'
      echo '型号ＡＢ１２，A1，⼈⼒&middot;资源'; } | jq -Rc '{text: .}' >"$BATS_TEST_TMPDIR/in"
    kcz-clean -R all --with "$ALL" <"$BATS_TEST_TMPDIR/in" >"$BATS_TEST_TMPDIR/once"
    kcz-clean -R all --with "$ALL" <"$BATS_TEST_TMPDIR/once" >"$BATS_TEST_TMPDIR/twice"
    same_bytes "$BATS_TEST_TMPDIR/once" "$BATS_TEST_TMPDIR/twice"
}

@test "hostile text takes linear time" {
    for piece in '(' '?a)' '?ā)' '人?yàn)' '7' ' ' '人 ' '&' '<!--' '<!-- -' '<script>' '锛' 'Ã' '人(yi)'; do
        jq -nc --arg piece "$piece" '{text: ($piece * 200000)}' |
            within 20 kcz-clean -R all --with "$ALL" >"$BATS_TEST_TMPDIR/out"
        [ -s "$BATS_TEST_TMPDIR/out" ]
    done
}
