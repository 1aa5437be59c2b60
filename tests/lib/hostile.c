/*
 * hostile: every job of libkcz on texts that nobody would send, from several threads that share the
 * handles. Each text lies at the very end of its memory, so that a reader past it is caught, and
 * the arrays must agree with the text. Prints nothing; ends with abort where something is wrong.
 */
#include <kcz.h>
#include <locale.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { THREADS = 4, HUGE_TEXT = 10 * 1000 * 1000 };

static struct kcz_cleaner *cleaner;
static struct kcz_converter *converter;
static struct kcz_segmenter *segmenter;
static struct kcz_recogniser *recogniser;

static void require(bool holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "not so: %s\n", what);
    abort();
}

static size_t points(const char *text, size_t len)
{
    size_t count = 0;

    for (size_t i = 0; i < len; i++)
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    return count;
}

static void check_words(const char *text, size_t len)
{
    struct kcz_words *words = kcz_segment(segmenter, text, len, NULL);
    size_t byte = 0, point = 0;

    for (size_t i = 0; i < words->count; i++) {
        const struct kcz_word *word = &words->items[i];

        require(word->first_byte >= byte && word->end_byte <= len, "words follow each other");
        point += points(text + byte, word->first_byte - byte);
        require(word->start == point, "a word starts where its bytes do");
        point += points(text + word->first_byte, word->end_byte - word->first_byte);
        require(word->end == point && word->pos && *word->pos, "a word ends where its bytes do");
        byte = word->end_byte;
    }
    kcz_free(words);
}

static void check_entities(const char *text, size_t len)
{
    struct kcz_entities *entities = kcz_entities(recogniser, text, len, "2024-02-07", NULL);

    for (size_t i = 0; i < entities->count && i < 100; i++) {
        const struct kcz_entity *entity = &entities->items[i];

        require(entity->end_byte <= len && points(text, entity->first_byte) == entity->start &&
                    points(text, entity->end_byte) == entity->end,
                "an entity lies where its bytes do");
        require(!entity->has_value || entity->unit, "a value has a unit");
    }
    kcz_free(entities);
}

/* What the text is does not matter here; that nothing breaks does. */
static void check(const char *text, size_t len)
{
    char *tight = malloc(len);
    struct kcz_article *article;
    struct kcz_converted *converted;

    memcpy(tight, text, len);
    article = kcz_clean(cleaner, tight, len, NULL);
    converted = kcz_convert(converter, tight, len, NULL);
    require(article && strlen(article->text) <= article->text_len, "an article ends in NUL");
    require(converted && strlen(converted->text) <= converted->text_len, "so does what came of it");
    check_words(tight, len);
    check_entities(tight, len);
    kcz_free(article);
    kcz_free(converted);
    free(tight);
}

static void refuse(const char *text, size_t len, enum kcz_status status)
{
    struct kcz_error error = {0};

    require(!kcz_clean(cleaner, text, len, &error) && error.status == status, "clean refuses");
    require(!kcz_convert(converter, text, len, &error) && error.status == status, "convert");
    require(!kcz_segment(segmenter, text, len, &error) && error.status == status, "segment");
    require(!kcz_entities(recogniser, text, len, NULL, &error) && error.status == status,
            "entities");
    require(error.message[0] && !kcz_segment(segmenter, text, len, NULL), "with no error too");
}

static void *work(void *unused)
{
    static const char page[] = "首頁 > 新聞\n雲州市科協籌備會\n2024年2月7日 來源:雲州日報\n"
                               "王小明昨天在雲州市投資3.5億元,創(chuàng)新。\0後面";

    check(NULL, 0);
    check("", 0);
    check("\0\0\0", 3);
    check(" \n\t\r\n\n", 7);
    check("\xF4\x8F\xBF\xBF\xEF\xBF\xBD", 7);
    for (size_t len = 0; len < sizeof page; len++)
        if (((unsigned char)page[len] & 0xC0) != 0x80)
            check(page, len);
    refuse("\x80", 1, KCZ_BAD_TEXT);
    refuse("\xE4\xB8", 2, KCZ_BAD_TEXT);
    refuse("\xED\xA0\x80", 3, KCZ_BAD_TEXT);
    refuse("\xC0\x80", 2, KCZ_BAD_TEXT);
    refuse("", (size_t)KCZ_TEXT_MAX + 1, KCZ_TOO_LONG);
    return unused;
}

static void check_huge(const char *piece)
{
    size_t len = strlen(piece), count = HUGE_TEXT / len;
    char *text = malloc(count * len);

    for (size_t i = 0; i < count; i++)
        memcpy(text + i * len, piece, len);
    check(text, count * len);
    free(text);
}

static void refuse_to_open(void)
{
    char name[1000];
    struct kcz_error error;

    for (size_t i = 0; i + 3 < sizeof name; i += 3)
        memcpy(name + i, "語", 4);
    require(!kcz_cleaner_open("R99", NULL, &error) && strstr(error.message, "R99"), "no such rule");
    require(!kcz_cleaner_open(NULL, name, &error) && points(error.message, 251) > 80, "it is cut");
    require(!kcz_converter_open("x", NULL, &error) && strstr(error.message, "x"), "no profile");
    require(!kcz_converter_open(NULL, "/no/file", &error) && strstr(error.message, "/no/file"),
            "no dictionary");
    require(!kcz_segmenter_open("x", NULL, NULL, false, &error), "no such standard");
    require(!kcz_segmenter_open(NULL, "/no/file", NULL, false, &error), "no model of words");
    require(!kcz_segmenter_open(NULL, NULL, "/no/file", false, NULL), "no words");
    require(!kcz_recogniser_open("/dev/null", false, &error), "no model of entities");
    require(!kcz_entities(recogniser, "", 0, "yesterday", &error), "no date");
    require(!kcz_clean(NULL, "", 0, &error) && !kcz_convert(NULL, "", 0, &error) &&
                !kcz_segment(NULL, "", 0, &error) && !kcz_entities(NULL, "", 0, NULL, &error),
            "no handle, no result");
    require(error.status == KCZ_BAD_ARGUMENT && strstr(error.message, "yesterday"),
            "the error is the one before");
}

int main(int argc, char **argv)
{
    pthread_t threads[THREADS];

    setlocale(LC_ALL, "");
    cleaner = kcz_cleaner_open(NULL, NULL, NULL);
    converter = kcz_converter_open("auto", NULL, NULL);
    segmenter = kcz_segmenter_open(NULL, NULL, NULL, true, NULL);
    recogniser = kcz_recogniser_open(NULL, false, NULL);
    refuse_to_open();
    for (int i = 0; i < THREADS; i++)
        pthread_create(&threads[i], NULL, work, NULL);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    for (int i = 1; i < argc; i++)
        check_huge(argv[i]);
    kcz_cleaner_close(cleaner);
    kcz_converter_close(converter);
    kcz_segmenter_close(segmenter);
    kcz_recogniser_close(recogniser);
    kcz_cleaner_close(NULL);
    kcz_converter_close(NULL);
    kcz_segmenter_close(NULL);
    kcz_recogniser_close(NULL);
    kcz_free(NULL);
    return 0;
}
