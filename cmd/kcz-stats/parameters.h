/*
 * The values of options as members of a JSON object, in the header of a state, and back: what is
 * written is what differs from a zeroed settings struct.
 */
#ifndef KCZ_PARAMETERS_H
#define KCZ_PARAMETERS_H

#include <stdbool.h>

#include "buf.h"
#include "options.h"
#include "span.h"

/* Appends the member of an option with its value in settings; nothing where that is zero. */
void parameters_add(const void *settings, const struct option *option, struct buf *out);
void parameters_add_list(const char *name, const struct option_list *list, struct buf *out);

/*
 * Sets the option in settings from a member's value; false if it is of another kind. Texts are kept
 * in memory, which must have room for them: it does not grow, for then they would move.
 */
bool parameters_read(void *settings, const struct option *option, struct span value,
                     struct buf *memory);
bool parameters_read_list(struct option_list *list, struct span value, struct buf *memory);

#endif
