/*
 * A user's entries, --user-dict: a table (table.h) of
 *
 *     KEY<tab>VALUE   KEY becomes VALUE, whatever the built-in tables say
 *     =KEY            KEY is left as it is
 *     -KEY            the built-in entry of that very key is forgotten
 *
 * Checked as a whole: contradictions, deletions of what is not there, and values that would change
 * again are refused.
 */
#ifndef KCZ_T2S_USER_H
#define KCZ_T2S_USER_H

#include <stdbool.h>
#include <stddef.h>

#include "buf.h"
#include "profile.h"

/* Takes the files' entries into the profile. False with what is wrong, and where, in why. */
bool user_add_files(struct profile *profile, const char *const *files, size_t count,
                    struct buf *why);

#endif
