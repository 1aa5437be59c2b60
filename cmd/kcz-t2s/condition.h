/*
 * What must stand before or behind a key for its entry to hold: alternatives separated by |, each
 * a literal string or one of the classes <edge> (start or end of the text or of a line), <other>
 * (an edge or no Han character), <han>. A leading ! turns the whole around.
 */
#ifndef KCZ_T2S_CONDITION_H
#define KCZ_T2S_CONDITION_H

#include <stdbool.h>
#include <stdint.h>

#include "span.h"

/* Whether the condition, as it is written, holds for what ends at (left) or starts at at. */
bool condition_left(struct span condition, struct span text, const char *at);
bool condition_right(struct span condition, struct span text, const char *at);

#endif
