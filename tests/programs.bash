# For the tests that every program must pass: which filters there are, how each is run on a file of
# records, and records that take them through their paths.

# The programs that turn records into as many records.
record_filters() {
    (cd "$BIN" && ls -d kcz-clean kcz-t2s kcz-segment kcz-ner kcz-facts kcz-dedup 2>/dev/null)
}

# The same and those that read or gather.
all_filters() {
    record_filters
    (cd "$BIN" && ls -d kcz-read kcz-stats kcz-view 2>/dev/null)
}

# command_of PROGRAM FILE: its command line on that file of records (kcz-read: on page.txt)
command_of() {
    case $1 in
    kcz-read) echo "kcz-read --no-sandbox page.txt" ;;
    kcz-dedup) echo "kcz-dedup sign --no-sandbox $2" ;;
    kcz-stats) echo "kcz-stats freq --field .tokens[] --no-sandbox $2" ;;
    *) echo "$1 --no-sandbox $2" ;;
    esac
}

# make_page: page.txt, a small web page as text
make_page() {
    printf '%s\n' '首页 > 新闻' '一个标题' '2024-01-02 来源:日报' '这是正文的第一段,写得足够长。' >page.txt
}

# make_records N: N records of varied text, some with the members that later programs read
make_records() {
    awk -v n="$1" 'BEGIN {
        srand(11)
        split("天津市 滨海新区 南京 科学技术协会 星火计划 試點城市 建設啟動會 李小明 王大為 院长 董事长 " \
              "签署 合作协议 投资3.5亿元 2023年7月26日 去年9月 《行动方案》 創(chuàng)新 &nbsp; 15.6% " \
              "http://a.example/b?c=1 \\u6f22\\u5b57 abc, 。 ， 、 “ ” \\n 的 在 与 和", word, " ")
        count = length(word)
        for (i = 1; i <= n; i++) {
            text = ""
            for (k = int(rand() * 120); k >= 0; k--) text = text word[1 + int(rand() * count)]
            printf "{\"id\":\"r%d\",\"text\":\"%s\",\"meta\":{\"date\":\"2023-07-%02d\"},", i, text, 1 + i % 28
            printf "\"tokens\":[\"%s\",\"%s\"]}\n", word[1 + i % 20], word[1 + i % 13]
        }
    }'
}
