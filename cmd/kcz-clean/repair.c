#include "repair.h"

extern const char blob_clean_repair[], blob_clean_repair_end[];
extern const char blob_clean_ngram[], blob_clean_ngram_end[];

bool repair_open(struct repair_tables *tables, struct buf *why)
{
    struct blob repair, ngram;

    if (!blob_from_memory(&repair, blob_clean_repair,
                          (size_t)(blob_clean_repair_end - blob_clean_repair), "clean-repair",
                          false, why) ||
        !blob_from_memory(&ngram, blob_clean_ngram,
                          (size_t)(blob_clean_ngram_end - blob_clean_ngram), "clean-ngram", false,
                          why) ||
        !gbk_open(&tables->gbk, &repair, why) || !pinyin_open(&tables->pinyin, &repair, why) ||
        !ngram_open(&tables->ngram, &ngram, why))
        return false;
    tables->forms = blob_array(&repair, "forms", sizeof *tables->forms, &tables->form_count, why);
    tables->entities = blob_array(&repair, "entities", sizeof *tables->entities,
                                  &tables->entity_count, why);
    tables->entity_text = blob_section(&repair, "entity-text").at;
    tables->leftovers = blob_array(&repair, "leftovers", sizeof *tables->leftovers,
                                   &tables->leftover_count, why);
    tables->leftover_text = blob_section(&repair, "leftover-text").at;
    if (!tables->forms || !tables->entities || !tables->leftovers)
        return false;
    shift_prepare(&tables->shift, &tables->gbk, &tables->ngram, &tables->pinyin);
    return true;
}
