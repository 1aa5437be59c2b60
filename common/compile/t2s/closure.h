/*
 * What makes converting twice give what converting once gives: items are added to a list, and its
 * values and conditions worked over, until what comes out stays as it is when it goes in again.
 */
#ifndef KCZ_COMPILE_T2S_CLOSURE_H
#define KCZ_COMPILE_T2S_CLOSURE_H

#include "converter.h"
#include "list.h"

/* Closes a sorted list; afterwards it is to be sorted again. New texts are kept in texts. */
void closure_make(struct list *list, struct texts *texts);

#endif
