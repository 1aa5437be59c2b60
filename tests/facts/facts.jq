# The facts of a record as lines to compare: posts, agreements and pilots, by full names.
def name: if . == null then "-" else (.norm // .text) end;
.facts[]
| if .type == "post" then [.type, (.person | name), (.post | name), (.org | name), .status]
  elif .type == "signed" then
      [.type, ([.parties[] | map(name) | join("、")] | join(" | ")), (.document | name),
       ((.signatories // []) | map(name) | join("、"))]
  elif .type == "pilot" then [.type, (.place | name), (.programme | name), (.level | name)]
  else empty end
| @tsv
