#!/usr/bin/env bats
# kcz-read: files in any encoding into records.

load helpers

setup() {
    cd_scratch
}

# sentence: some Chinese, enough of it to tell encodings apart
sentence() {
    printf '%s\n' '研究所昨日公布了新的成果,参加的单位有十七家。' '“我们还要继续。”他说。'
}

# in_encoding NAME: UTF-8 on stdin in that encoding
in_encoding() {
    iconv -f UTF-8 -t "$1"
}

# field PATH COMMAND...: what the records that the command prints have there, one a line
field() {
    path=$1
    shift
    "$@" | jq -r "$path"
}

# --- records ---------------------------------------------------------------------------------

@test "a file is one record: id, text, encoding" {
    printf '你好\n世界\n' >a.txt
    run -0 kcz-read a.txt
    [ "$output" = '{"id":"a.txt","text":"你好\n世界\n","encoding":"UTF-8"}' ]
}

@test "several files are records in their order; - is standard input" {
    printf 一 >first
    printf 三 >third
    run -0 bash -c 'printf 二 | kcz-read first - third'
    [ "${lines[0]}" = '{"id":"first","text":"一","encoding":"UTF-8"}' ]
    [ "${lines[1]}" = '{"id":"<stdin>","text":"二","encoding":"UTF-8"}' ]
    [ "${lines[2]}" = '{"id":"third","text":"三","encoding":"UTF-8"}' ]
}

@test "without files it reads standard input" {
    run -0 bash -c 'printf 二 | kcz-read'
    [ "$output" = '{"id":"<stdin>","text":"二","encoding":"UTF-8"}' ]
}

@test "an empty file is a record with an empty text, and no record by lines or paragraphs" {
    : >empty
    run -0 kcz-read empty
    [ "$output" = '{"id":"empty","text":"","encoding":"UTF-8"}' ]
    for shape in --lines --paragraphs --json; do
        run -0 kcz-read $shape empty
        [ -z "$output" ]
    done
}

@test "--progress tells records, speed and time on stderr; without it nothing is said" {
    printf '一\n二\n' >a
    printf '<p>三' >b.html
    for arguments in '2 a b.html' '2 -j 2 a b.html' '2 --lines a' '1 --html b.html' '0 absent'; do
        read -r records options <<<"$arguments"
        # shellcheck disable=SC2086 # options and files
        kcz-read --progress $options 2>told >/dev/null || [ "$records" -eq 0 ]
        grep -qxE "kcz-read: $records records, [0-9.]+ MB/s, [0-9.]+ s" told || { cat told; false; }
    done
    run -0 --separate-stderr kcz-read a
    [ -z "$stderr" ]
}

@test "--lines: one record a line that is not blank, numbered as editors do" {
    printf '一\n\n  \n　\n二\r\n三' >a
    run -0 kcz-read --lines a
    [ "${lines[0]}" = '{"id":"a:1","text":"一","encoding":"UTF-8"}' ]
    [ "${lines[1]}" = '{"id":"a:5","text":"二","encoding":"UTF-8"}' ]
    [ "${lines[2]}" = '{"id":"a:6","text":"三","encoding":"UTF-8"}' ]
    [ "${#lines[@]}" -eq 3 ]
}

@test "--paragraphs: blank lines end paragraphs; the id has the first line's number" {
    printf '\n\n一\n二\n \n\n三\r\n四\n　\n' >a
    run -0 kcz-read --paragraphs a
    [ "${lines[0]}" = '{"id":"a:3","text":"一\n二","encoding":"UTF-8"}' ]
    [ "${lines[1]}" = '{"id":"a:7","text":"三\n四","encoding":"UTF-8"}' ]
    [ "${#lines[@]}" -eq 2 ]
}

@test "--json only re-encodes the lines; trail bytes that look like \\ and \" are no harm" {
    # 誠 is D55C and 乗 8152 in GBK: D5 5C ends in a backslash
    printf '%s\n' '{"id":"1","text":"誠實\\“許”","n":1.0}' '{"text":"會議功能"}' >utf8
    in_encoding GB18030 <utf8 >gbk
    grep -qP '\xD5\x5C' gbk
    kcz-read --json gbk >out
    same_bytes utf8 out
}

@test "--json adds the last LF, and makes CRLF into LF" {
    printf '{"text":"一"}\r\n{"text":"二"}' >a
    run -0 kcz-read --json a
    [ "$output" = $'{"text":"一"}\n{"text":"二"}' ]
    [ "$(kcz-read --json a | wc -c)" -eq 30 ]
}

# in_pieces LENGTH: stdin in writes of that many bytes, each after the one before was read
in_pieces() {
    perl -e 'while (sysread STDIN, $c, $ARGV[0]) {
            syswrite STDOUT, $c;
            do { ioctl STDOUT, 0x541B, $left = "\0" x 4 } while unpack "i", $left # FIONREAD
        }' "$1"
}

@test "CRLF becomes LF, a lone CR and NUL are text, wherever a read ends" {
    printf 'a\r\nb\rc\0d\r\r\ne\r' >a
    kcz-read a >whole
    [ "$(jq -c .text whole)" = '"a\nb\rc\u0000d\r\ne\r"' ]
    in_pieces 1 <a | kcz-read - |
        sed 's/<stdin>/a/' >bytes
    same_bytes whole bytes
}

@test "every shape gives the same for one-byte reads, in every encoding" {
    sentence >utf8
    sentence | sed 's/$/\n/' >>utf8
    for encoding in UTF-8 GB18030 BIG5-HKSCS UTF-16LE UTF-16BE; do
        iconv -c -f UTF-8 -t $encoding <utf8 >a
        for shape in '' --lines --paragraphs --json --html; do
            kcz-read $shape - <a >whole
            in_pieces 1 <a | kcz-read $shape - >bytes
            same_bytes whole bytes || { echo "$encoding $shape"; false; }
        done
    done
}

@test "broken bytes of a stateful encoding give the same wherever a read ends" {
    perl -e 'srand 7; @pieces = ("\e\$)A", "\e\$)E", "\e\$*H", "\e\$B", "\e(B", "\e\$)C", "\e\$", "\e",
            "\x0E", "\x0F", "\x0E", "\eN", "\n", "abc", "\xFF", "\$(", "&AGE-", "+ZeVnLIqe-");
        print rand() < .5 ? $pieces[rand @pieces] : join("", map { chr(0x21 + rand 0x5E) } 1 .. rand 7)
            for 1 .. 1500' >a
    for encoding in ISO-2022-CN ISO-2022-CN-EXT ISO-2022-JP-2 ISO-2022-KR UTF-7 UTF-32 EUC-TW; do
        kcz-read --report --from $encoding - <a >whole
        for length in 1 3 1021; do
            in_pieces $length <a | kcz-read --report --from $encoding - >pieces
            same_bytes whole pieces || { echo "$encoding $length"; false; }
        done
    done
}

@test "file names that are not UTF-8 give well-formed ids that can be undone" {
    name=$(printf 'b\xB9\xFA%%')
    printf 一 >"$name"
    run -0 kcz-read "$name"
    [ "$(jq -r .id <<<"$output")" = 'b%B9%FA%25' ]
    printf 一 >'100%'
    [ "$(field .id kcz-read '100%')" = '100%' ]
}

@test "names and texts with quotes, backslashes and control characters are escaped" {
    printf '"\\\t\001' >'a"\b'
    run -0 kcz-read 'a"\b'
    [ "$output" = '{"id":"a\"\\b","text":"\"\\\t\u0001","encoding":"UTF-8"}' ]
}

# --- encodings -------------------------------------------------------------------------------

@test "detected: UTF-8, GB18030, Big5, UTF-16 of both kinds" {
    sentence >utf8
    printf '%s\n' '研究所昨日公布了新的成果,參加的單位有十七家。' >hant
    for encoding in UTF-8 GB18030 UTF-16LE UTF-16BE; do
        in_encoding $encoding <utf8 >a
        kcz-read a >out
        [ "$(jq -r .encoding out)" = $encoding ]
        [ "$(jq -r .text out)" = "$(cat utf8)" ]
    done
    in_encoding BIG5 <hant >a
    [ "$(field .encoding kcz-read a)" = Big5 ]
    [ "$(field .text kcz-read a)" = "$(cat hant)" ]
}

@test "a byte order mark decides and is dropped" {
    printf '\xEF\xBB\xBF一' >utf8
    printf '\xFF\xFE\x00\x4e' >le
    printf '\xFE\xFF\x4e\x00' >be
    printf '\x84\x31\x95\x33\xD2\xBB' >gb
    run -0 bash -c 'kcz-read utf8 le be gb | jq -r ".text + \" \" + .encoding"'
    [ "${lines[0]}" = '一 UTF-8' ]
    [ "${lines[1]}" = '一 UTF-16LE' ]
    [ "${lines[2]}" = '一 UTF-16BE' ]
    [ "${lines[3]}" = '一 GB18030' ]
}

@test "UTF-16 of mere ASCII is recognised by its NULs" {
    printf 'plain words' | in_encoding UTF-16LE >a
    [ "$(field .text kcz-read a)" = 'plain words' ]
}

@test "bad pairs do not hide the encoding: damaged GBK is GB18030" {
    for _ in 1 2 3 4 5 6 7 8; do sentence; done | in_encoding GB18030 |
        LC_ALL=C sed 's/\(.\{20\}\)./\1\xFF/g' >a
    [ "$(field .encoding kcz-read -q a)" = GB18030 ]
    # a reading put between the bytes of two characters, as broken converters do
    sentence | in_encoding GB18030 | LC_ALL=C sed 's/\xD0\xF8/\xD0(x\xA8\xB4)\xF8/' >a
    run -0 kcz-read -q a
    [ "$(jq -r .encoding <<<"$output")" = GB18030 ]
    [[ "$(jq -r .text <<<"$output")" == *'继�(xù)'* ]]
}

@test "UTF-8 with broken sequences is still UTF-8" {
    for _ in 1 2 3 4; do sentence; done | LC_ALL=C sed 's/\xE7/\xFF/' >a
    [ "$(field .encoding kcz-read -q a)" = UTF-8 ]
}

@test "a long English head does not hide what follows" {
    { yes '<div class="head">' | head -n 20000; sentence | in_encoding GB18030; } >a
    [ "$(field .encoding kcz-read a)" = GB18030 ]
    [ "$(field .encoding kcz-read --lines a | sort | uniq -c | awk '{ print $2, $1 }' | tr '\n' ' ')" \
        = 'GB18030 2 UTF-8 20000 ' ]
}

@test "--from overrides detection and takes any name that iconv knows" {
    printf '\xd2\xbb\xd0\xa9' >a
    [ "$(field .text kcz-read --from gbk a)" = 一些 ]
    printf 'あいう' | in_encoding SHIFT_JIS >sjis
    run -0 kcz-read --from SHIFT_JIS sjis
    [ "$output" = '{"id":"sjis","text":"あいう","encoding":"SHIFT_JIS"}' ]
    printf '中文' | in_encoding ISO-2022-CN-EXT >iso
    [ "$(field .text kcz-read --from ISO-2022-CN-EXT iso)" = 中文 ]
    run -2 kcz-read --from klingon a
    [ "$output" = 'kcz-read: --from klingon: no such encoding' ]
}

@test "labels of GBK, GB2312 and CP936 mean GB18030, those of Big5 Big5" {
    printf '\xD2\xBB' >gb
    printf '\xA4\x40' >big5
    for label in GBK gb2312 cp936 x-gbk EUC-CN GB18030; do
        [ "$(kcz-read --from $label gb)" = '{"id":"gb","text":"一","encoding":"GB18030"}' ]
    done
    for label in big5 BIG5-HKSCS cp950 x-x-big5; do
        [ "$(kcz-read --from $label big5)" = '{"id":"big5","text":"一","encoding":"Big5"}' ]
    done
}

@test "undecodable bytes become U+FFFD, are counted and told" {
    { sentence | in_encoding GB18030; printf '\xFF\xFF\xD2'; } >a
    kcz-read --report a >out 2>err
    [ "$(jq -r .kcz.read.replaced out)" = 3 ]
    [ "$(jq -r '.text[-3:]' out)" = '���' ]
    [ "$(cat err)" = 'kcz-read: a: 3 undecodable in GB18030, the first at byte 72' ]
    kcz-read -q a >out 2>err
    [ ! -s err ]
}

@test "--strict rejects the file, whole, and goes on with the next" {
    { sentence; printf '\xFF\n'; } >bad
    printf 好 >good
    for shape in '' --lines --paragraphs --json --html; do
        run -1 --separate-stderr kcz-read --strict $shape bad good
        [[ "$output" != *bad* ]] && [[ "$output" == *好* ]]
        [[ "$stderr" == *'bad: 1 undecodable in UTF-8, the first at byte '*'; file rejected'* ]]
    done
}

@test "--report: by what the encoding was found, and how surely" {
    sentence | in_encoding GB18030 >gb
    [ "$(field '.kcz.read | [.by, .confidence > 0.99, .replaced] | @csv' kcz-read --report gb)" = '"bytes",true,0' ]
    [ "$(field .kcz.read.by kcz-read --report --from GBK gb)" = option ]
    printf '\xEF\xBB\xBF' >bom
    [ "$(field .kcz.read.by kcz-read --report bom)" = bom ]
    printf '\x80\x81\x82\x83\x84\x85' >junk
    [ "$(field '.kcz.read.confidence < 0.9' kcz-read -q --report junk)" = true ]
}

@test "--report: nobody is sure of what is no text" {
    awk 'BEGIN { x = 7; for (i = 0; i < 4000; i++) {
        x = (x * 1103515245 + 12345) % 2147483648; printf "\\x%02x", int(x / 65536) % 256 } }' >escapes
    printf "$(cat escapes)" >noise
    [ "$(field '.kcz.read.confidence < 0.5' kcz-read -q --report noise)" = true ]
    [ "$(field '.kcz.read.confidence < 0.5' kcz-read -q --report /bin/cat)" = true ]
    for encoding in GB18030 UTF-16LE UTF-16BE; do
        sentence | in_encoding $encoding >text
        [ "$(field '.kcz.read.confidence > 0.9' kcz-read --report text)" = true ]
    done
}

@test "a live stream is not kept waiting once its encoding is clear" {
    mkfifo pipe
    kcz-read --lines pipe >out &
    exec 7>pipe
    sentence | in_encoding GB18030 >&7
    eventually [ -s out ]
    exec 7>&-
    wait
    [ "$(head -n 1 out | jq -r .id)" = pipe:1 ]
}

# decoded ENCODING BYTES TEXT: what bytes (as printf writes them) are in that encoding
decoded() {
    # shellcheck disable=SC2059 # the bytes are a format
    [ "$(printf "$2" | kcz-read -q --json --from "$1")" = "$3" ] || { echo "$1 $2"; false; }
}

@test "GB18030: four bytes reach all of Unicode, and what stands for nothing is U+FFFD" {
    decoded GB18030 'a\x95\x32\x82\x36b' 'a𠀀b'
    decoded GB18030 '\x81\x30\x81\x30\x81\x30\x8b\x39' "$(printf '\xc2\x80\xc4\x82')"
    decoded GB18030 '\x81\x35\xf4\x37' "$(printf '\xee\x9f\x87')" # the one outside the ranges
    decoded GB18030 'a\xfe\x39\xfe\x39b' 'a�b'
    decoded GB18030 'a\x84\x31\xa5\x30b' 'a�b'
    decoded GB18030 'a\x84\x31zb' 'a�1zb'
}

@test "Big5: a pair of bytes that is two characters, and pairs that are none" {
    decoded Big5 'a\x88\x62b' "$(printf 'a\xc3\x8a\xcc\x84b')"
    decoded Big5 'a\x81\x40b' 'a�@b'
    decoded Big5 'a\x81\xa1b' 'a�b'
}

@test "UTF-16: pairs of surrogates are one character, half a pair is U+FFFD" {
    decoded UTF-16LE '\x3d\xd8\x42\xdeA\0' '🙂A'
    decoded UTF-16BE '\xd8\x3d\xde\x42\0A' '🙂A'
    decoded UTF-16LE '\x3d\xd8A\0\x42\xde' '�A�'
    decoded UTF-16LE 'A\0\x3d\xd8' 'A�'
    run --separate-stderr kcz-read --from UTF-16LE < <(printf 'A\0\x42\xde')
    [[ $stderr == *'1 undecodable in UTF-16LE, the first at byte 3'* ]]
}

@test "other encodings by iconv: what is wrong in them is U+FFFD, too, and counted" {
    decoded SHIFT_JIS '\x82\xa0\x82\xffab' 'あ��ab'
    decoded EUC-JP '\xa4\xa2\xff\xa4' 'あ��'
    run --separate-stderr kcz-read --from EUC-JP < <(printf '\xa4\xa2\xff')
    [[ $stderr == *'1 undecodable in EUC-JP, the first at byte 3'* ]]
    # a character that two reads share
    [ "$(kcz-read --json --from SHIFT_JIS < <(printf '\x82'; sleep 0.2; printf '\xa0'))" = あ ]
}

@test "--max-text counts what it leaves out" {
    printf '一二三四五六七八九十\n一\n一二三四五六七八九十\n' >a
    run -1 --separate-stderr kcz-read --max-text 9 --lines a
    [ "$stderr" = 'kcz-read: a:1: longer than 9 bytes (--max-text); left out, and 1 more' ]
    # also of lines that do not end with the block that was read
    { printf '一\n'; head -c 300000 /dev/zero | tr '\0' a; printf '\r\n二\n'; } >b
    run -1 --separate-stderr kcz-read --max-text 1000 --lines b
    [ "${#lines[@]}" -eq 2 ]
    [ "$stderr" = 'kcz-read: b:2: longer than 1000 bytes (--max-text); left out' ]
}

# --- trouble ---------------------------------------------------------------------------------

@test "directories and missing files are told, the others read, exit status 1" {
    mkdir folder
    printf 好 >good
    run -1 --separate-stderr kcz-read folder missing good
    [ "$output" = '{"id":"good","text":"好","encoding":"UTF-8"}' ]
    [ "$stderr" = $'kcz-read: folder: Is a directory; name the files in it\nkcz-read: missing: No such file or directory' ]
}

@test "--max-text leaves longer texts out and says so" {
    printf '一二三\n四\n五六七八\n' >a
    run -1 --separate-stderr kcz-read --max-text 9 --lines a
    [ "$(jq -r .text <<<"$output" | tr '\n' ' ')" = '一二三 四 ' ]
    [ "$stderr" = 'kcz-read: a:3: longer than 9 bytes (--max-text); left out' ]
    run -1 --separate-stderr kcz-read --max-text 9 a
    [ -z "$output" ]
    [ "$stderr" = 'kcz-read: a: longer than 9 bytes (--max-text); left out' ]
    run -1 --separate-stderr kcz-read --max-text 12 --paragraphs a
    [ -z "$output" ]
    run -0 kcz-read --max-text 1k a
}

@test "a line of any length under --max-text 1M is left out in little memory" {
    [ "$BIN" = "$ROOT/bin" ] || skip "the sanitizers take memory of their own"
    { printf 一; yes aaaaaaaaa | head -n 5000000 | tr -d '\n'; printf '\n二\n'; } >a
    run -1 --separate-stderr bash -c 'ulimit -v 100000; kcz-read --max-text 1M --lines a'
    [ "$output" = '{"id":"a:2","text":"二","encoding":"UTF-8"}' ]
}

@test "--jobs N: the same bytes and the same messages for every N" {
    for i in $(seq 60); do
        { sentence; seq $((i * 37 % 400)); } | in_encoding GB18030 >"f$i"
    done
    printf '\xFF' >>f7
    run -1 --separate-stderr kcz-read f? missing f??
    one=$output said=$stderr
    for n in 2 5 0; do
        run -1 --separate-stderr kcz-read --jobs $n f? missing f??
        [ "$output" = "$one" ] && [ "$stderr" = "$said" ]
    done
    kcz-read --lines f? f?? >one
    kcz-read --lines -j 3 f? f?? >three
    same_bytes one three
}

@test "wrong use is told in one line, exit status 2" {
    run -2 kcz-read --lines --json
    [ "$output" = 'kcz-read: --lines, --paragraphs, --json and --html exclude each other' ]
    run -2 kcz-read --nonsense
    run -2 kcz-read --jobs x
}

@test "a full disk is noticed" {
    printf 好 >a
    run -2 bash -c 'kcz-read a >/dev/full'
    [ "$output" = 'kcz-read: <stdout>: No space left on device' ]
}

# --- HTML ------------------------------------------------------------------------------------

# page: HTML on stdin → its text
page() {
    kcz-read --html - | jq -r .text
}

@test "--html: blocks stand on lines, inline elements do not break them" {
    run -0 page <<<'<body><h1>标<b>题</b></h1><div>一<p>二<br>三<p>四</div>五<ul><li>六<li>七</ul>'
    [ "$output" = $'标题\n一\n二\n三\n四\n五\n六\n七' ]
}

@test "--html: cells are separated by tabs, also empty ones, also with blocks in them" {
    run -0 page <<<'<table><tr><th>年<th>数<tr><td><p>一</p></td><td></td><td><div>三</div></table>后'
    [ "$output" = $'年\t数\n一\t\t三\n后' ]
}

@test "--html: a table that only lays out a page does not glue its columns" {
    run -0 page <<<'<table><tr><td><p>菜单一<p>菜单二</td><td><p>正文一<p>正文二</td></tr></table>'
    [ "$output" = $'菜单一\n菜单二\n正文一\n正文二' ]
}

@test "--html: white space is one space, none between Hanzi where the source breaks the line" {
    run -0 page <<<$'<p>  两个\n 汉字 之间,a\nb\t\t c  </p>'
    [ "$output" = '两个汉字 之间,a b c' ]
}

@test "--html: pre keeps its lines" {
    run -0 page <<<$'前<pre>\n一  二\n\n  三</pre>后'
    [ "$output" = $'前\n一  二\n\n  三\n后' ]
}

@test "--html: scripts, styles, comments and the like are left out" {
    run -0 page <<<'甲<script>if (a<b) "</div>"</script><style>p{}</style><!-- <p>丙 --><noscript>丁</noscript><template>戊</template><![if IE]>乙<![endif]>'
    [ "$output" = 甲乙 ]
}

@test "--html: entities are decoded" {
    run -0 page <<<'&lt;&#x4e2d;&#22269;&gt;&ldquo;&middot;&nbsp;&amp;&unknown;'
    [ "$output" = '<中国>“·'$'\xC2\xA0''&&unknown;' ]
}

@test "--html: broken markup loses no text" {
    run -0 page <<<'<div><p>一<div>二</span></div>三</div></body></html>四<p>五<b>六</i><a href=x y=>七</a>'
    [ "$output" = $'一\n二\n三\n四\n五六七' ]
    run -0 page <<<'a < b, c <3 好 <='
    [ "$output" = 'a < b, c <3 好 <=' ]
}

@test "--html: title, meta tags, time and canonical link go to meta.page" {
    run -0 kcz-read --html - <<'PAGE'
<html><head><title> 一个
 标题 </title><link rel="canonical" href="http://a.example/1">
<meta name="keywords" content="甲,乙"><meta property="og:title" content="题 &quot;一&quot;"><meta name="keywords" content="丙">
</head><body><time datetime="2023-07-01">七月</time><time>昨天</time></body></html>
PAGE
    [ "$(jq -c .meta <<<"$output")" = '{"page":{"title":"一个 标题","canonical":"http://a.example/1","time":["2023-07-01","昨天"],"tags":{"keywords":"甲,乙","og:title":"题 \"一\""}}}' ]
    [ "$(jq -r .text <<<"$output")" = 七月昨天 ]
}

@test "--html: the encoding is that of --from, the mark, the meta tag, or the bytes" {
    printf '<meta charset="gb2312"><p>一些' | in_encoding GB18030 >gb
    [ "$(field '.text + .encoding + .kcz.read.by' kcz-read --html --report gb)" = 一些GB18030meta ]
    # a page that was converted and kept its old meta tag
    { printf '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'; sentence; } >kept
    [ "$(field '.encoding + .kcz.read.by' kcz-read --html --report kept)" = UTF-8bytes ]
    # a name that templates put on anything
    { printf '<meta charset=iso-8859-1>'; sentence | in_encoding GB18030; } >western
    [ "$(field '.encoding' kcz-read --html western)" = GB18030 ]
    # a meta element cut off where the name should be
    printf '<meta charset=' >none
    [ "$(field .encoding kcz-read --html none)" = UTF-8 ]
    printf '<meta charset=shift_jis>あいう' | in_encoding SHIFT_JIS >sjis
    [ "$(field '.text + .encoding' kcz-read --html sjis)" = あいうshift_jis ]
}

@test "--html: pages out of all proportion come out with what they say" {
    perl -e 'print "<div>" x 3000, "深", "</div>" x 3000, "后"' >deep
    [ "$(field .text kcz-read --html deep | tr -d '\n')" = 深后 ]
    perl -e 'print "<a "; print "a$_=1 " for 1 .. 3e4; print ">好"' >wide
    [ "$(field .text kcz-read --html wide)" = 好 ]
    printf '<p>前\0后</p>' >nul
    [ "$(field .text kcz-read --html nul)" = 前后 ]
    printf '<?xml version="1.0" encoding = "big5"?><p>試點</p>' | in_encoding BIG5 >declared
    [ "$(field '.text + .encoding' kcz-read --html declared)" = 試點Big5 ]
    printf '<meta charset>\n<meta charset = gbk><p>试点</p>' | in_encoding GBK >declared
    [ "$(field '.text + .encoding' kcz-read --html declared)" = 试点GB18030 ]
}

@test "--html: hostile pages take linear time and little stack" {
    [ "$BIN" = "$ROOT/bin" ] || skip "the sanitizers take time and stack of their own"
    for pattern in '<div>' '<b>' '<p>' '<table>' '<a x=' '<' '&' '<!--' '<ul><li>' '<td>' '<i a="' '</x>' '<x>' '"'; do
        perl -e 'print $ARGV[0] x (2e6 / length $ARGV[0])' -- "$pattern" >hostile
        within 10 bash -c 'ulimit -s 512; kcz-read --html hostile' >/dev/null || { echo "$pattern"; false; }
    done
    perl -e 'print "<b>" x 3e5, "</i>" x 3e5' >hostile
    within 10 kcz-read --html hostile >/dev/null
    perl -e 'print "<a "; print "a$_=1 " for 1 .. 3e5; print ">好"' >hostile
    [ "$(within 10 kcz-read --html hostile | jq -r .text)" = 好 ]
}
