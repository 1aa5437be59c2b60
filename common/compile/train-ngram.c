/*
 * train-ngram MODEL clean-repair.blob one-to-one.tsv WORDS THRESHOLD < text
 *
 * The character n-gram model of kcz-clean (cmd/kcz-clean/ngram.h) from lines of text, which are
 * first turned Traditional one character at a time, as the damaged pages were. WORDS is a list of
 * words ("word count ..." a line) that lend their inner n-grams. Smoothing is interpolated modified
 * Kneser-Ney (Chen and Goodman, 1999); then every n-gram goes whose loss costs the text less than
 * THRESHOLD nats and that no longer one hangs on.
 */
#include <stdio.h>
#include <stdlib.h>

#include "memory.h"
#include "ngram/levels.h"

static bool train(struct trainer *trainer, char **argv, struct buf *why)
{
    struct blob blob;
    FILE *words;

    if (!blob_from_file(&blob, argv[2], "clean-repair", why) ||
        !gbk_open(&trainer->gbk, &blob, why) || !ngram_convert(trainer, argv[3], why))
        return false;
    words = fopen(argv[4], "r");
    if (words == NULL) {
        buf_printf(why, "%s: cannot be read", argv[4]);
        return false;
    }
    ngram_read(trainer, words, true);
    fclose(words);
    ngram_read(trainer, stdin, false);
    ngram_count(trainer);
    ngram_smooth(trainer, strtod(argv[5], NULL));
    return ngram_write(trainer, argv[1], why);
}

int main(int argc, char **argv)
{
    struct buf why = {0};

    if (argc != 6)
        buf_add_text(&why,
                     "usage: train-ngram MODEL clean-repair.blob one-to-one.tsv WORDS THRESHOLD");
    else if (train(memory_new(1, sizeof(struct trainer)), argv, &why))
        return 0;
    fprintf(stderr, "train-ngram: %s\n", buf_string(&why));
    return 2;
}
