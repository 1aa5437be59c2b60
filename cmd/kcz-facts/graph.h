/*
 * The network that the facts of all records make: names as nodes, facts between two names as edges,
 * both counted. What is written is sorted, so that it does not depend on the order in which threads
 * add their records.
 */
#ifndef KCZ_FACTS_GRAPH_H
#define KCZ_FACTS_GRAPH_H

#include "facts.h"
#include "filter.h"

struct graph;

struct graph *graph_new(void);
void graph_free(struct graph *graph);

/* Adds the facts of one record; may be called by several threads. */
void graph_add(struct graph *graph, const struct fact_list *facts);

/* Writes it as Graphviz's DOT, or as one JSON object a node and an edge. */
void graph_write_dot(struct graph *graph, struct filter_output *output);
void graph_write_ndjson(struct graph *graph, struct filter_output *output);

#endif
