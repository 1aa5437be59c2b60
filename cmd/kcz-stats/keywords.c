/*
 * Keywords of one document: tf-idf against a corpus whose document frequencies are known, and
 * TextRank (Mihalcea and Tarau 2004), which needs the document alone.
 */
#include <math.h>
#include <stdlib.h>

#include "document.h"
#include "json.h"
#include "memory.h"

enum { DEFAULT_TOP = 10, DEFAULT_WINDOW = 5, ROUNDS = 30 };

static const double damping = 0.85;

/* Appends the keywords with the best scores; equal ones in the order of their first occurrence. */
static void keywords_write(const struct vocabulary *vocabulary, const double *scores, size_t top,
                           struct buf *out)
{
    bool *taken = memory_new(vocabulary->types + 1, sizeof *taken);

    if (top == 0)
        top = DEFAULT_TOP;
    buf_add_char(out, '[');
    for (size_t n = 0; n < top && n < vocabulary->types; n++) {
        size_t best = vocabulary->types;

        for (size_t i = 0; i < vocabulary->types; i++) {
            if (!taken[i] && (best == vocabulary->types || scores[i] > scores[best]))
                best = i;
        }
        taken[best] = true;
        buf_add_text(out, n == 0 ? "{" : ",{");
        json_add_text(out, "text", vocabulary->words[best]);
        json_add_key(out, "score");
        buf_printf(out, "%.6g}", scores[best]);
    }
    buf_add_char(out, ']');
    free(taken);
}

void tfidf_write(const struct vocabulary *vocabulary, const struct document_settings *settings,
                 struct buf *out)
{
    double *scores = memory_new(vocabulary->types + 1, sizeof *scores);

    for (size_t i = 0; i < vocabulary->types; i++) {
        const uint64_t *documents = tally_find(&settings->frequencies, vocabulary->words[i]);
        double df = documents == NULL ? 0 : (double)documents[0];

        scores[i] = (double)vocabulary->counts[i] / (double)vocabulary->tokens *
                    log((settings->documents + 1) / (df + 1));
    }
    keywords_write(vocabulary, scores, (size_t)settings->top, out);
    free(scores);
}

struct link {
    uint32_t from, to;
};

/* Counting sort by one end; links of equal ends keep their order. */
static void sort_links(const struct link *links, size_t count, bool by_from, size_t types,
                       struct link *sorted)
{
    size_t *starts = memory_new(types + 1, sizeof *starts);

    for (size_t i = 0; i < count; i++)
        starts[(by_from ? links[i].from : links[i].to) + 1]++;
    for (size_t i = 0; i < types; i++)
        starts[i + 1] += starts[i];
    for (size_t i = 0; i < count; i++)
        sorted[starts[by_from ? links[i].from : links[i].to]++] = links[i];
    free(starts);
}

/* Both directions of every pair of words within the window, sorted; a repeated one weighs more. */
static size_t find_links(const struct vocabulary *v, size_t window, struct link **links)
{
    size_t count = 0, most = 2 * window * v->tokens + 1;
    struct link *unsorted = memory_new(most, sizeof *unsorted);

    *links = memory_new(most, sizeof **links);
    for (size_t i = 0; i < v->tokens; i++) {
        for (size_t j = i + 1; j < v->tokens && j < i + window; j++) {
            if (v->text[i] == v->text[j])
                continue;
            (*links)[count++] = (struct link){v->text[i], v->text[j]};
            (*links)[count++] = (struct link){v->text[j], v->text[i]};
        }
    }
    sort_links(*links, count, false, v->types, unsorted);
    sort_links(unsorted, count, true, v->types, *links);
    free(unsorted);
    return count;
}

/* One round; given is memory for what each word gives to each of its neighbours. */
static void spread(const struct link *links, size_t count, const double *degrees, double *scores,
                   double *given, size_t types)
{
    for (size_t i = 0; i < types; i++) {
        given[i] = damping * scores[i] / degrees[i];
        scores[i] = 1 - damping;
    }
    for (size_t i = 0; i < count;) {
        uint32_t from = links[i].from;
        double score = scores[from];

        while (i < count && links[i].from == from)
            score += given[links[i++].to];
        scores[from] = score;
    }
}

void textrank_write(const struct vocabulary *vocabulary, const struct document_settings *settings,
                    struct buf *out)
{
    size_t window = settings->window > 0 ? (size_t)settings->window : DEFAULT_WINDOW;
    size_t types = vocabulary->types, count;
    double *scores = memory_new(types + 1, sizeof *scores);
    double *given = memory_new(types + 1, sizeof *given);
    double *degrees = memory_new(types + 1, sizeof *degrees);
    struct link *links;

    count = find_links(vocabulary, window, &links);
    for (size_t i = 0; i < count; i++)
        degrees[links[i].from]++;
    for (size_t i = 0; i < types; i++)
        scores[i] = 1;
    for (int round = 0; round < ROUNDS; round++)
        spread(links, count, degrees, scores, given, types);
    keywords_write(vocabulary, scores, (size_t)settings->top, out);
    free(scores);
    free(given);
    free(degrees);
    free(links);
}
