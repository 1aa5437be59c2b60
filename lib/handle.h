/*
 * What all handles share: any number of threads may call at a time, and each call borrows memory to
 * work in, which the handle keeps for the next. A call works in the plain C locale, whatever the
 * process has set, so that numbers are written as in the programs.
 */
#ifndef KCZ_LIB_HANDLE_H
#define KCZ_LIB_HANDLE_H

#include <locale.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#include "kcz.h"
#include "span.h"

struct handle {
    pthread_mutex_t mutex;
    struct spare *spare; /* memory that no call is using */
    size_t work_size;
    void (*work_free)(void *work);
    locale_t plain;
};

/* work_size bytes, zeroed, are what a call works in; work_free frees what they came to hold. */
void handle_open(struct handle *handle, size_t work_size, void (*work_free)(void *work));
void handle_close(struct handle *handle);

struct call {
    void *work;
    struct span text; /* well-formed; never absent */
    locale_t before;
};

/* Checks the text and begins the call; false with the error set if it is no good. */
bool call_begin(struct call *call, struct handle *handle, const char *text, size_t len,
                struct kcz_error *error);
void call_end(struct call *call, struct handle *handle);

#endif
