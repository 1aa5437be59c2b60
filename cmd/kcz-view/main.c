/* kcz-view: records for the eye, in a terminal or as one HTML page. */
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "diag.h"
#include "filter.h"
#include "page.h"
#include "pager.h"
#include "raw.h"
#include "show.h"

enum { COLUMNS = 80, FEWEST_COLUMNS = 20 };

struct settings {
    const char *html, *diff, *color;
    uint64_t width;
    bool no_pager;
    struct show show;
    struct raw raw;
    struct page page;
    struct pager pager;
    struct buf shown; /* the record's lines */
    bool shown_any;
};

static const struct option options[] = {
    {0, "html", "FILE", "write one page for a browser to FILE", OPTION_TEXT,
     offsetof(struct settings, html), NULL},
    {0, "diff", "RAW", "show what changed since the records in RAW", OPTION_TEXT,
     offsetof(struct settings, diff), NULL},
    {0, "color", "WHEN", "colours: auto, always or never [auto]", OPTION_CHOICE,
     offsetof(struct settings, color), "auto|always|never"},
    {0, "width", "COLUMNS", "break lines at COLUMNS [the terminal's, or 80]", OPTION_COUNT,
     offsetof(struct settings, width), NULL},
    {0, "no-pager", NULL, "write to the terminal at once", OPTION_FLAG,
     offsetof(struct settings, no_pager), NULL},
    {.kind = OPTION_END},
};

static size_t terminal_columns(void)
{
    struct winsize size;

    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : COLUMNS;
}

static bool wants_colour(const struct settings *settings)
{
    const char *none = getenv("NO_COLOR");

    if (settings->color != NULL && strcmp(settings->color, "auto") != 0)
        return strcmp(settings->color, "always") == 0;
    return isatty(STDOUT_FILENO) == 1 && (none == NULL || *none == '\0');
}

static bool open_view(void *state, const struct filter_settings *shared, struct buf *why)
{
    struct settings *settings = state;
    struct show *show = &settings->show;

    show->field = shared->fields;
    show->columns = settings->width > 0 ? (size_t)settings->width : terminal_columns();
    if (show->columns < FEWEST_COLUMNS)
        show->columns = FEWEST_COLUMNS;
    show->colour = wants_colour(settings);
    if (settings->html != NULL && settings->diff != NULL) {
        buf_add_text(why, "--html and --diff do not go together");
        return false;
    }
    if (settings->html != NULL)
        return page_open(&settings->page, settings->html, why);
    if (settings->diff != NULL) {
        if (!raw_load(&settings->raw, settings->diff, show->field, why))
            return false;
        show->raw = &settings->raw;
    }
    if (pager_wanted() && !settings->no_pager)
        pager_start(&settings->pager);
    return true;
}

static enum outcome view_record(void *state, struct record *record, struct buf *why)
{
    struct settings *settings = state;
    struct span text;

    (void)why;
    if (settings->html != NULL) {
        page_add(&settings->page, record, settings->show.field);
        return record_string_at(record, settings->show.field, &text) ? RECORD_DROP : RECORD_PASS;
    }
    buf_clear(&settings->shown);
    show_record(&settings->show, record, !settings->shown_any, &settings->shown);
    settings->shown_any = true;
    return RECORD_REPLACE;
}

static void write_shown(void *state, struct buf *out)
{
    struct settings *settings = state;

    buf_add_span(out, buf_span(&settings->shown));
}

static bool finish_page(void *state, struct filter_output *output, struct buf *why)
{
    struct settings *settings = state;

    (void)output;
    if (settings->html == NULL)
        return true;
    if (settings->page.left_out > 0)
        diag_say(&(struct diag){.program = "kcz-view"},
                 "%s shows the first %d documents; %zu are left out", settings->html,
                 PAGE_MOST_DOCUMENTS, settings->page.left_out);
    return page_finish(&settings->page, why);
}

static void close_view(void *state)
{
    struct settings *settings = state;

    pager_wait(&settings->pager);
    page_close(&settings->page);
    raw_free(&settings->raw);
    show_free(&settings->show);
    buf_free(&settings->shown);
}

int main(int argc, char **argv)
{
    struct settings settings = {0};

    return filter_main(
        &(struct filter){
            .name = "kcz-view",
            .about = "show records: in a terminal, or as one page for a browser",
            .options = options,
            .settings = &settings,
            .single_field = true,
            .makes_files = pager_wanted(), /* to wait for the pager is not allowed in the sandbox */
            .gathers = true,
            .open = open_view,
            .close = close_view,
            .record = view_record,
            .worker_output = write_shown,
            .finish = finish_page,
        },
        argc, argv);
}
