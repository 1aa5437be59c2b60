# Turns pages.txt into records: {id, text} and, under "want", the particulars and the body. In
# pages.txt a page begins with "### name" and a line of JSON, its particulars; lines of the article
# begin with "=", which is not part of the page.
split("\n### ")[] | ltrimstr("### ") | split("\n")
| .[0] as $name | (.[1] | fromjson) as $want | .[2:]
| if .[-1] == "" then .[:-1] else . end
| {
    id: $name,
    text: (map(ltrimstr("=")) | join("\n")),
    want: ($want + {text: (map(select(startswith("=")) | .[1:]) | join("\n"))})
}
