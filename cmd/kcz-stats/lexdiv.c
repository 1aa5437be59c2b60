/*
 * Lexical diversity of one document: TTR; MATTR (Covington and McFall 2010); MTLD (McCarthy and
 * Jarvis 2010); HD-D (McCarthy and Jarvis 2007); Yule's K (1944).
 */
#include <math.h>
#include <stdlib.h>

#include "cell.h"
#include "document.h"
#include "json.h"
#include "memory.h"

enum { MATTR_WINDOW = 50, HDD_SAMPLE = 42 };

static const double mtld_limit = 0.72;

static double ttr_of(const struct vocabulary *v)
{
    return (double)v->types / (double)v->tokens;
}

/* The mean of the type-token ratios of all windows; of the whole text where it is shorter. */
static double mattr_of(const struct vocabulary *v, size_t window)
{
    uint32_t *inside = memory_new(v->types + 1, sizeof *inside);
    size_t types = 0;
    double sum = 0;

    if (v->tokens < window) {
        free(inside);
        return ttr_of(v);
    }
    for (size_t i = 0; i < v->tokens; i++) {
        types += inside[v->text[i]]++ == 0;
        if (i >= window)
            types -= --inside[v->text[i - window]] == 0;
        if (i + 1 >= window)
            sum += (double)types;
    }
    free(inside);
    return sum / (double)window / (double)(v->tokens - window + 1);
}

/* How many stretches keep the ratio up to the limit; the last one counts in part. */
static double mtld_factors(const struct vocabulary *v, bool backwards)
{
    size_t *last = memory_new(v->types + 1, sizeof *last);
    size_t stretch = 1, types = 0, tokens = 0;
    double factors = 0, ratio = 1;

    for (size_t i = 0; i < v->tokens; i++) {
        uint32_t word = v->text[backwards ? v->tokens - 1 - i : i];

        types += last[word] != stretch;
        last[word] = stretch;
        ratio = (double)types / (double)++tokens;
        if (ratio < mtld_limit) {
            factors++;
            stretch++;
            types = tokens = 0;
            ratio = 1;
        }
    }
    free(last);
    return factors + (1 - ratio) / (1 - mtld_limit);
}

static double mtld_of(const struct vocabulary *v)
{
    double forwards = mtld_factors(v, false), backwards = mtld_factors(v, true);
    double n = (double)v->tokens;

    /* A text without any repetition has no factor: its diversity is its length. */
    return ((forwards > 0 ? n / forwards : n) + (backwards > 0 ? n / backwards : n)) / 2;
}

/* The sum over types of the chance to be in a random sample, by its size; NaN for shorter texts. */
static double hdd_of(const struct vocabulary *v)
{
    double n = (double)v->tokens, sample = HDD_SAMPLE, sum = 0;

    if (v->tokens < HDD_SAMPLE)
        return NAN;
    for (size_t i = 0; i < v->types; i++) {
        double f = (double)v->counts[i];
        double absent = n - f < sample ? 0
                                       : exp(lgamma(n - f + 1) - lgamma(n - f - sample + 1) -
                                             lgamma(n + 1) + lgamma(n - sample + 1));

        sum += (1 - absent) / sample;
    }
    return sum;
}

static double yule_of(const struct vocabulary *v)
{
    double squares = 0, n = (double)v->tokens;

    for (size_t i = 0; i < v->types; i++)
        squares += (double)v->counts[i] * (double)v->counts[i];
    return 1e4 * (squares - n) / (n * n);
}

static void add_real(struct buf *out, const char *name, double real)
{
    json_add_key(out, name);
    if (isfinite(real))
        cell_format_real(out, real);
    else
        buf_add_text(out, "null");
}

void lexdiv_write(const struct vocabulary *vocabulary, const struct document_settings *settings,
                  struct buf *out)
{
    size_t window = settings->window > 0 ? (size_t)settings->window : MATTR_WINDOW;
    bool any = vocabulary->tokens > 0;

    buf_add_char(out, '{');
    json_add_uint(out, "tokens", vocabulary->tokens);
    json_add_uint(out, "types", vocabulary->types);
    add_real(out, "ttr", any ? ttr_of(vocabulary) : NAN);
    add_real(out, "mattr", any ? mattr_of(vocabulary, window) : NAN);
    add_real(out, "mtld", any ? mtld_of(vocabulary) : NAN);
    add_real(out, "hdd", any ? hdd_of(vocabulary) : NAN);
    add_real(out, "yule_k", any ? yule_of(vocabulary) : NAN);
    buf_add_char(out, '}');
}
