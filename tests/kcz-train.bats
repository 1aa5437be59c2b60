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

@test "line ends of two bytes, and only so much of a corpus as is asked for" {
    sed 's/$/\r/' words.txt >dos.txt
    learn -c pku=words.txt -o pku=a.model
    learn -c pku=dos.txt -o pku=b.model -j 0
    same_bytes a.model b.model
    head -n 8 words.txt >start.txt
    learn -c pku=start.txt -o pku=c.model
    learn -c pku=words.txt --limit "$(wc -c <start.txt)" -o pku=d.model
    same_bytes c.model d.model
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
    grep -q '^kcz-train: as it is written:.* 100.00 % right' log
    [ -s pos.model ]
}

@test "a word without a known tag is context only" {
    sed 's/市长\/n/市长\/-/' tagged.txt >some.txt
    kcz-train pos -c some.txt -d some.txt 2>log
    known=$(tr ' ' '\n' <some.txt | grep -vc -- '/-$')
    grep -q "^kcz-train: as it is written:  $known words" log
}

@test "a word of several parts of speech is told apart by what stands around it" {
    # 建设 is a noun behind 的 and a verb before a place, too often either way to be looked up
    for _ in $(seq 12); do
        echo '市长/n 建设/v 青岚/ns 。/w'
        echo '白鹭/ns 的/u 建设/n 快/a 。/w'
        echo '村民/n 喜欢/v 金溪/ns 的/u 建设/n 。/w'
    done >mixed.txt
    kcz-train pos -c mixed.txt -d mixed.txt --cut 1 -o pos.model 2>log
    grep -q '^kcz-train: as it is written:.* 100.00 % right' log
    # few features are kept where few are asked for, and the model is smaller
    kcz-train pos -c mixed.txt --cut 1 --rows 3 -o few.model 2>/dev/null
    [ "$(wc -c <few.model)" -lt "$(wc -c <pos.model)" ]
    kcz-train pos -c mixed.txt --cut 1 -o again.model 2>/dev/null
    same_bytes pos.model again.model
    kcz-train pos -c mixed.txt -d mixed.txt --limit 100 2>log
    [ "$(grep -c right log)" -gt 0 ]
}

# names as they stand in marked paragraphs: text/TYPE, other text without one, _ for a space
marked() {
    for _ in $(seq 20); do
        echo "市长_/- 林晓雨/PER 到/- 青岚县/LOC 看望/- 云帆公司/ORG 的/- 人/-"
        echo "云帆公司/nt 与/- 金溪县/ns 签约/- ，/- 方砚秋/nr ３／４/- 到会/-"
    done
}

@test "names are learnt from marked paragraphs and from labels, and measured" {
    marked >marked.txt
    for _ in $(seq 20); do
        printf '%s\n' $'林\tB-PER' $'晓\tI-PER' $'雨\tI-PER' $'到\tO' $'青\tB-LOC' $'岚\tI-LOC' $'县\tI-LOC' ''
    done >labels.txt
    learn_names() {
        kcz-train entities -m marked.txt -b labels.txt -d labels.txt --epochs 3 --least 0.1 --rows 12 --buckets 12 "$@" 2>/dev/null
    }
    run -0 learn_names -o names.model
    [ "$output" = 'labels.txt: P 100.0 R 100.0 F 100.0' ]
    [ -s names.model ]
    learn_names -o again.model
    same_bytes names.model again.model
    # leaving features out at random is the same for the same seed
    learn_names --dropout 0.5 -o one.model
    learn_names --dropout 0.5 -o two.model
    same_bytes one.model two.model
    run -1 cmp -s one.model names.model
    learn_names --dropout 0 -o whole.model
    run -1 cmp -s whole.model names.model
    # only the whole lines within the limit are read
    learn_names --limit 700 -o short.model
    [ -s short.model ]
    # on nothing but labels
    kcz-train entities -b labels.txt --repeat 2 --epochs 1 --rows 12 --buckets 12 -o labels.model 2>log
    [ -s labels.model ]
}

@test "records with tokens, with blanks behind them" {
    sed 's/ /","/g; s/.*/{"tokens":["&"]}/' words.txt >tokens.ndjson
    sed 's/$/ \t /' tokens.ndjson >blanks.ndjson
    learn -c pku=words.txt -o pku=a.model
    learn -c pku=tokens.ndjson -o pku=b.model
    learn -c pku=blanks.ndjson -o pku=c.model
    same_bytes a.model b.model
    same_bytes a.model c.model
}

@test "a label without a character marks nothing, one with several all of them" {
    for _ in $(seq 20); do
        printf '%s\n' $'\tB-PER' $'林\tB-PER' $'晓雨\tI-PER' $'到\tO' $'\tI-LOC' $'\tB-LOC' $'青岚县\tB-LOC' ''
    done >pieces.txt
    sed '/^\t/d; s/^晓雨\t.*/晓\tI-PER\n雨\tI-PER/; s/^青岚县\t.*/青\tB-LOC\n岚\tI-LOC\n县\tI-LOC/' pieces.txt >whole.txt
    for labels in pieces whole; do
        kcz-train entities -b $labels.txt -d whole.txt --epochs 3 --least 0.1 --rows 12 --buckets 12 -o $labels.model 2>/dev/null >$labels.out
    done
    same_bytes pieces.out whole.out
    same_bytes pieces.model whole.model
}

@test "what makes no sense is refused" {
    marked >marked.txt
    run -2 kcz-train entities -o names.model
    [[ $output == *'nothing to learn from'* ]]
    run -2 kcz-train entities -m absent.txt -o names.model
    [[ $output == *'absent.txt: No such file'* ]]
    printf '\xff\xfe\n' >bad.txt
    run -2 kcz-train entities -m bad.txt -o names.model
    [[ $output == *'bad.txt:1: not UTF-8'* ]]
    run -2 kcz-train entities -m marked.txt --epochs 1 --rows 12 --buckets 12 -o /nonexistent/x.model
    [[ $output == *'/nonexistent/x.model: No such file'* ]]
    run -2 kcz-train entities --nonsense
    run -2 kcz-train pos -o pos.model
    [[ $output == *'nothing to learn from'* ]]
    run -2 kcz-train pos -c bad.txt -o pos.model
    [[ $output == *'bad.txt:1: not UTF-8'* ]]
    run -2 kcz-train pos -c tagged.txt --epochs 1 -o /nonexistent/x.model
    [[ $output == *'/nonexistent/x.model'* ]]
    run -2 kcz-train pos tagged.txt
    [[ $output == *'tagged.txt: not an option'* ]]
    run -2 kcz-train words pku=words.txt
    [[ $output == *'not an option'* ]]
    run -2 kcz-train words -c pku=words.txt -o pku=x.model -d words.txt
    [[ $output == *NAME=FILE* ]]
    run -2 kcz-train words -c pku=words.txt -o my.model
    [[ $output == *NAME=FILE* ]]
    run -2 kcz-train words -c a=words.txt -c b=words.txt -c c=words.txt -c d=words.txt -c e=words.txt \
        -c f=words.txt -c g=words.txt -c h=words.txt -o a=x.model
    [[ $output == *'too many names'* ]]
    run -2 kcz-train
    run -2 kcz-train nonsense
    [[ $output == *nonsense* ]]
    run -2 kcz-train words
    [[ $output == *corpus* ]]
    run -2 kcz-train words -c words.txt -o pku=x.model
    [[ $output == *NAME=FILE* ]]
    run -2 kcz-train words -c pku=absent.txt -o pku=x.model
    [[ $output == *absent.txt* ]]
    printf '\xff\xfe\n' >bad.txt
    run -2 kcz-train words -c pku=bad.txt -o pku=x.model
    [[ $output == *bad.txt:1* ]]
    run -2 kcz-train words -c pku=words.txt
    [[ $output == *--output* ]]
    run -2 kcz-train words -c pku=words.txt -o ctb=x.model
    [[ $output == *'--output ctb=x.model: no --corpus'* ]]
    run -2 kcz-train pos -c absent.txt -o x.model
    [[ $output == *absent.txt* ]]
    run -2 kcz-train pos -c words.txt -o x.model
    [[ $output == *'no word has a tag'* ]]
    run -2 kcz-train entities -m words.txt -o x.model
    [[ $output == *'no entity is marked'* ]]
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
