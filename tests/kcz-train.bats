#!/usr/bin/env bats
# kcz-train words and pos: what they learn from, that it is the same every time, what they write.

load helpers

setup() {
    cd_scratch
    awk 'BEGIN {
        split("青岚 云帆 白鹭 金溪", place, " ")
        split("市长 院士 记者 村民", who, " ")
        split("来到 离开 喜欢 建设", does, " ")
        for (i = 0; i < 64; i++)
            print who[1 + i % 4] " " does[1 + int(i / 4) % 4] " " place[1 + int(i / 16)] " 。" }' >words.txt
    sed 's/\(.*\) \(.*\) \(.*\) 。/\1\/n \2\/v \3\/ns 。\/w/' words.txt >tagged.txt
}

learn() {
    kcz-train words --cut 1 --l1 0.1 --epochs 6 "$@" 2>log
}

@test "it learns the words that it is shown" {
    learn -c pku=words.txt -o pku=my.model
    echo '{"text":"村民来到青岚。"}' | kcz-segment -m my.model >out
    [ "$(jq -c .tokens out)" = '["村民","来到","青岚","。"]' ]
}

@test "the same input and seed give the same bytes, with any number of threads" {
    learn -c pku=words.txt -o pku=a.model -j 1
    learn -c pku=words.txt -o pku=b.model -j 2
    learn -c pku=words.txt -o pku=c.model -j 3
    same_bytes a.model b.model
    same_bytes a.model c.model
}

@test "corpora of two standards give two models" {
    sed 's/市长/市 长/' words.txt >fine.txt
    learn --epochs 20 -c pku=words.txt -c ud=fine.txt -o pku=coarse.model -o ud=fine.model
    echo '{"text":"市长来到青岚。"}' >in
    [ "$(kcz-segment -m coarse.model in | jq -r '.tokens[0]')" = 市长 ]
    [ "$(kcz-segment -s ud -m fine.model in | jq -r '.tokens[0]')" = 市 ]
}

@test "figures on a dev set are those of the program that serves the model" {
    learn -c pku=words.txt -d pku=words.txt -o pku=my.model
    grep -q 'words.txt P 100.00 R 100.00 F 100.00' log
    tr -d ' ' <words.txt | jq -Rc '{text: .}' | kcz-segment -m my.model |
        jq -r '.tokens | join(" ")' >served
    same_bytes served words.txt
}

@test "records with tokens are as good as words with spaces" {
    jq -Rc '{tokens: split(" ")}' words.txt >words.ndjson
    learn -c pku=words.txt -o pku=a.model
    learn -c pku=words.ndjson -o pku=b.model
    same_bytes a.model b.model
}

@test "nothing is learnt from gaps that are marked as not known" {
    { cat words.txt; for _ in 1 2 3 4 5 6 7 8; do sed 's/市长/市\x1f长/' words.txt; done; } >marked.txt
    learn -c pku=marked.txt -o pku=my.model
    [ "$(echo '{"text":"市长来到青岚。"}' | kcz-segment -m my.model | jq -r '.tokens[0]')" = 市长 ]
}

@test "pruning makes a smaller model" {
    learn -c pku=words.txt -o pku=all.model
    learn -c pku=words.txt -o pku=few.model --prune 0.5
    [ "$(wc -c <few.model)" -lt "$(wc -c <all.model)" ]
}

@test "parts of speech are learnt and measured" {
    kcz-train pos -c tagged.txt -d tagged.txt -o pos.model 2>log
    grep -q '^to be written:.* 100.00 % right' log
    [ -s pos.model ]
}

@test "a word without a known tag is context only" {
    sed 's/市长\/n/市长\/-/' tagged.txt >some.txt
    kcz-train pos -c some.txt -d some.txt 2>log
    known=$(tr ' ' '\n' <some.txt | grep -vc -- '/-$')
    grep -q "^to be written:  $known words" log
}

@test "what makes no sense is refused" {
    run -2 kcz-train
    run -2 kcz-train nonsense
    [[ $output == *nonsense* ]]
    run -2 kcz-train words
    [[ $output == *corpus* ]]
    run -2 kcz-train words -c words.txt
    [[ $output == *NAME=FILE* ]]
    run -2 kcz-train words -c pku=absent.txt
    [[ $output == *absent.txt* ]]
    printf '\xff\xfe\n' >bad.txt
    run -2 kcz-train words -c pku=bad.txt
    [[ $output == *bad.txt:1* ]]
    run -2 kcz-train pos -c absent.txt
    run -2 kcz-train words -c pku=words.txt -o pku=/nonexistent/x.model --epochs 1
}

@test "a method that is sound: trained on a large corpus it is as good as any linear model" {
    skip_without_corpora segment/pfr9801-02.train.txt
    [ -n "${SLOW:-}" ] || skip 'set SLOW=1: it takes a minute'
    corpora=$SHARED/data/segment
    kcz-train words -c pku="$corpora/pfr9801-02.train.txt" -d pku="$corpora/pku_dev.train.txt" \
        --epochs 4 2>log
    awk '{ for (i = 1; i < NF; i++) if ($i == "F") f = $(i + 1) } END { exit f < 96.5 }' log
}
