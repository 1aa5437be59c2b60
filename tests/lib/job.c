/* job NAME <TEXT: what libkcz makes of standard input, printed as the program would. */
#include <kcz.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct kcz_error error;

static const char *do_job(const char *name, const char *text, size_t len, void **result)
{
    if (strcmp(name, "clean") == 0 || strcmp(name, "meta") == 0) {
        struct kcz_cleaner *cleaner = kcz_cleaner_open(NULL, NULL, &error);
        struct kcz_article *article = *result = kcz_clean(cleaner, text, len, &error);
        kcz_cleaner_close(cleaner);
        return !article ? NULL : *name == 'c' ? article->text : article->meta;
    }
    if (strcmp(name, "convert") == 0) {
        struct kcz_converter *converter = kcz_converter_open(NULL, NULL, &error);
        struct kcz_converted *converted = *result = kcz_convert(converter, text, len, &error);
        kcz_converter_close(converter);
        return converted ? converted->text : NULL;
    }
    if (strcmp(name, "segment") == 0) {
        struct kcz_segmenter *segmenter = kcz_segmenter_open("pku", NULL, NULL, true, &error);
        struct kcz_words *words = *result = kcz_segment(segmenter, text, len, &error);
        kcz_segmenter_close(segmenter);
        return words ? words->json : NULL;
    }
    struct kcz_recogniser *recogniser = kcz_recogniser_open(NULL, false, &error);
    struct kcz_entities *entities = *result = kcz_entities(recogniser, text, len, NULL, &error);
    kcz_recogniser_close(recogniser);
    return entities ? entities->json : NULL;
}

int main(int argc, char **argv)
{
    char *text = malloc(1 << 20);
    void *result = NULL;

    setlocale(LC_ALL, "");
    const char *said = do_job(argv[argc - 1], text, fread(text, 1, 1 << 20, stdin), &result);

    if (!result)
        fprintf(stderr, "%d: %s\n", (int)error.status, error.message);
    else if (said)
        fputs(said, stdout);
    kcz_free(result);
    free(text);
    return !result;
}
