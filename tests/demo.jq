# How the demo prints records for the eye, 80 columns wide: a Hanzi is two columns.
def width: explode | map(if . >= 4352 and (. < 8192 or . >= 11904) or . == 12288 then 2 else 1 end) | add // 0;
def pad($n): . + (" " * ([$n - width, 0] | max) // "");
def fit($n): if width <= $n then . else
    reduce (explode[] | [.] | implode) as $c ({out: "", full: false};
        if .full or ((.out + $c) | width) > $n - 2 then .full = true else .out += $c end) | .out + "…" end;
def cell($n): fit($n) | pad($n);

# Lines of at most $n columns, each behind $indent.
def wrap($n; $indent):
    reduce (explode[] | [.] | implode) as $c ([""];
        if ((.[-1] + $c) | width) > $n and ($c | test("[,。、：，；:;)）”》」』！？!?]") | not)
        then . + [$c] else .[-1] += $c end)
    | map($indent + .) | join("\n");

def name: if . == null then "–" else (.norm // .text) end;
def grouped(f): group_by(f) | map({key: (.[0] | f), items: .});

# page: one page with its paragraphs wrapped, the first $n of them.
def paragraphs($n): [.text | split("\n")[] | select(test("\\S"))][:$n] | map(wrap(74; "  ")) | join("\n");

def pages:
    ("page" | cell(26)) + ("encoding" | cell(10)) + ("date" | cell(12)) + "title",
    (.[] | (.id | sub(".*/"; "") | cell(26)) + (.encoding | cell(10)) + ((.meta.date // "–")[:10] | cell(12))
        + ((.meta.title // "–") | fit(32)));

def entities:
    [.[].entities[]? | {type, name: (.norm // .text), text}]
    | grouped(.type) | sort_by(-(.items | length))[]
    | (.key | cell(10)) + ((.items | length | tostring) | (" " * (4 - length)) + .) + "  "
      + ([.items | grouped(.text) | sort_by(-(.items | length))[] | .key
          + (if (.items | length) > 1 then "×\(.items | length)" else "" end)] | join("  ") | fit(64));

def facts_of($type): [.[] | .facts[]? | select(.type == $type)];
def posts:
    facts_of("post") | unique_by([.person.text, .post.text, (.org | name), .status])
    | grouped([.person.text, (.org | name), .status])[]
    | (if .key[2] == "former" then "formerly " else "" end) as $formerly
    | "  " + (.key[0] | cell(10))
      + ($formerly + ([.items[].post.text] | join("、")) | cell(30)) + (.key[1] | fit(36));
def agreements:
    facts_of("signed") | unique_by([[.parties[] | map(name)], (.document | name)] | tostring)
    | sort_by(.parties[0][0] | name)[]
    | "  " + ([.parties[] | map(name) | join("、")] | join(" ⇄ ") | wrap(76; "") | gsub("\n"; "\n  "))
      + (if .document then "\n      " + (.document | name | fit(70)) else "" end);
def pilots:
    facts_of("pilot") | unique_by([(.place | name), .programme.text])[]
    | "  " + (.place | name | cell(14)) + "“" + .programme.text + "” " + .level.text
      + (if .date then "  (" + .date.text + ")" else "" end);
def figures:
    facts_of("metric") | map(select(.measure.text | length <= 12))
    | unique_by([.measure.text, .quantity.text])[]
    | "  " + (.quantity.text | cell(12)) + (.measure.text | cell(26)) + (.subject | name | cell(28))
      + (if .target then "planned" else "" end);
