/*
 * Phrases that do nothing: what their characters become one by one is their value, and they keep no
 * other phrase from matching. Without them every text becomes the same.
 */
#ifndef KCZ_COMPILE_T2S_IDLE_H
#define KCZ_COMPILE_T2S_IDLE_H

#include "list.h"

/* Takes them out of a sorted list; rare are the characters that change only on request. */
void idle_drop(struct list *list, const struct list *rare);

#endif
