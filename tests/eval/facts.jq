# What facts are compared by: one line a tuple, after the document's name. $full: full names (norm),
# else the words of the text.
def n: if . == null then "-" elif $full then (.norm // .text) else .text end;
def tuples:
    .facts[]
    | if .type == "post" then [.type, (.person | n), (.post | n)]
      elif .type == "signed" then
          .parties as $p | range($p | length) as $i | range($i + 1; $p | length) as $j
          | $p[$i][] as $a | $p[$j][] as $b | ["signed"] + ([$a, $b] | map(n) | sort)
      elif .type == "pilot" then [.type, (.place | n), (.programme | n)]
      elif .type == "issued" then [.type, (.issuer | n), (.document | n)]
      elif .type == "award" then [.type, (.recipient | n), (.award | n)]
      elif .type == "event" then [.type, (.event | n)]
      elif .type == "metric" then [.type, (.measure | n), (.quantity | n)]
      elif .type == "affiliation" then [.type, (.person | n), (.org | n)]
      elif .type == "programme_owner" then [.type, (.org | n), (.programme | n)]
      else empty end;
[.id] + tuples | @tsv
