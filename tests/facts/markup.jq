# A marked-up text ({ORG 青岚市科协}{TITLE 主席}; an entity may stand in another) to the record that
# kcz-ner would make of it. Run as: jq -Rs --arg id ID -cf markup.jq FILE
reduce (sub("\n$"; "") | explode[]) as $c (
    {text: [], open: [], found: [], type: null};
    if .type != null then
        if $c == 32 then .open += [{type, start: (.text | length), nested: []}] | .type = null
        else .type += ([$c] | implode) end
    elif $c == 123 then .type = ""
    elif $c == 125 then
        (.text | length) as $to
        | (.open[-1].start) as $from
        | (.text[$from:$to] | implode) as $text
        | (.open[-1] | {type, text: $text, start: $from, end: $to}
           + (if .nested == [] then {} else {nested} end)) as $entity
        | .open |= .[:-1]
        | if .open == [] then .found += [$entity] else .open[-1].nested += [$entity] end
    else .text += [$c] end
) | {id: $id, text: (.text | implode), entities: .found}
