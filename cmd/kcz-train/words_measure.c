/* Counting words that are right. */
#include "words_measure.h"

struct words_figures words_measure(const struct words_table *table, const struct words_model *model,
                                   enum words_standard standard, const struct words_lines *lines)
{
    struct words_text text = {0};
    size_t right = 0, given = 0, found = 0;
    const char *cut = lines->cuts.data;
    struct words_figures figures = {0};

    for (size_t i = 0; i < lines->count; i++) {
        bool open = true; /* both began a word here, and it is not over */

        words_read(table,
                   span_between(lines->text.data + lines->starts[i],
                                lines->text.data + lines->starts[i + 1]),
                   &text);
        words_apply_rules(standard, &text);
        words_score(table, model, &text);
        words_untie(table, &text);
        for (size_t gap = 0; gap < text.count; gap++, cut++) {
            bool ends = gap + 1 == text.count || text.scores[gap] > 0;

            given += *cut != 0;
            found += ends;
            right += *cut && ends && open;
            if (*cut || ends)
                open = *cut && ends;
        }
    }
    words_text_free(&text);
    if (right) {
        figures.precision = (double)right / (double)found;
        figures.recall = (double)right / (double)given;
        figures.f1 = 2 * (double)right / (double)(found + given);
    }
    return figures;
}
