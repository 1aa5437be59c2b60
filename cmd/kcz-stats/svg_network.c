/*
 * The network of co-occurrences: nodes are the values of the first two columns, edges the rows.
 * Placed by springs and repulsion (Fruchterman and Reingold, 1991) from a circle, with a fixed
 * number of steps, so that the same rows give the same picture.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "draw.h"
#include "memory.h"
#include "svg.h"
#include "svg_element.h"
#include "width.h"

enum { MOST_EDGES = 150, HEIGHT = 560, STEPS = 300, PAD = 60, LABEL = 16 };

struct node {
    struct buf name;
    double x, y, dx, dy;
    double weight; /* of its edges */
};

struct edge {
    size_t from, to;
    double weight;
};

struct graph {
    struct node *nodes;
    struct edge *edges;
    size_t node_count, edge_count;
};

static size_t node_named(struct graph *graph, const struct cell *cell)
{
    struct buf name = {0};

    cell_plain(cell, &name);
    for (size_t i = 0; i < graph->node_count; i++) {
        if (span_equal(buf_span(&graph->nodes[i].name), buf_span(&name))) {
            buf_free(&name);
            return i;
        }
    }
    graph->nodes[graph->node_count] = (struct node){.name = name};
    return graph->node_count++;
}

static void build(struct graph *graph, const struct sheet *sheet)
{
    graph->edge_count = sheet->rows < MOST_EDGES ? sheet->rows : MOST_EDGES;
    graph->edges = memory_new(graph->edge_count + 1, sizeof *graph->edges);
    graph->nodes = memory_new(2 * graph->edge_count + 1, sizeof *graph->nodes);
    for (size_t i = 0; i < graph->edge_count; i++) {
        struct edge *edge = &graph->edges[i];

        edge->from = node_named(graph, draw_cell(sheet, i, 0));
        edge->to = node_named(graph, draw_cell(sheet, i, 1));
        edge->weight = cell_number(draw_cell(sheet, i, sheet->measure));
        graph->nodes[edge->from].weight += edge->weight;
        graph->nodes[edge->to].weight += edge->weight;
    }
}

static void push(struct node *a, struct node *b, double force)
{
    double dx = a->x - b->x, dy = a->y - b->y;
    double distance = fmax(sqrt(dx * dx + dy * dy), 0.01);

    force /= distance;
    a->dx += dx * force;
    a->dy += dy * force;
    b->dx -= dx * force;
    b->dy -= dy * force;
}

static double distance_of(const struct node *a, const struct node *b)
{
    return fmax(hypot(a->x - b->x, a->y - b->y), 0.01);
}

/* One step: all repel each other, edges pull, everything drifts to the middle. */
static void move(struct graph *graph, double ideal, double heat)
{
    for (size_t i = 0; i < graph->node_count; i++) {
        struct node *a = &graph->nodes[i];

        a->dx = -a->x * 0.05 * ideal;
        a->dy = -a->y * 0.08 * ideal;
    }
    for (size_t i = 0; i < graph->node_count; i++) {
        for (size_t j = i + 1; j < graph->node_count; j++) {
            struct node *a = &graph->nodes[i], *b = &graph->nodes[j];

            push(a, b, ideal * ideal / distance_of(a, b));
        }
    }
    for (size_t i = 0; i < graph->edge_count; i++) {
        struct node *a = &graph->nodes[graph->edges[i].from],
                    *b = &graph->nodes[graph->edges[i].to];
        double distance = distance_of(a, b);

        push(a, b, -distance * distance / ideal);
    }
    for (size_t i = 0; i < graph->node_count; i++) {
        struct node *a = &graph->nodes[i];
        double length = fmax(hypot(a->dx, a->dy), 0.01), step = fmin(length, heat);

        a->x += a->dx / length * step;
        a->y += a->dy / length * step;
    }
}

static void lay_out(struct graph *graph)
{
    const double turn = 6.283185307179586;
    double ideal = sqrt((double)SVG_WIDTH * HEIGHT / (double)(graph->node_count + 1)) * 0.6;

    for (size_t i = 0; i < graph->node_count; i++) {
        double angle = turn * (double)i / (double)graph->node_count;

        graph->nodes[i].x = 200 * cos(angle) + (double)(i % 7);
        graph->nodes[i].y = 200 * sin(angle);
    }
    for (int step = 0; step < STEPS; step++)
        move(graph, ideal, 40.0 * (STEPS - step) / STEPS + 0.5);
}

/* Stretches what was laid out over the picture. */
static void fit(struct graph *graph)
{
    double left = INFINITY, right = -INFINITY, top = INFINITY, bottom = -INFINITY;

    for (size_t i = 0; i < graph->node_count; i++) {
        left = fmin(left, graph->nodes[i].x);
        right = fmax(right, graph->nodes[i].x);
        top = fmin(top, graph->nodes[i].y);
        bottom = fmax(bottom, graph->nodes[i].y);
    }
    for (size_t i = 0; i < graph->node_count; i++) {
        struct node *node = &graph->nodes[i];

        node->x = right > left ? PAD + (node->x - left) / (right - left) * (SVG_WIDTH - 2 * PAD)
                               : SVG_WIDTH / 2.0;
        node->y = bottom > top ? 30 + (node->y - top) / (bottom - top) * (HEIGHT - 60)
                               : HEIGHT / 2.0;
    }
}

static void put_edges(const struct graph *graph, struct buf *out)
{
    double most = 0;

    for (size_t i = 0; i < graph->edge_count; i++)
        most = fmax(most, graph->edges[i].weight);
    buf_add_text(out, "<g stroke=\"#9ab\">\n");
    for (size_t i = 0; i < graph->edge_count; i++) {
        const struct node *a = &graph->nodes[graph->edges[i].from];
        const struct node *b = &graph->nodes[graph->edges[i].to];
        double share = most > 0 ? sqrt(fmax(graph->edges[i].weight, 0) / most) : 0;

        buf_printf(out,
                   "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke-width=\"%.2f\" "
                   "stroke-opacity=\"%.2f\"/>\n",
                   a->x, a->y, b->x, b->y, 0.6 + 4 * share, 0.25 + 0.55 * share);
    }
    buf_add_text(out, "</g>\n");
}

static void put_nodes(const struct graph *graph, struct buf *out)
{
    double most = 0;

    for (size_t i = 0; i < graph->node_count; i++)
        most = fmax(most, graph->nodes[i].weight);
    for (size_t i = 0; i < graph->node_count; i++) {
        const struct node *node = &graph->nodes[i];
        double share = most > 0 ? sqrt(fmax(node->weight, 0) / most) : 0;
        struct span name = buf_span(&node->name);
        size_t shown = width_fit(name, LABEL);

        buf_printf(out,
                   "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\"/>"
                   "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\" font-size=\"%.1f\" "
                   "stroke=\"#fff\" stroke-width=\"3\" paint-order=\"stroke\">",
                   node->x, node->y, 3 + 9 * share, svg_colour(0), node->x, node->y - 6 - 9 * share,
                   11 + 5 * share);
        svg_text(out, (struct span){name.at, shown});
        buf_add_text(out, shown < name.len ? "\xE2\x80\xA6</text>\n" : "</text>\n");
    }
}

void svg_network(const struct sheet *sheet, struct buf *out)
{
    struct graph graph = {0};

    build(&graph, sheet);
    lay_out(&graph);
    fit(&graph);
    svg_open(out, sheet->title, SVG_WIDTH, HEIGHT);
    put_edges(&graph, out);
    put_nodes(&graph, out);
    svg_close(out);
    for (size_t i = 0; i < graph.node_count; i++)
        buf_free(&graph.nodes[i].name);
    free(graph.nodes);
    free(graph.edges);
}
