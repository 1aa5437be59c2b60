/*
 * TITLE: posts with all that belongs to them (党组书记, 常务副主席, 书记处第一书记), the bare organ
 * that opens a post in a list (党委书记、管委会主任), and roles in bylines. 原 and 前 stay outside.
 */
#ifndef KCZ_NER_TITLES_H
#define KCZ_NER_TITLES_H

#include "document.h"

/* Adds and covers every string that can be a title. What has neither a name nor an organisation nor
 * another title beside it is dropped again by settle_titles. */
void find_titles(struct document *document);

/* Roles in bylines, once the posts are found. */
void find_bylines(struct document *document);

/* To be called when persons and organisations are known. */
void settle_titles(struct document *document);

#endif
