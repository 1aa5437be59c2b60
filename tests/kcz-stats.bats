#!/usr/bin/env bats
# kcz-stats: what is counted, states that merge, measures, forms of output, bad input.

load helpers

setup() {
    cd_scratch
    cat >corpus <<'END'
{"id":"a","text":"科技协会在北京开会。","tokens":["科技","协会","在","北京","开会","。"],"pos":["n","n","p","ns","v","w"],"meta":{"date":"2021-01-05","source":"甲报"},"entities":[{"type":"ORG","text":"科技协会","start":0,"end":4},{"type":"LOC","text":"北京","start":5,"end":7}]}
{"id":"b","text":"北京的科技馆开放。","tokens":["北京","的","科技","馆","开放","。"],"pos":["ns","u","n","n","v","w"],"meta":{"date":"2021-03-07","source":"乙报"},"entities":[{"type":"LOC","text":"北京","start":0,"end":2}],"facts":[{"type":"post","person":"张三","post":"馆长","org":"科技馆","start":1,"end":3}]}
{"id":"c","text":"无词。"}
END
}

# shards K: corpus.0 to corpus.K-1 from many, by lines in turn
shards() {
    awk -v k="$1" '{ print > ("shard." NR % k) }' many
}

# many records with words of a small vocabulary, dates and sources
make_many() {
    awk 'BEGIN { srand(7); for (i = 1; i <= 300; i++) {
        printf "{\"id\":\"r%d\",\"text\":\"第%d篇。\",\"meta\":{\"date\":\"20%02d-%02d-01\",\"source\":\"s%d\"},\"x\":%.3f,\"tokens\":[", i, i, 18 + i % 3, 1 + i % 12, i % 5, rand() * 1000
        n = 5 + int(rand() * 30)
        for (j = 0; j < n; j++) printf "%s\"词%d\"", j ? "," : "", int(rand() * rand() * 90)
        printf "],\"entities\":[{\"type\":\"LOC\",\"text\":\"地%d\"},{\"type\":\"ORG\",\"text\":\"社%d\"}]}\n", i % 7, i % 4
    } }' >many
}

# --- what a person asks first

@test "without a command: how much there is, and the most frequent words, entities and facts" {
    run -0 kcz-stats corpus
    [ "${lines[0]}" = '{"what":"documents","n":3}' ]
    [ "${lines[1]}" = '{"what":"characters","n":22}' ]
    [[ $output == *'{"what":"tokens","n":12}'* ]]
    [[ $output == *'{"what":"types","n":9}'* ]]
    [[ $output == *'{"what":"word","value":"北京","n":2,"df":2}'* ]]
    [[ $output == *'{"what":"entity","type":"LOC","value":"北京","n":2,"df":2}'* ]]
    [[ $output == *'{"what":"fact","type":"post","value":"张三 馆长 科技馆","n":1,"df":1}'* ]]
}

@test "the overview's words say something: no marks, no function words" {
    run -0 kcz-stats corpus
    [[ $output == *'"value":"科技"'* ]]
    [[ $output != *'"value":"的"'* ]]
    [[ $output != *'"value":"。"'* ]]
}

@test "output does not depend on the terminal" {
    kcz-stats corpus >plain
    script -qec "kcz-stats corpus" /dev/null | tr -d '\r' >terminal
    same_bytes plain terminal
}

@test "an empty input gives an overview of nothing, and no rows of anything else" {
    [ "$(kcz-stats </dev/null | head -1)" = '{"what":"documents","n":0}' ]
    for command in freq df 'ngram -n 3' summary hist trend coll cooc zipf heaps 'disp --by .x'; do
        # shellcheck disable=SC2086 # options are words
        [ -z "$(kcz-stats $command </dev/null)" ] || { echo "$command"; false; }
    done
}

# --- freq

@test "freq counts the words: the greatest first, equal ones by their bytes" {
    run -0 kcz-stats freq corpus
    [ "${lines[0]}" = '{"value":"。","f":2,"pm":166666.666667}' ]
    [ "${lines[1]}" = '{"value":"北京","f":2,"pm":166666.666667}' ]
    [ "${lines[2]}" = '{"value":"科技","f":2,"pm":166666.666667}' ]
    [ "${lines[3]}" = '{"value":"协会","f":1,"pm":83333.3333333}' ]
    [ "${#lines[@]}" -eq 9 ]
}

@test "freq agrees with jq, sort and uniq" {
    make_many
    jq -r '.tokens[]' many | sort | uniq -c | awk '{ print $2 "\t" $1 }' | sort >expected
    kcz-stats freq --format tsv many | sed 1d | cut -f 1,2 | sort | same_bytes - expected
}

@test "freq over any path, with a slice, and with a condition on the entity" {
    [ "$(kcz-stats freq -f '.meta.date[0:4]' corpus | head -1)" = '{"value":"2021","f":2,"pm":666666.666667}' ]
    [ "$(kcz-stats freq -f '.entities[].text' --where TYPE=LOC corpus)" = '{"value":"北京","f":2,"pm":1000000}' ]
    [ "$(kcz-stats freq -f '.entities[].text' --where type!=LOC corpus)" = '{"value":"科技协会","f":1,"pm":1000000}' ]
}

@test "a condition on pos chooses among the tokens beside it" {
    [ "$(kcz-stats freq --where pos=ns corpus)" = '{"value":"北京","f":2,"pm":1000000}' ]
}

@test "a condition that starts with a dot is about the record" {
    [ "$(kcz-stats freq --where .meta.source=乙报 corpus | wc -l)" -eq 6 ]
    [ "$(kcz-stats freq --where .meta.source!=乙报 corpus | wc -l)" -eq 6 ]
}

@test "--by counts in groups, --top cuts each of them, --df counts documents" {
    run -0 kcz-stats freq --by .meta.source --top 1 --df corpus
    [ "${lines[0]}" = '{"meta.source":"乙报","value":"。","f":1,"df":1,"pm":166666.666667}' ]
    [ "${lines[1]}" = '{"meta.source":"甲报","value":"。","f":1,"df":1,"pm":166666.666667}' ]
    [ "${#lines[@]}" -eq 2 ]
}

@test "df counts a document once" {
    [ "$(echo '{"tokens":["甲","甲","甲"]}' | kcz-stats df)" = '{"value":"甲","f":3,"df":1,"pm":1000000}' ]
}

@test "--min and --content leave rows out" {
    [ "$(kcz-stats freq --min 2 corpus | wc -l)" -eq 3 ]
    [ "$(kcz-stats freq --content --min 2 corpus | wc -l)" -eq 2 ]
}

@test "a missing single value counts as null; an absent list counts nothing" {
    [ "$(kcz-stats freq -f .meta.source corpus | tail -1)" = '{"value":null,"f":1,"pm":333333.333333}' ]
    kcz-stats freq corpus >rows
    run -1 grep null rows
}

@test "numbers, strings and truth values are told apart; escapes are undone" {
    printf '%s\n' '{"x":1}' '{"x":"1"}' '{"x":true}' '{"x":"\u4e00\"\n"}' '{"x":"一\"\n"}' >kinds
    run -0 kcz-stats freq -f x kinds
    [ "${lines[0]}" = '{"value":"一\"\n","f":2,"pm":400000}' ]
    [[ $output == *'"value":1,'* && $output == *'"value":"1",'* && $output == *'"value":true,'* ]]
}

@test "U+0000, U+0001 and the empty string are ordinary values, through states too" {
    printf '%s\n' '{"tokens":["","\u0000","\u0001","a\u0000b","\u0000\u0001"]}' >odd
    kcz-stats freq odd >direct
    [ "$(wc -l <direct)" -eq 5 ]
    kcz-stats freq --state odd | kcz-stats merge | same_bytes - direct
}

@test "a type that does not fit is counted and told once" {
    run -0 --separate-stderr kcz-stats freq -f .meta corpus
    [ "$(grep -c 'not counted' <<<"$stderr")" -eq 1 ]
    [[ $stderr == *'2 values not counted'* ]]
}

@test "words of every length are counted: 0 to 40 bytes" {
    jq -nc '{tokens: [range(0; 41) | "a" * . // ""] | map(., .)}' >lengths
    [ "$(kcz-stats freq --format tsv lengths | awk -F '\t' 'NR > 1 && $2 == 2' | wc -l)" -eq 41 ]
}

@test "many values: the table grows, and nothing is lost" {
    awk 'BEGIN { for (i = 0; i < 200000; i++) printf "{\"tokens\":[\"w%d\",\"a long word number %d\"]}\n", i % 70000, i % 50000 }' >grow
    run -0 kcz-stats summary -f .f <(kcz-stats freq grow)
    [[ $output == *'"n":120000,'*'"sum":400000,'* ]]
}

# --- summary and hist

@test "summary measures numbers exactly, with quantiles" {
    jq -nc 'range(1; 101) | {x: .}' >numbers
    run -0 kcz-stats summary -f x numbers
    [ "$output" = '{"field":"x","what":"number","n":100,"distinct":100,"sum":5050,"min":1,"max":100,"mean":50.5,"sd":29.0114919759,"q05":5.95,"q25":25.75,"median":50.5,"q75":75.25,"q95":95.05}' ]
}

@test "sums of reals do not depend on the order, and are exact" {
    printf '{"x":%s}\n' 1e100 1 -1e100 1e-3 >reals
    [[ $(kcz-stats summary -f x reals) == *'"sum":1.001,'* ]]
    [ "$(tac reals | kcz-stats summary -f x)" = "$(kcz-stats summary -f x reals)" ]
}

@test "summary of texts: characters and bytes; of arrays: elements; nulls are told" {
    run -0 kcz-stats summary -f text -f .tokens corpus
    [[ $output == *'"what":"characters","n":3,'*'"sum":22,'* ]]
    [[ $output == *'"what":"bytes","n":3,'*'"sum":66,'* ]]
    [[ $output == *'"what":"elements","n":2,'*'"sum":12,'* ]]
    [[ $output == *'{"field":"tokens","what":"null","n":1,"distinct":1}'* ]]
}

@test "a number beyond double is not counted, and told" {
    run -0 --separate-stderr kcz-stats summary -f x <<<'{"x":1e999}'
    [[ $stderr == *'1 values not counted'* ]]
}

@test "hist puts every value into one bar" {
    jq -nc 'range(0; 100) | {x: .}' >numbers
    [ "$(kcz-stats hist -f x --bins 4 numbers | jq -c .n | xargs)" = '25 25 25 25' ]
    [ "$(kcz-stats hist -f x --width 30 numbers | jq -c '[.from, .n]' | xargs)" = '[0,30] [30,30] [60,30] [90,10]' ]
}

# --- neighbours

@test "ngram stays within sentences; characters where the field is a text" {
    [ "$(kcz-stats ngram corpus | wc -l)" -eq 8 ]
    kcz-stats ngram corpus >rows
    run -1 grep 。 rows
    [ "$(kcz-stats ngram -f text -n 3 --min 1 corpus | grep -c 科技馆)" -eq 1 ]
}

@test "association measures have the published values" {
    awk 'BEGIN { for (i = 0; i < 30; i++) print "{\"tokens\":[\"甲\",\"乙\"]}"
                 for (i = 0; i < 120; i++) print "{\"tokens\":[\"甲\"]}"
                 for (i = 0; i < 170; i++) print "{\"tokens\":[\"乙\"]}"
                 for (i = 0; i < 99650; i++) print "{\"tokens\":[\"丙\"]}" }' >pairs
    run -0 kcz-stats coll pairs
    expected='mi 6.643856189774727 mi3 16.457637380991763 t 5.422453319301145 g2 227.8990373141599
        chi2 2950.618312237896 dice 0.17142857142857143 logdice 11.45567948377619 ps 169.31568569324173'
    # shellcheck disable=SC2086 # pairs of words
    jq -e --args '[$ARGS.positional as $want | range(0; $want | length; 2) as $i
        | (.[$want[$i]] - ($want[$i + 1] | tonumber)) / ($want[$i + 1] | tonumber)
        | fabs < 1e-9] | all' $expected <<<"$output"
}

@test "coll: a window reaches further, a node looks to both sides" {
    echo '{"tokens":["甲","乙","丙","甲"]}' >w
    [ "$(kcz-stats coll --min 1 w | wc -l)" -eq 3 ]
    [ "$(kcz-stats coll --min 1 --window 2 w | wc -l)" -eq 5 ]
    [ "$(kcz-stats coll --min 1 --node 乙 w | jq -r .second | sort | xargs)" = '丙 甲' ]
}

@test "cooc: entities of a document or of a sentence, each pair once" {
    echo '{"text":"李明去北京。王芳在上海。","entities":[{"type":"PER","text":"李明","start":0,"end":2},{"type":"LOC","text":"北京","start":3,"end":5},{"type":"PER","text":"王芳","start":6,"end":8},{"type":"LOC","text":"上海","start":9,"end":11}]}' >e
    [ "$(kcz-stats cooc --min 1 e | wc -l)" -eq 6 ]
    [ "$(kcz-stats cooc --min 1 --within sentence e | jq -r '.first + .second' | xargs)" = '上海王芳 北京李明' ]
}

# --- over time, over parts, against a reference

@test "trend fills the gaps and gives rates" {
    run -0 kcz-stats trend --term 科技 corpus
    [ "${lines[1]}" = '{"term":"科技","date":"2021-02","f":0,"documents":0,"values":0,"pm":0}' ]
    [ "${#lines[@]}" -eq 3 ]
    [ "$(kcz-stats trend --unit day corpus | wc -l)" -eq 62 ]
    [ "$(kcz-stats trend --unit year corpus)" = '{"date":"2021","documents":2,"values":12}' ]
}

@test "key: in one pass, or against a state, the same figures" {
    make_many
    kcz-stats key --target .meta.source=s1 many >one
    kcz-stats freq --where .meta.source!=s1 --state many >reference
    kcz-stats key --where .meta.source=s1 --reference reference many | same_bytes - one
}

@test "key: G2, %DIFF, log ratio, odds ratio and BIC of a table by hand" {
    { for _ in $(seq 10); do echo '{"t":1,"tokens":["甲"]}'; done
      for _ in $(seq 90); do echo '{"t":1,"tokens":["乙"]}'; done
      for _ in $(seq 5); do echo '{"t":2,"tokens":["甲"]}'; done
      for _ in $(seq 195); do echo '{"t":2,"tokens":["乙"]}'; done; } >k
    run -0 kcz-stats key --target .t=1 --top 1 k
    jq -e '.value == "甲" and .f == 10 and .f_ref == 5 and .diff == 300 and .log_ratio == 2
        and (.odds_ratio - 10 * 195 / (5 * 90) | fabs < 1e-9)
        and (.g2 - 2 * (10 * (10 / 5 | log) + 5 * (5 / 10 | log) + 90 * (90 / 95 | log) + 195 * (195 / 190 | log)) | fabs < 1e-9)
        and (.bic - (.g2 - (300 | log)) | fabs < 1e-9)' <<<"$output"
}

@test "disp: evenly spread is 0, in one part only is 1; parts are data" {
    printf '{"p":"%s","tokens":%s}\n' x '["甲","乙"]' y '["甲","丙"]' >d
    run -0 kcz-stats disp --by .p --min 1 d
    [ "${lines[0]}" = '{"value":"甲","f":2,"range":2,"parts":2,"dp":0,"dp_norm":0,"juilland_d":1}' ]
    [[ ${lines[1]} == *'"dp":0.5,"dp_norm":1,"juilland_d":0}' ]]
    run -2 kcz-stats disp d
}

@test "zipf finds the slope of an exact law" {
    awk 'BEGIN { for (r = 1; r <= 9; r++) for (i = 0; i < 2520 / r; i++) printf "{\"tokens\":[\"w%d\"]}\n", r }' |
        kcz-stats zipf | jq -e -s 'length == 9 and (.[0].slope - 1 | fabs < 1e-9) and .[8].f == 280'
}

@test "heaps is read off the spectrum: the last point is the vocabulary, and order plays no part" {
    make_many
    kcz-stats heaps many >growth
    [ "$(tail -1 growth | jq .types)" = "$(kcz-stats freq many | wc -l)" ]
    shuf --random-source=<(yes) many | kcz-stats heaps | same_bytes - growth
}

# --- documents

@test "lexdiv: a text without repetition and one of a single word" {
    run -0 kcz-stats lexdiv <<<'{"tokens":["甲","乙","丙"]}'
    [[ $output == *'"lexdiv":{"tokens":3,"types":3,"ttr":1,"mattr":1,"mtld":3,'* ]]
    run -0 kcz-stats lexdiv <<<"$(jq -nc '{tokens: [range(100) | "甲"]}')"
    jq -e '.lexdiv | .ttr == 0.01 and .mattr == 0.02 and (.mtld == 2) and (.hdd - 1 / 42 | fabs < 1e-9)' <<<"$output"
}

@test "quality: the most frequent run and those that come back, in the order of their characters" {
    run -0 kcz-stats quality <<<'{"text":"甲乙丙乙甲丁甲乙"}'
    jq -e '.quality | .top_2gram == 0.5 and .top_3gram == 0 and .repeated_5grams == 0' <<<"$output"
    run -0 kcz-stats quality <<<'{"text":"甲乙丙丁戊己，甲乙丙丁戊己"}'
    jq -e '.quality | .top_4gram == 0.6667 and .repeated_5grams == 0.5 and .repeated_6grams == 0.5
        and .repeated_7grams == 0' <<<"$output"
}

@test "quality: repeated lines, short lines, terminal marks" {
    run -0 kcz-stats quality <<<'{"text":"首页\n首页\n这是一个完整的句子。"}'
    jq -e '.quality | .lines == 3 and .repeated_lines == 0.1429 and .terminal_lines == 0.3333' <<<"$output"
}

@test "textrank and tfidf add keywords; twice equals once" {
    kcz-stats df --state corpus >documents
    kcz-stats tfidf --df documents --top 2 corpus >once
    [ "$(head -1 once | jq -r '.keywords[0].text')" = 协会 ]
    kcz-stats tfidf --df documents --top 2 once | same_bytes - once
    kcz-stats textrank --top 2 corpus | head -1 | jq -e '.keywords | length == 2'
    run -2 kcz-stats tfidf corpus
}

# --- states

commands() {
    printf '%s\n' overview freq 'freq --df --by .meta.source' df 'ngram -n 3' 'summary -f x -f text' \
        'hist -f x' 'trend --term 词1 --term 词2' 'cooc --min 1' 'coll --window 3' 'disp --by .meta.date[0:4]' \
        zipf heaps 'key --target .meta.source=s1' report 'freq --approx --content' 'summary -f x --approx'
}

@test "every statistic: any split, any order, any tree of merges gives the same bytes" {
    make_many
    while read -r command; do
        # shellcheck disable=SC2086 # options are words
        kcz-stats $command many >whole
        for k in 1 2 7; do
            rm -f shard.* state.*
            shards "$k"
            for shard in shard.*; do
                # shellcheck disable=SC2086
                kcz-stats $command --state "$shard" >"state.${shard#shard.}"
            done
            kcz-stats merge state.* | same_bytes - whole || { echo "$command: $k"; false; }
        done
        kcz-stats merge --state state.3 state.0 state.6 >left
        kcz-stats merge --state state.5 state.1 >right
        kcz-stats merge left state.4 right state.2 | same_bytes - whole || { echo "$command: tree"; false; }
    done < <(commands)
}

@test "the state of the whole is the merged state of the parts, byte for byte" {
    make_many
    kcz-stats freq --state many >whole
    shards 5
    for i in 0 1 2 3 4; do kcz-stats freq --state "shard.$i" >"state.$i"; done
    kcz-stats merge --state state.4 state.2 state.0 state.1 state.3 | same_bytes - whole
}

@test "a state is sorted bytewise, with header and end" {
    kcz-stats freq --state corpus >state
    head -1 state | jq -e '."kcz-stats" | .schema == 1 and .command == "freq" and .parameters.field == [".tokens[]"]'
    tail -1 state | jq -e '.end.rows == 12'
    grep '"k"' state | sed 's/.*\["\(.*\)"\],.*/\1/' >keys
    LC_ALL=C sort -c keys
}

@test "merge reads pipes as well as files" {
    kcz-stats freq corpus >whole
    kcz-stats merge <(head -1 corpus | kcz-stats freq --state) <(tail -2 corpus | kcz-stats freq --state) | same_bytes - whole
}

@test "a damaged or foreign state is refused with name, line and reason, and nothing is merged" {
    kcz-stats freq --state corpus >good
    head -n -1 good >short
    head -c 300 good >torn
    sed 's/"v":\[2\]/"v":[3]/' good >changed
    sed '3{h;d};4{G}' good >unsorted
    sed 's/"schema":1/"schema":9/' good >newer
    kcz-stats df --state corpus >other
    { cat good; echo '{}'; } >longer
    printf '\377\n' >binary
    declare -A reason=([short]='short:13: the state ends too early' [torn]='the state ends too early'
        [changed]='checksum does not agree' [unsorted]='unsorted:4: the rows are not sorted'
        [newer]='newer:1: a state of another schema' [other]='other:1: counts something else'
        [longer]='more lines after the end' [corpus]='corpus:1: not a state' [binary]='binary:1: not a state'
        [absent]='absent: No such file')
    for file in "${!reason[@]}"; do
        run -2 --separate-stderr kcz-stats merge good "$file"
        [ -z "$output" ] || { echo "$file: output"; false; }
        [[ $stderr == *"${reason[$file]}"* ]] || { echo "$file: $stderr"; false; }
    done
}

# What is measured is the program, not what a sanitizer adds to it.
skip_under_sanitizer() {
    case $BIN in *asan*) skip "a sanitizer needs memory of its own" ;; esac
}

@test "states of fields with odd names merge, too" {
    printf '{"a b":"x","c.d":{"e f":"y"},"q\\"\\\\\\n":"z","&c":"u"}\n' >in
    for field in "&c" "a b" '.["a b"]' '.["q\"\\\n"]' '.["c.d"]["e f"]' '.["c.d"]'; do
        kcz-stats freq -f "$field" in >whole
        kcz-stats freq -f "$field" --state in >one.state
        kcz-stats merge --state one.state >again.state
        same_bytes one.state again.state
        kcz-stats merge again.state >merged
        cmp whole merged
    done
}

@test "a state whose rows have fewer elements than its command writes is read within its bounds" {
    for command in "coll -f .tokens[]" "cooc -f .tokens[]" report; do
        kcz-stats $command --state corpus | grep -v '"end"' | sed '/^{"k"/d' >odd
        values=$(sed -n '1s/.*"width":\([0-9]\).*/\1/p' odd)
        [ "$values" = 1 ] && values='[2]' || values='[2,2]'
        printf '{"k":["%s"],"v":%s}\n' a "$values" 'length","9' "$values" 'month","2' "$values" >>odd
        sed 1d odd >rows
        sum=$(perl -e 'use integer; undef $/; my $s = 0xCBF29CE484222325; $s = ($s ^ ord) * 0x100000001B3 for split //, <STDIN>; printf "%016x", $s' <rows)
        echo "{\"end\":{\"rows\":$(wc -l <rows),\"checksum\":\"$sum\"}}" >>odd
        run -0 --separate-stderr kcz-stats merge --min 1 odd
        [ -n "$output" ] || { echo "$command"; false; }
    done
}

@test "a header whose field is no path is refused, with --by in it, too" {
    printf '%s\n' '{"kcz-stats":{"schema":1,"command":"freq","width":1,"parameters":{"field":[".a["],"by":[".id"]},"version":"0.1.0"}}' \
        '{"end":{"rows":0,"checksum":"cbf29ce484222325"}}' >odd.state
    run --separate-stderr -2 kcz-stats merge odd.state
    [ -z "$output" ]
    [ -n "$stderr" ]
}

@test "1000 states merge within 32 MiB" {
    skip_under_sanitizer
    make_many
    split -l 1 -d -a 3 many part.
    for part in part.*; do kcz-stats freq --state "$part" >"state.$part"; done
    for more in $(seq 700); do cp state.part.000 "state.more$more"; done
    /usr/bin/time -f %M -o memory kcz-stats merge --state state.* >merged
    tail -1 merged | jq -e .end
    [ "$(cat memory)" -lt 32768 ] || { cat memory; false; }
}

# --- limits

@test "--max-mem is kept and exact" {
    skip_under_sanitizer
    awk 'BEGIN { srand(5); for (i = 0; i < 6000; i++) { printf "{\"tokens\":["
        for (j = 0; j < 60; j++) printf "%s\"w%d\"", j ? "," : "", int(rand() * 300000)
        print "]}" } }' >big
    kcz-stats freq big >all
    [ -s all ]
    md5sum <all >expected
    /usr/bin/time -f %M -o memory kcz-stats freq --max-mem 8M big | md5sum | same_bytes - expected
    [ "$(cat memory)" -lt 16384 ] || { cat memory; false; }
    kcz-stats freq --max-mem 1M big | md5sum | same_bytes - expected
}

@test "--approx tells its bounds and keeps them" {
    jq -nc 'range(0; 20000) | {x: (. * 1.5 + 1), s: "v\(.)"}' >approx
    run -0 kcz-stats freq -f s --approx approx
    jq -e 'select(.what == "distinct") | .n > 19500 and .n < 20500 and .error > 0' <<<"$output"
    run -0 kcz-stats summary -f x --approx approx
    jq -e '(.median - 15000 | fabs) < 15000 * .accuracy * 1.01 and .n == 20000' <<<"$output"
}

# --- forms

@test "a table lines up with Han characters" {
    run -0 kcz-stats freq --top 3 --format table corpus
    [ "${lines[0]}" = 'value  f      pm' ]
    [ "${lines[1]}" = '。     2  166667' ]
    [ "${lines[2]}" = '北京   2  166667' ]
}

@test "bars and sparklines" {
    printf '{"tokens":["甲","甲","乙"]}' >b
    run -0 kcz-stats freq --format bar b
    [ "${lines[0]}" = '甲  2  ████████████████████████████████████████' ]
    [ "${lines[1]}" = '乙  1  ████████████████████' ]
    [[ $(kcz-stats trend --format spark corpus) == '█▁█  '* ]]
}

@test "TSV and CSV escape what would break them" {
    printf '%s\n' '{"tokens":["a\tb","c\"d,e","x\ny"]}' >t
    kcz-stats freq --format tsv t | grep -F 'a\tb	1'
    kcz-stats freq --format csv t | grep -F '"c""d,e",1'
}

@test "no control character reaches the terminal from a table" {
    echo '{"tokens":["\u001b[31m\u202e"]}' >c
    kcz-stats freq --format table c >rows
    [ -s rows ]
    run -1 grep -P '[\x1b]' rows
}

@test "svg and html are well-formed and fetch nothing" {
    echo '{"tokens":["<b>&\"","甲"],"meta":{"date":"2021-01-01"}}' >x
    for command in freq trend zipf 'cooc -f .tokens[] --min 1'; do
        # shellcheck disable=SC2086 # options are words
        kcz-stats $command --format svg x >picture.svg
        xmllint --noout picture.svg
        # shellcheck disable=SC2086
        kcz-stats $command --format html x >page.html
        run -1 grep -oE '(src|href)="[^"]*"|https?://[^"<]*' <(sed 's,http://www.w3.org/2000/svg,,' page.html)
    done
    kcz-stats report corpus >report.html
    grep -q '科技协会' report.html
    grep -q "default-src 'none'" report.html
    grep -q '<td>2021-02</td><td class="n">0</td>' report.html
}

@test "vega, gnuplot and dot" {
    kcz-stats freq --format vega corpus | jq -e '.data.values | length == 9'
    kcz-stats freq --format gnuplot corpus | grep -q '^"北京"	2$'
    kcz-stats cooc --min 1 --format dot corpus | grep -q '"北京" -- "科技协会" \[weight=1'
}

# --- the manual and mistakes

@test "mistakes in options end with status 2 and say which" {
    run -2 --separate-stderr kcz-stats freq --where nothing corpus
    [[ $stderr == *'--where nothing'* ]]
    run -2 kcz-stats ngram -n 99 corpus
    run -2 kcz-stats freq --format poem corpus
    run -2 kcz-stats key corpus
    run -2 kcz-stats hist --width 0.0000001 corpus
    run -2 kcz-stats freq --by '.x[' corpus
}

@test "bad lines are told and left out; the rest is counted" {
    { cat corpus; echo '{"tokens":['; echo '[]'; } >bad
    run -1 --separate-stderr kcz-stats freq bad
    [ "${#lines[@]}" -eq 9 ]
    [[ $stderr == *'bad:4:'*'bad:5:'* ]]
}

@test "a full disk is told" {
    run -2 --separate-stderr bash -c 'kcz-stats freq corpus >/dev/full'
    [[ $stderr == *'No space left'* ]]
}

@test "blanks around a record are no part of it" {
    printf '{"d":"2024-05-01"}\n{}\n' >bare
    printf ' \t{"d":"2024-05-01"}\t \r\n{}\t\r\n' >blanks
    for command in "freq --field .d" "trend --date .d"; do
        # shellcheck disable=SC2086 # words
        kcz-stats $command bare >expected
        # shellcheck disable=SC2086 # words
        kcz-stats $command blanks >out
        same_bytes out expected
    done
}

# --- in a browser

@test "Chromium shows the report and the pictures, without a network" {
    command -v chromium >/dev/null || command -v chromium-browser >/dev/null || skip "Chromium is not installed"
    make_many
    jq -c '.facts = [{type: "post", person: {text: "张三"}, post: {text: "馆长"}, org: {text: "科技馆"}}]' many >facts
    kcz-stats report --title 样例 facts >report.html
    "$ROOT/tests/browser/show" report.html report.png >report.dom
    [ "$(grep -c '<svg' report.dom)" -eq 6 ]
    grep -q '张三 馆长 科技馆' report.dom
    # a page on which nothing is drawn packs into a few kilobytes
    [ "$(wc -c <report.png)" -gt 60000 ]
    kcz-stats cooc --format svg many >network.svg
    "$ROOT/tests/browser/show" network.svg network.png >network.dom
    [ "$(grep -o '<circle' network.dom | wc -l)" -eq 11 ]
    [ "$(wc -c <network.png)" -gt 15000 ]
}
