#include "recognise.h"

#include "aliases.h"
#include "dates.h"
#include "layers.h"
#include "organisations.h"
#include "persons.h"
#include "place_codes.h"
#include "places.h"
#include "quantities.h"
#include "quotes.h"
#include "short_forms.h"
#include "sources.h"
#include "themes.h"
#include "titles.h"

extern const char blob_gazetteer[], blob_gazetteer_end[];
extern const char blob_entities[], blob_entities_end[];

static bool open_built_in(struct recogniser *recogniser, struct buf *why)
{
    return blob_from_memory(&recogniser->blob, blob_entities,
                            (size_t)(blob_entities_end - blob_entities), "entities", false, why) &&
           linear_open(&recogniser->model, &recogniser->blob, why);
}

static bool open_file(struct recogniser *recogniser, const char *file, struct buf *why)
{
    size_t before = why->len;

    buf_add_text(why, "model ");
    if (blob_from_file(&recogniser->blob, file, "entities", why) &&
        linear_open(&recogniser->model, &recogniser->blob, why)) {
        why->len = before;
        return true;
    }
    buf_add_text(why, "; give a file that kcz-train entities wrote, or none: one is built in");
    return false;
}

bool recogniser_open(struct recogniser *recogniser, const char *model_file, bool rules_only,
                     struct buf *why)
{
    *recogniser = (struct recogniser){.rules_only = rules_only};
    return gazetteer_open(&recogniser->gazetteer, blob_gazetteer,
                          (size_t)(blob_gazetteer_end - blob_gazetteer), why) &&
           (rules_only ||
            (model_file ? open_file(recogniser, model_file, why) : open_built_in(recogniser, why)));
}

void recogniser_close(struct recogniser *recogniser)
{
    blob_close(&recogniser->blob);
}

void recogniser_work_free(struct recogniser_work *work)
{
    document_free(&work->document);
    tagger_free(&work->tagger);
}

void recognise(const struct recogniser *recogniser, struct recogniser_work *work, struct span text,
               struct day today)
{
    struct document *document = &work->document;
    bool by_model = !recogniser->rules_only;

    document_read(document, &recogniser->gazetteer, text);
    document->today = today;
    document->by_model = by_model;
    find_documents(document);
    find_dates(document);
    find_programmes(document);
    find_quantities(document);
    find_titles(document);
    find_bylines(document);
    find_terms(document);
    if (by_model) {
        work->tagger.model = &recogniser->model;
        find_by_model(&work->tagger, document);
    }
    find_sources(document);
    find_places(document);
    find_organisations(document);
    trim_organisations(document);
    drop_divided_organisations(document);
    extend_repeated(document);
    drop_common_places(document);
    join_places(document);
    find_persons(document, !by_model);
    find_short_forms(document);
    find_aliases(document);
    find_events(document);
    settle_titles(document);
    settle_layers(document);
    trim_inner_places(document);
    code_places(document);
    kind_organisations(document);
}
