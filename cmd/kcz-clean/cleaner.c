#include "cleaner.h"

#include <string.h>

#include "json.h"
#include "pagehead.h"
#include "rules.h"
#include "title_pieces.h"

static enum punct_style punct_style(const char *word)
{
    if (!word || strcmp(word, "keep") == 0)
        return PUNCT_KEEP;
    return strcmp(word, "zh") == 0 ? PUNCT_ZH : PUNCT_ASCII;
}

static bool switch_rules(bool enabled[RULES_MAX], const struct option_list *rules, bool on,
                         struct buf *why)
{
    for (size_t i = 0; i < rules->count; i++)
        if (!rules_switch(enabled, rules->items[i], on, why))
            return false;
    return true;
}

bool cleaner_open(struct cleaner *cleaner, const struct cleaner_options *options, struct buf *why)
{
    cleaner->settings = (struct clean_settings){
        .report = options->report,
        .explain = options->explain,
        .repair_min = options->repair_min,
        .punct = punct_style(options->punct),
        .repair = &cleaner->repair,
        .article = &cleaner->article,
    };
    rules_defaults(cleaner->settings.enabled);
    return repair_open(&cleaner->repair, why) && cues_open(&cleaner->article, why) &&
           switch_rules(cleaner->settings.enabled, &options->without, false, why) &&
           switch_rules(cleaner->settings.enabled, &options->with, true, why);
}

bool cleaner_text(const struct cleaner *cleaner, struct page *page, struct span text,
                  struct span meta)
{
    page_open(page, &cleaner->settings, text);
    pagehead_hint(page, meta);
    return rules_run(page);
}

bool cleaner_meta(const struct cleaner *cleaner, struct page *page, struct span meta,
                  struct buf *out)
{
    if ((meta.at && json_kind(meta) != JSON_OBJECT) ||
        !rules_is_on(cleaner->settings.enabled, "R13"))
        return false;
    pagehead_take(page, meta);
    if (!meta_any(&page->meta))
        return false;
    meta_write(&page->meta, meta, title_begins_with(page->title_hint, page->meta.title), out);
    return true;
}
