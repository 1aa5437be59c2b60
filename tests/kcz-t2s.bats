#!/usr/bin/env bats
# kcz-t2s, Traditional Chinese to Simplified: what each option promises, and the traps of the field.

load helpers

setup() {
    cd_scratch
}

# t2s TEXT [OPTION]...: the text that comes out
t2s() {
    text=$1
    shift
    record "$text" | kcz-t2s "$@" | jq -r .text
}

# escaped JSON [OPTION]...: the same for a text that is written as in JSON, \u included
escaped() {
    json=$1
    shift
    printf '{"text":"%s"}\n' "$json" | kcz-t2s "$@" | jq -r .text
}

# unescape JSON: what it stands for
unescape() {
    printf '"%s"\n' "$1" | jq -r .
}

# report TEXT [OPTION]...: the report that comes out
report() {
    text=$1
    shift
    record "$text" | kcz-t2s "$@" | jq -c .kcz.t2s
}

rows() {
    grep -v '^#' "$1"
}

# convert_column PROFILE COLUMN FILE: that column of a table, converted
convert_column() {
    rows "$3" | cut -f "$2" | jq -Rc '{text: .}' | kcz-t2s -p "$1" | jq -r .text
}

@test "every case of tests/t2s/cases.tsv" {
    for profile in $(rows "$ROOT/tests/t2s/cases.tsv" | cut -f 1 | sort -u); do
        rows "$ROOT/tests/t2s/cases.tsv" | awk -F '\t' -v p="$profile" '$1 == p' >cases
        convert_column "$profile" 2 cases >got
        cut -f 3 cases | diff - got
    done
}

@test "each of our own phrases gives its value, and its value stays" {
    rows "$ROOT/common/data/t2s/phrases.tsv" | awk -F '\t' '$1 == "all"' >phrases
    [ "$(wc -l <phrases)" -gt 200 ]
    cut -f 3 phrases | cut -d ' ' -f 1 >want
    convert_column t2s 2 phrases | diff want -
    jq -Rc '{text: .}' want | kcz-t2s -p t2s | jq -r .text | diff want -
}

@test "each variant character gives its standard form" {
    convert_column t2s 1 "$ROOT/common/data/t2s/variants.tsv" >got
    rows "$ROOT/common/data/t2s/variants.tsv" | cut -f 2 >want
    # but for those that a phrase of one character gives another form
    [ "$(paste want got | awk -F '\t' '$1 != $2' | wc -l)" -le 3 ]
}

@test "--compat=opencc gives what the OpenCC library gives, byte for byte" {
    for profile in t2s tw2s tw2sp hk2s hk2sp; do
        kcz-t2s --compat=opencc -p $profile "$ROOT/tests/t2s/opencc.ndjson" | jq -r .text >got
        jq -r ".$profile" "$ROOT/tests/t2s/opencc.ndjson" | diff - got
    done
    [ "$(t2s 專著 --compat=opencc -p tw2s)" = 专着 ]
    [ "$(t2s 專著 -p tw2s)" = 专著 ]
}

@test "--compat takes t2s if no profile is named, and not auto" {
    [ "$(t2s 漢字 --compat opencc)" = 汉字 ]
    run -2 kcz-t2s --compat opencc -p auto </dev/null
    [[ $output == *"no profile auto"* ]]
    run -2 kcz-t2s --compat opencc --edits </dev/null
}

@test "--compat=opencc-cli leaves the rare forms out, the library has them" {
    [ "$(t2s 殢 --compat opencc)" = 𣨼 ]
    [ "$(t2s 殢 --compat opencc-cli)" = 殢 ]
}

@test "--tofu uses the rare forms" {
    [ "$(t2s 殢 -p t2s)" = 殢 ]
    [ "$(t2s 殢 -p t2s --tofu)" = 𣨼 ]
}

@test "the verdict: Hant, Hans, mixed, ja, ko, other" {
    [ "$(report 這是漢語 --report | jq -r .verdict)" = Hant ]
    [ "$(report 这是汉语 --report | jq -r .verdict)" = Hans ]
    [ "$(report '這是漢語。这是汉语。' --report | jq -r .verdict)" = mixed ]
    [ "$(report 東京の経済産業省は発表した --report | jq -r .verdict)" = ja ]
    [ "$(report '大韓民國은 민주공화국이다' --report | jq -r .verdict)" = ko ]
    [ "$(report 'plain ASCII' --report | jq -r .verdict)" = other ]
    [ "$(report 山中有人 --report | jq -r .verdict)" = other ]
}

@test "auto leaves Simplified, Japanese and Korean records alone, byte for byte" {
    printf '%s\n' '{ "text" : "这是\u6c49语，乾隆著作，藉此", "n": 1.0 }' \
        '{"text":"東京の経済産業省は発表した"}' '{"text":"大韓民國은 민주공화국이다"}' \
        '{"text":"「暴富」的陷阱"}' >in
    kcz-t2s <in >out
    same_bytes in out
}

@test "a forced profile converts whatever it gets" {
    [ "$(t2s 大韓民國은 -p t2s)" = 大韩民国은 ]
    [ "$(t2s '東京の経済産業省' -p t2s)" = 东京の経済产业省 ]
}

@test "auto goes by sentence in mixed text" {
    [ "$(t2s '这是汉语，说明著作于乾隆年间。這是漢語，看著書。後来怎么样' )" = \
        '这是汉语，说明著作于乾隆年间。这是汉语，看着书。後来怎么样' ]
}

@test "著書 is to write books, unless a verb that goes with books stands before it" {
    [ "$(t2s 乾縣著書)" = 乾县著书 ]
    [ "$(t2s 他晚年在長安著書)" = 他晚年在长安著书 ]
    [ "$(t2s 閉門著書，手捧著書)" = 闭门著书，手捧着书 ]
    [ "$(t2s 桌上放著書，他拿著書)" = 桌上放着书，他拿着书 ]
}

@test "--edits tells every change, and only that; its text is the text without it" {
    record '「集團」看著"書"，於1949年在乾縣著書。𠁞漢﨑劍󠄀A型肝炎⿰氵漢' >in
    for options in '' '-p tw2sp --quotes' '-p hk2s --tofu'; do
        kcz-t2s $options <in >plain
        for report in --edits --ambiguous '--edits --ambiguous' --report; do
            kcz-t2s $options $report <in | jq -c .text >told
            jq -c .text plain | same_bytes - told
        done
    done
    kcz-t2s --edits --ambiguous <in | jq -c .kcz.t2s.edits >both
    kcz-t2s --edits <in | jq -c .kcz.t2s.edits | same_bytes - both
}

@test "auto takes a text in which only words tell" {
    [ "$(t2s 等於一)" = 等于一 ]
    [ "$(t2s 著名)" = 著名 ]
}

@test "a few kana or hangul do not make a Chinese text Japanese or Korean" {
    [ "$(t2s '鮮の味是臺灣的餐廳，賣韓國的김치與日本的壽司')" = '鲜の味是台湾的餐厅，卖韩国的김치与日本的寿司' ]
}

@test "the fields share one verdict" {
    run -0 kcz-t2s -f title -f text <<<'{"title":"「書」","text":"這是漢語"}'
    [ "$output" = '{"title":"“书”","text":"这是汉语"}' ]
    run -0 kcz-t2s -f .meta.title -f text --report <<<'{"meta":{"title":"臺灣"},"text":"abc"}'
    [ "$output" = '{"meta":{"title":"台湾"},"text":"abc","kcz":{"t2s":{"profile":"auto","verdict":"Hant","changed":2}}}' ]
}

@test "a field must name one value" {
    run -2 kcz-t2s -f '.tokens[]' </dev/null
    [[ $output == *"one value"* ]]
}

@test "other fields, spacing, numbers and escapes elsewhere stay as they are" {
    printf '%s\n' '{"漢":"漢", "url" :"https:\/\/例.tw/漢?q=\u6f22","n":1e400,"text" : "漢","text2":"漢"}' >in
    kcz-t2s <in >out
    sed 's/"text" : "漢"/"text" : "汉"/' in | diff - out
}

@test "escapes and surrogate pairs take part in matching" {
    run -0 kcz-t2s -p t2s <<<'{"text":"\u4e7e\u9686\u5e74\u9593 \u4e7e\u71e5 乾\u9686 \u4e7e隆"}'
    [ "$output" = '{"text":"乾隆年间 干燥 乾隆 乾隆"}' ]
    run -0 kcz-t2s -p t2s <<<'{"text":"\ud842\udf9f家 \n漢\"書\\"}'
    [ "$output" = '{"text":"𠮟家 \n汉\"书\\"}' ]
}

@test "line ends and quotation marks end a phrase" {
    run -0 kcz-t2s -p t2s <<<'{"text":"乾\n隆 乾\"隆"}'
    [ "$output" = '{"text":"干\n隆 干\"隆"}' ]
}

@test "NUL and lone surrogates do no harm" {
    run -0 kcz-t2s -p t2s <<<'{"text":"漢\u0000漢\ud800漢"}'
    [ "$output" = '{"text":"汉\u0000汉�汉"}' ]
}

@test "values of another length, in the text's middle and at its end" {
    for text in 㩜 樠谿 x㩜 㩜㩜㩜㩜㩜㩜㩜㩜 漢字漢字㩜漢字漢字 ; do
        t2s "$text" -p t2s --tofu >a
        t2s "$text" --compat=opencc >b
        same_bytes a b
    done
}

@test "ideographic descriptions, variation selectors and private characters stay" {
    [ "$(t2s '⿰虫風與⿱⿰口口馬' -p t2s)" = '⿰虫風与⿱⿰口口馬' ]
    [ "$(escaped '劍\udb40\udd00劍\ufe00劍漢字' -p t2s)" = "$(unescape '劍\udb40\udd00劍\ufe00剑汉字')" ]
    [ "$(escaped '乾隆\udb40\udd00' -p t2s)" = "$(unescape '干隆\udb40\udd00')" ]
    [ "$(escaped '\ue000漢\udb80\udc00' -p t2s)" = "$(unescape '\ue000汉\udb80\udc00')" ]
    [ "$(t2s ⿰氵 -p t2s)" = ⿰氵 ]
}

@test "compatibility ideographs and radicals are read as what they stand for" {
    [ "$(escaped '\uf902\u2ee2\u2eee \u4e7e\uf9dc \ud87e\udc0e' -p t2s)" = '车马齿 乾隆 免' ]
    [ "$(escaped '\uf902\u2ee2 漢' -p t2s --keep-compat)" = "$(unescape '\uf902\u2ee2 汉')" ]
}

@test "--quotes and --keep-quotes" {
    [ "$(t2s 『漢』「字」 -p t2s)" = 『汉』「字」 ]
    # shellcheck disable=SC1111
    [ "$(t2s 『漢』「字」 -p t2s --quotes)" = "‘汉’“字”" ]
    # shellcheck disable=SC1111
    [ "$(t2s 『漢』「字」)" = "‘汉’“字”" ]
    [ "$(t2s 『漢』「字」 --keep-quotes)" = 『汉』「字」 ]
}

@test "any split into reads gives the same bytes" {
    awk 'BEGIN { for (i = 0; i < 300; i++) {
        t = "發展計畫乾隆皇帝看著名著"; for (n = 0; n < i % 37; n++) t = "x" t
        print "{\"text\":\"" t "\\u4e7e\\u9686乾" "\"}" } }' >in
    kcz-t2s -p tw2sp <in >whole
    perl -e '$| = 1; while (sysread STDIN, $b, 1) { print $b }' <in | kcz-t2s -p tw2sp >bytes
    same_bytes whole bytes
    kcz-t2s -j 2 -p tw2sp <in >threads
    same_bytes whole threads
}

@test "converting twice changes nothing" {
    for profile in auto t2s tw2s tw2sp hk2s hk2sp; do
        jq -c '{text}' "$ROOT/tests/t2s/opencc.ndjson" | kcz-t2s -p $profile >once
        kcz-t2s -p $profile <once >twice
        same_bytes once twice
    done
}

@test "the check at build time finds a table that is not settled" {
    [ -x "$BUILD/tools/compile-t2s" ] || skip "no build tools here"
    cp "$ROOT"/common/data/t2s/*.tsv .
    printf 'all\t甲\t丁\ttest\n' >>phrases.tsv
    printf '丁戊\t己戊\t<edge>\t*\ttest\n' >>context.tsv
    "$BUILD/tools/compile-t2s" bad.blob ./*.tsv
    run ! "$BUILD/tools/compile-t2s-check" bad.blob
    [[ $output == *"change again"* ]]
}

@test "the fast way and the way piece by piece agree" {
    # --report goes piece by piece
    for profile in auto t2s tw2sp hk2sp; do
        jq -c '{text}' "$ROOT/tests/t2s/opencc.ndjson" | kcz-t2s -p $profile >fast
        jq -c '{text}' "$ROOT/tests/t2s/opencc.ndjson" | kcz-t2s -p $profile --report |
            jq -c 'del(.kcz)' >slow
        jq -c . fast | same_bytes - slow
    done
}

@test "--edits lists the changes with offsets into the new text" {
    [ "$(report 用滑鼠點一下 -p tw2sp --edits)" = \
        '{"profile":"tw2sp","verdict":"Hant","changed":2,"edits":{"text":[[1,3,"滑鼠","鼠标","phrase"],[3,4,"點","点","character"]]}}' ]
    # a change of length moves what comes after
    [ "$(report 漢BMW集團漢 -p tw2sp --edits | jq -c .edits.text)" = \
        '[[0,1,"漢","汉","character"],[1,5,"BMW集團","宝马集团","phrase"],[5,6,"漢","汉","character"]]' ]
    record '漢滑鼠𠁞BMW集團「書」葛󠄀看著於' | kcz-t2s -p tw2sp --quotes --edits >out
    jq -e '.text as $t | all(.kcz.t2s.edits.text[]; . as $e | $t[$e[0]:$e[1]] == $e[3])' out
}

@test "--edits of a mixed text leaves the other sentences out" {
    [ "$(report '这是汉语。這是漢語。' --edits | jq -c .edits.text)" = \
        '[[5,6,"這","这","character"],[7,8,"漢","汉","character"],[8,9,"語","语","character"]]' ]
}

@test "converting twice changes nothing where a phrase arises from one that was converted" {
    for profile in tw2sp hk2sp auto; do
        record 滑滑鼠，停使用者，滑鼠標示，演演算法，演演算灋 | kcz-t2s -p $profile >once
        kcz-t2s -p $profile <once >twice
        same_bytes once twice
    done
    [ "$(t2s 演算法 -p tw2sp)" = 算法 ]
}

@test "running again with --edits keeps the report" {
    record 漢語 | kcz-t2s --edits >once
    kcz-t2s --edits <once >twice
    same_bytes once twice
}

@test "--unmap gives the text back, in every field" {
    printf '%s\n' '{"text":"漢滑鼠BMW集團「書」","meta":{"title":"臺灣的程式"}}' \
        '{"text":"这是汉语。這是漢語。","meta":{"title":"abc"}}' '{"text":"","meta":{"title":""}}' >in
    kcz-t2s -p tw2sp --quotes --edits -f text -f .meta.title <in >out
    kcz-t2s --unmap <out | jq -c 'del(.kcz)' >back
    same_bytes in back
}

@test "--unmap moves tokens, offsets, entities and facts" {
    record '在BMW集團用滑鼠' | kcz-t2s -p tw2sp --edits |
        jq -c '. + {tokens: ["在","宝马集团","用","鼠标"], offsets: [0,1,5,6],
            entities: [{type: "ORG", text: "宝马集团", start: 1, end: 5}],
            facts: [{type: "x", start: 6, end: 8}]}' |
        kcz-t2s --unmap | jq -c 'del(.kcz)' >back
    [ "$(cat back)" = '{"text":"在BMW集團用滑鼠","tokens":["在","BMW集團","用","滑鼠"],"offsets":[0,1,6,7],"entities":[{"type":"ORG","text":"BMW集團","start":1,"end":6}],"facts":[{"type":"x","start":7,"end":9}]}' ]
}

@test "--unmap passes records without changes and rejects what does not fit" {
    run -0 --separate-stderr kcz-t2s --unmap <<<'{"text":"漢"}'
    [ "$output" = '{"text":"漢"}' ]
    for edits in '[[5,6,"漢","汉"]]' '[[0,1]]' '[[1,0,"漢"]]' '[["a",1,"漢"]]' '[[0,1,"a"],[0,1,"b"]]' '3'; do
        run -1 kcz-t2s --unmap <<<'{"text":"汉","kcz":{"t2s":{"edits":{"text":'"$edits"'}}}}'
        [[ $output == *"does not fit"* ]]
    done
}

@test "--ambiguous lists each choice with the forms that there are" {
    [ "$(report 乾隆吃餅乾 --ambiguous | jq -c .ambiguous.text)" = \
        '[[0,1,"乾","乾","phrase","干 乾"],[4,5,"乾","干","character","干 乾"]]' ]
}

@test "--user-dict adds, overrides, protects and forgets" {
    printf '# own\n凱文\tKevin\n漢\tHAN\n=廣場\n-乾隆\n電腦\t计算机\n' >own.tsv
    [ "$(t2s '凱文在廣場 漢 乾隆 電腦廣' -p t2s -u own.tsv)" = 'Kevin在廣場 HAN 干隆 计算机广' ]
    printf '=漢\n' >two.tsv
    [ "$(t2s '漢字凱文' -p t2s -u <(grep Kevin own.tsv) -u two.tsv)" = '漢字Kevin' ]
}

@test "a description that goes over the end of a line is none, so that converting twice changes nothing" {
    printf '{"text":"濳⿳濳⿳⿳⿳012\\n3興4⿳012\\n5觸興\\udb40\\uddc1"}\n' >in
    kcz-t2s in >once
    kcz-t2s once >twice
    same_bytes once twice
    [[ $(jq -r .text once) == *3兴4* ]]
}

@test "a sentence ends behind a variation selector that belongs to its end, so that converting twice changes nothing" {
    printf '{"text":"軟\\ufe0a。」\\ufe02軟"}\n' >in
    kcz-t2s in >once
    kcz-t2s once >twice
    same_bytes once twice
}

@test "--user-dict: keys of letters and digits hold wherever they stand, with --edits and without" {
    printf 'GDP\t国内生产总值\nx\t叉\n\0\t零\n' >dict
    record "GDP and the GDP of xyz，今年GDP增長" >in
    printf '{"text":"a\\u0000bcdefghijkl"}\n' >>in
    kcz-t2s -p t2s --user-dict dict in | jq -r .text >plain
    kcz-t2s -p t2s --user-dict dict --edits in | jq -r .text >logged
    printf '%s\n' "国内生产总值 and the 国内生产总值 of 叉yz，今年国内生产总值增长" a零bcdefghijkl >wanted
    same_bytes plain wanted
    same_bytes logged wanted
}

@test "--user-dict is checked, with file and line" {
    check() {
        printf %b "$1" >own.tsv
        run -2 kcz-t2s -u own.tsv </dev/null
        [[ $output == *"own.tsv:$2:"*"$3"* ]]
    }
    check '甲\t乙\n甲\t丙\n' 2 contradicts
    check '=甲\n-甲\n' 2 contradicts
    check '#\n甲\t漢\n' 2 'change again'
    check '甲乙丙丁\n' 1 'neither'
    check '\0055甲乙丙丁\n' 1 'no built-in entry'
    run -2 kcz-t2s -u absent.tsv </dev/null
}

@test "records without the field pass" {
    run -0 --separate-stderr kcz-t2s <<<'{"t":"漢"}'
    [ "$output" = '{"t":"漢"}' ]
    run -0 --separate-stderr kcz-t2s <<<'{"text":["漢"]}'
    [ "$output" = '{"text":["漢"]}' ]
}

@test "hostile text takes linear time" {
    # long runs of first characters, of description characters, of prefixes of long keys
    for unit in 乾 ⿰ 克林·伊斯威 看著 '於' '\udb40\udd00' A; do
        perl -e 'print "{\"text\":\"", $ARGV[0] x 300000, "\"}\n"' "$unit" >in
        within 20 kcz-t2s -p tw2sp <in >out
        within 20 kcz-t2s --compat=opencc -p tw2sp <in >out
        within 20 kcz-t2s --edits <in >out
        [ -s out ]
    done
}

@test "memory does not grow with the input" {
    [ "$BIN" = "$ROOT/bin" ] || skip "the sanitizers take more"
    run -0 bash -c 'ulimit -v 60000; yes "{\"text\":\"這是漢語，看著書。\"}" | head -n 300000 | kcz-t2s | tail -n 1'
    [ "$output" = '{"text":"这是汉语，看着书。"}' ]
}
