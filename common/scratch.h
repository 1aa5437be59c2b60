/*
 * A temporary file without a name, for what does not fit into memory: in $TMPDIR or /tmp, gone when
 * it is closed or the program ends. It must be opened before the sandbox is entered; reading and
 * writing it is allowed later too.
 */
#ifndef KCZ_SCRATCH_H
#define KCZ_SCRATCH_H

/* A file descriptor for reading and writing; negative with errno set. */
int scratch_open(void);

#endif
