/* kcz-facts: who holds which post, who signed with whom, what is a pilot of what, which figure. */
#include <stdlib.h>

#include "aliases.h"
#include "document.h"
#include "facts.h"
#include "filter.h"
#include "graph.h"
#include "memory.h"

extern const char blob_facts[], blob_facts_end[];

struct settings {
    const char *graph_format;
    const struct path *field;
    struct rules rules;
    struct graph *graph; /* NULL: records are written */
    bool report;
};

struct worker {
    const struct settings *settings;
    struct arena arena;
    struct fact_list facts;
    struct buf json;
};

static const struct option options[] = {
    {0, "graph", "FORMAT", "the network of all facts, not records: dot, ndjson", OPTION_CHOICE,
     offsetof(struct settings, graph_format), "dot|ndjson"},
    {.kind = OPTION_END},
};

static bool open_rules(void *state, const struct filter_settings *shared, struct buf *why)
{
    struct settings *settings = state;
    struct blob blob;

    settings->field = shared->fields;
    settings->report = shared->report;
    if (settings->graph_format != NULL)
        settings->graph = graph_new();
    return blob_from_memory(&blob, blob_facts, (size_t)(blob_facts_end - blob_facts), "facts",
                            false, why) &&
           rules_open(&settings->rules, &blob, why);
}

static void close_rules(void *state)
{
    struct settings *settings = state;

    graph_free(settings->graph);
}

static void *new_worker(const void *settings)
{
    struct worker *worker = memory_new(1, sizeof *worker);

    worker->settings = settings;
    return worker;
}

static void free_worker(void *state)
{
    struct worker *worker = state;

    arena_free(&worker->arena);
    fact_list_free(&worker->facts);
    buf_free(&worker->json);
    free(worker);
}

/* Fills worker->facts; returns how many sentences were looked through. */
static size_t extract(struct worker *worker, struct span text, struct span entities)
{
    struct document document;
    struct aliases aliases;
    struct extraction extraction = {
        .document = &document,
        .rules = &worker->settings->rules,
        .aliases = &aliases,
        .arena = &worker->arena,
        .facts = &worker->facts,
    };

    document_read(&document, extraction.rules, &worker->arena, text, entities);
    aliases_build(&aliases, &document, extraction.rules, &worker->arena);
    extract_posts(&extraction);
    extract_agreements(&extraction);
    extract_pilots(&extraction);
    extract_frames(&extraction);
    extract_metrics(&extraction);
    fact_list_sort(&worker->facts);
    return document.sentence_count;
}

static enum outcome read_record(void *state, struct record *record, struct buf *why)
{
    struct worker *worker = state;
    struct graph *graph = worker->settings->graph;
    struct span entities = record_json(record, "entities");
    struct span text;
    size_t sentences;

    if (!record_string_at(record, worker->settings->field, &text))
        return graph == NULL ? RECORD_PASS : RECORD_DROP;
    if (entities.at == NULL || json_kind(entities) != JSON_ARRAY) {
        buf_add_text(why, "no entities, which kcz-ner adds");
        return graph == NULL ? RECORD_PASS : RECORD_DROP;
    }
    arena_reset(&worker->arena);
    fact_list_reset(&worker->facts);
    sentences = extract(worker, text, entities);
    if (graph != NULL) {
        graph_add(graph, &worker->facts);
        return RECORD_DROP;
    }
    buf_clear(&worker->json);
    fact_list_write(&worker->facts, &worker->json);
    record_set_json(record, "facts", buf_span(&worker->json));
    if (worker->settings->report) {
        buf_clear(&worker->json);
        buf_add_char(&worker->json, '{');
        json_add_uint(&worker->json, "sentences", sentences);
        json_add_uint(&worker->json, "facts", worker->facts.count);
        buf_add_char(&worker->json, '}');
        record_set_in(record, "kcz", "facts", buf_span(&worker->json));
    }
    return RECORD_DONE;
}

static bool write_graph(void *state, struct filter_output *output, struct buf *why)
{
    struct settings *settings = state;

    (void)why;
    if (settings->graph != NULL && strcmp(settings->graph_format, "dot") == 0)
        graph_write_dot(settings->graph, output);
    else if (settings->graph != NULL)
        graph_write_ndjson(settings->graph, output);
    return true;
}

int main(int argc, char **argv)
{
    struct settings settings = {0};

    return filter_main(
        &(struct filter){
            .name = "kcz-facts",
            .about = "who holds which post, who signed with whom, which figure was named",
            .options = options,
            .settings = &settings,
            .single_field = true,
            .open = open_rules,
            .close = close_rules,
            .worker_new = new_worker,
            .worker_free = free_worker,
            .record = read_record,
            .finish = write_graph,
        },
        argc, argv);
}
