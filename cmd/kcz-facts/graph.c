#include "graph.h"

#include <pthread.h>
#include <stdlib.h>

#include "blob.h"
#include "json.h"
#include "memory.h"

enum { FLUSH_AT = 1 << 16 };

/* A node has only from; an edge has all. Names are the graph's. */
struct entry {
    const char *type; /* of an edge: the fact's; NULL: a node */
    struct span from, to, label;
    const char *from_type, *to_type;
    bool former;
    uint64_t hash;
    size_t count;
};

struct graph {
    pthread_mutex_t lock;
    struct arena names;
    struct entry *entries;
    size_t count, capacity;
    size_t *slots; /* 1 + index of the entry; a power of two of them */
    size_t slot_count;
    struct buf key;
};

/* Which slots of a fact make an edge, and what they are called where they are no entities. */
static const struct {
    const char *fact, *from, *from_type, *to, *to_type, *label;
} edges[] = {
    {"post", "person", "PER", "org", "ORG", "post"},
    {"affiliation", "person", "PER", "org", "ORG", NULL},
    {"pilot", "place", "LOC", "programme", "PROG", "level"},
    {"issued", "issuer", "ORG", "document", "DOC", NULL},
    {"award", "recipient", "PER", "award", "AWARD", NULL},
    {"event", "organiser", "ORG", "event", "EVENT", NULL},
    {"programme_owner", "org", "ORG", "programme", "PROG", NULL},
};

struct graph *graph_new(void)
{
    struct graph *graph = memory_new(1, sizeof *graph);

    pthread_mutex_init(&graph->lock, NULL);
    graph->slot_count = 1024;
    graph->slots = memory_new(graph->slot_count, sizeof *graph->slots);
    return graph;
}

void graph_free(struct graph *graph)
{
    if (graph == NULL)
        return;
    pthread_mutex_destroy(&graph->lock);
    arena_free(&graph->names);
    free(graph->entries);
    free(graph->slots);
    buf_free(&graph->key);
    free(graph);
}

static uint64_t hash_entry(struct graph *graph, const struct entry *entry)
{
    const struct span parts[] = {span_of(entry->type == NULL ? "" : entry->type),
                                 span_of(entry->from_type),
                                 entry->from,
                                 span_of(entry->to_type),
                                 entry->to,
                                 entry->label};

    buf_clear(&graph->key);
    buf_add_char(&graph->key, entry->former ? '1' : '0');
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        buf_add_span(&graph->key, parts[i]);
        buf_add_char(&graph->key, '\0');
    }
    return blob_checksum(graph->key.data, graph->key.len) * UINT64_C(0x9E3779B97F4A7C15);
}

static int compare_spans(struct span a, struct span b)
{
    size_t least = a.len < b.len ? a.len : b.len;
    int order = least == 0 ? 0 : memcmp(a.at, b.at, least);

    return order != 0 ? order : a.len < b.len ? -1 : a.len > b.len;
}

/* Nodes first, then edges by kind; each by its names. */
static int compare_entries(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    int order;

    if ((a->type == NULL) != (b->type == NULL))
        return a->type == NULL ? -1 : 1;
    order = a->type == NULL ? 0 : strcmp(a->type, b->type);
    if (order == 0)
        order = strcmp(a->from_type, b->from_type);
    if (order == 0)
        order = compare_spans(a->from, b->from);
    if (order == 0)
        order = strcmp(a->to_type, b->to_type);
    if (order == 0)
        order = compare_spans(a->to, b->to);
    if (order == 0)
        order = compare_spans(a->label, b->label);
    return order != 0 ? order : (int)a->former - (int)b->former;
}

static size_t *slot_of(const struct graph *graph, const struct entry *entry)
{
    size_t slot = (size_t)(entry->hash >> 20) & (graph->slot_count - 1);

    while (graph->slots[slot] != 0 &&
           (graph->entries[graph->slots[slot] - 1].hash != entry->hash ||
            compare_entries(&graph->entries[graph->slots[slot] - 1], entry) != 0))
        slot = (slot + 1) & (graph->slot_count - 1);
    return &graph->slots[slot];
}

static void grow(struct graph *graph)
{
    graph->capacity = graph->capacity * 2 + 256;
    graph->entries = memory_resize(graph->entries, graph->capacity, sizeof *graph->entries);
    if (graph->capacity * 2 < graph->slot_count)
        return;
    while (graph->slot_count < graph->capacity * 2)
        graph->slot_count *= 2;
    free(graph->slots);
    graph->slots = memory_new(graph->slot_count, sizeof *graph->slots);
    for (size_t i = 0; i < graph->count; i++)
        *slot_of(graph, &graph->entries[i]) = i + 1;
}

static struct span keep(struct graph *graph, struct span text)
{
    char *copy = arena_take(&graph->names, text.len + 1, 1);

    if (text.len > 0)
        memcpy(copy, text.at, text.len);
    return (struct span){copy, text.len};
}

static void count_entry(struct graph *graph, struct entry entry)
{
    size_t *slot;

    if (graph->count == graph->capacity)
        grow(graph);
    entry.hash = hash_entry(graph, &entry);
    slot = slot_of(graph, &entry);
    if (*slot == 0) {
        entry.from = keep(graph, entry.from);
        entry.to = keep(graph, entry.to);
        entry.label = keep(graph, entry.label);
        entry.count = 0;
        graph->entries[graph->count] = entry;
        *slot = ++graph->count;
    }
    graph->entries[*slot - 1].count++;
}

static const char *type_of(const struct argument *argument, const char *otherwise)
{
    return argument->entity != NULL ? entity_type_name(argument->entity->type) : otherwise;
}

static void add_edge(struct graph *graph, const char *type, const struct argument *from,
                     const char *from_type, const struct argument *to, const char *to_type,
                     struct span label, bool former)
{
    struct entry edge = {
        .type = type,
        .from = argument_name(from),
        .to = argument_name(to),
        .label = label,
        .from_type = type_of(from, from_type),
        .to_type = type_of(to, to_type),
        .former = former,
    };

    count_entry(graph,
                (struct entry){.from = edge.from, .from_type = edge.from_type, .to_type = ""});
    count_entry(graph, (struct entry){.from = edge.to, .from_type = edge.to_type, .to_type = ""});
    count_entry(graph, edge);
}

/* Every party of an agreement with every party of another side. */
static void add_agreement(struct graph *graph, const struct fact *fact)
{
    const struct slot *parties = fact_slot(fact, "parties");
    const struct slot *paper = fact_slot(fact, "document");
    struct span label = paper != NULL && paper->kind == SLOT_ARGUMENT
                            ? argument_name(&paper->argument)
                            : (struct span){"", 0};

    for (size_t i = 0; i < parties->side_count; i++)
        for (size_t j = i + 1; j < parties->side_count; j++)
            for (size_t a = 0; a < parties->sides[i].count; a++)
                for (size_t b = 0; b < parties->sides[j].count; b++)
                    add_edge(graph, "signed", &parties->sides[i].arguments[a], "ORG",
                             &parties->sides[j].arguments[b], "ORG", label, false);
}

static void add_fact(struct graph *graph, const struct fact *fact)
{
    const struct slot *status = fact_slot(fact, "status");

    if (strcmp(fact->type, "signed") == 0) {
        add_agreement(graph, fact);
        return;
    }
    for (size_t i = 0; i < sizeof edges / sizeof *edges; i++) {
        const struct slot *from, *to, *label;

        if (strcmp(fact->type, edges[i].fact) != 0)
            continue;
        from = fact_slot(fact, edges[i].from);
        to = fact_slot(fact, edges[i].to);
        label = edges[i].label != NULL ? fact_slot(fact, edges[i].label) : NULL;
        if (from != NULL && to != NULL && from->kind == SLOT_ARGUMENT && to->kind == SLOT_ARGUMENT)
            add_edge(graph, edges[i].fact, &from->argument, edges[i].from_type, &to->argument,
                     edges[i].to_type,
                     label != NULL ? argument_name(&label->argument) : (struct span){"", 0},
                     status != NULL && strcmp(status->word, "former") == 0);
    }
}

void graph_add(struct graph *graph, const struct fact_list *facts)
{
    pthread_mutex_lock(&graph->lock);
    for (size_t i = 0; i < facts->count; i++)
        add_fact(graph, facts->found[i].fact);
    pthread_mutex_unlock(&graph->lock);
}

static void sort_entries(struct graph *graph)
{
    if (graph->count > 1)
        qsort(graph->entries, graph->count, sizeof *graph->entries, compare_entries);
}

static void add_dot_text(struct buf *out, struct span text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.at[i];

        if (byte == '"' || byte == '\\')
            buf_add_char(out, '\\');
        buf_add_char(out, byte < 0x20 ? ' ' : (char)byte);
    }
}

static void add_dot_name(struct buf *out, const char *type, struct span name)
{
    buf_add_char(out, '"');
    buf_add_text(out, type);
    buf_add_char(out, ' ');
    add_dot_text(out, name);
    buf_add_char(out, '"');
}

static void add_dot_entry(struct buf *out, const struct entry *entry)
{
    buf_add_text(out, "    ");
    add_dot_name(out, entry->from_type, entry->from);
    if (entry->type == NULL) {
        buf_add_text(out, " [label=\"");
        add_dot_text(out, entry->from);
        buf_add_text(out, strcmp(entry->from_type, "PER") == 0 ? "\", shape=ellipse]" : "\"]");
    } else {
        buf_add_text(out, " -> ");
        add_dot_name(out, entry->to_type, entry->to);
        buf_add_text(out, " [label=\"");
        add_dot_text(out, entry->label.len > 0 ? entry->label : span_of(entry->type));
        buf_add_char(out, '"');
        if (strcmp(entry->type, "signed") == 0)
            buf_add_text(out, ", dir=none");
        if (entry->former)
            buf_add_text(out, ", style=dashed");
        buf_add_char(out, ']');
    }
    buf_add_text(out, ";\n");
}

void graph_write_dot(struct graph *graph, struct filter_output *output)
{
    struct buf *out = &output->lines;

    sort_entries(graph);
    buf_add_text(out, "digraph facts {\n    rankdir=LR;\n    node [shape=box];\n");
    for (size_t i = 0; i < graph->count; i++) {
        add_dot_entry(out, &graph->entries[i]);
        if (out->len > FLUSH_AT && !filter_flush(output))
            return;
    }
    buf_add_text(out, "}\n");
}

static void add_json_end(struct buf *out, const char *role, const char *type, struct span name)
{
    json_add_key(out, role);
    buf_add_char(out, '{');
    json_add_text(out, "type", span_of(type));
    json_add_text(out, "name", name);
    buf_add_char(out, '}');
}

void graph_write_ndjson(struct graph *graph, struct filter_output *output)
{
    struct buf *out = &output->lines;

    sort_entries(graph);
    for (size_t i = 0; i < graph->count; i++) {
        const struct entry *entry = &graph->entries[i];

        buf_add_char(out, '{');
        if (entry->type == NULL) {
            json_add_text(out, "node", span_of(entry->from_type));
            json_add_text(out, "name", entry->from);
        } else {
            json_add_text(out, "edge", span_of(entry->type));
            add_json_end(out, "from", entry->from_type, entry->from);
            add_json_end(out, "to", entry->to_type, entry->to);
            if (entry->label.len > 0)
                json_add_text(out, "label", entry->label);
            if (entry->former)
                json_add_text(out, "status", span_of("former"));
        }
        json_add_uint(out, "count", entry->count);
        buf_add_text(out, "}\n");
        if (out->len > FLUSH_AT && !filter_flush(output))
            return;
    }
}
