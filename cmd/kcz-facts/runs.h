/*
 * Runs of posts: [原] [organisation] [原] title, again and again with 、 or 兼 between; a post
 * without an organisation of its own has that of the one before it. Nothing is owned: all memory is
 * the arena's.
 */
#ifndef KCZ_FACTS_RUNS_H
#define KCZ_FACTS_RUNS_H

#include "facts.h"

enum { RUN_POSTS = 12 };

enum status { STATUS_OPEN, STATUS_CURRENT, STATUS_FORMER };

struct holding {
    struct argument org;
    bool has_org;
    bool own_org; /* written, not taken over from the post before */
    enum status status;
    const struct mention *title;
    size_t first; /* item where it starts */
};

struct run {
    struct holding posts[RUN_POSTS];
    size_t count;
    size_t first, end; /* items */
};

struct post_scan {
    struct extraction *extraction;
    struct sentence sentence;
    struct holding last; /* of the name read last, to inherit from */
    size_t last_end;     /* item behind that name; 0: none */
};

/* Reads a run of posts from item first on; false if there is none. */
bool read_run(const struct post_scan *scan, size_t first, struct run *run);

/*
 * An organisation that touching entities from item first on name, with the department behind them;
 * returns the item behind it, first if there is none.
 */
size_t read_org(const struct post_scan *scan, size_t first, struct holding *holding);

/* Gives a post without an organisation that of another one. */
void inherit(const struct post_scan *scan, struct holding *holding, const struct holding *from);

/* Whether the item is 、, 兼 or 和. */
bool is_separator(const struct post_scan *scan, size_t at);

/* 我校校长, 学校党委书记: the posts of the run without an organisation are the school's that the
 * document names first. */
void name_own_school(const struct post_scan *scan, struct run *run);

#endif
