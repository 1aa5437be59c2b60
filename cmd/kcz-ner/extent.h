/*
 * How far the name of an organisation goes beyond what its last part and the words before it show:
 * over the topic of a laboratory, to a head such as 国家, into brackets with its form in law.
 */
#ifndef KCZ_NER_EXTENT_H
#define KCZ_NER_EXTENT_H

#include "document.h"
#include "reach.h"

/*
 * Where a name begins that goes on over nouns before the place in it: 国家超级计算|无锡中心,
 * “科普中国”试点建设|北京工作组, 的|绿色制造|东湖实验室. reach.start if it does not. suffix and end
 * are those of its last part.
 */
size_t head_start(const struct document *document, const struct reach *reach, size_t suffix,
                  size_t end);

/* Whether the name begins with 国家 and says of what. */
bool is_national(const struct document *document, const struct reach *reach,
                 const struct entry *suffix);

/* The end of the name with the form in law that follows it in brackets. */
size_t take_legal_form(const struct document *document, size_t end);

/* The end of the name of a university that ends at end, with the seat in parentheses behind it. */
size_t take_seat(const struct document *document, size_t end);

#endif
