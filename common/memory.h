/*
 * Allocation that either succeeds or ends the program: "kcz: out of memory", exit status 2.
 * This is the one place below main that ends a program; in return no caller checks for NULL, and
 * what was written so far ends at a record boundary.
 */
#ifndef KCZ_MEMORY_H
#define KCZ_MEMORY_H

#include <stddef.h>

/* count * size bytes, zeroed; an overflow of the product counts as no memory. Never NULL. */
void *memory_new(size_t count, size_t size);

/* old (or NULL) resized to count * size bytes; what is new is not initialised. Never NULL. */
void *memory_resize(void *old, size_t count, size_t size);

/* A copy of len bytes with a NUL after them. */
char *memory_copy(const void *bytes, size_t len);

/*
 * Ends the program, as said above. It is a file of its own, exhausted.c, so that libkcz can put
 * another in its place.
 */
_Noreturn void memory_exhausted(void);

#endif
