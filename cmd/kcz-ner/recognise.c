#include "recognise.h"

#include "aliases.h"
#include "dates.h"
#include "layers.h"
#include "organisations.h"
#include "persons.h"
#include "places.h"
#include "quantities.h"
#include "quotes.h"
#include "sources.h"
#include "themes.h"
#include "titles.h"

void recognise(struct document *document, const struct gazetteer *gazetteer, struct tagger *tagger,
               struct span text, struct day today)
{
    document_read(document, gazetteer, text);
    document->today = today;
    document->by_model = tagger != NULL;
    find_documents(document);
    find_dates(document);
    find_programmes(document);
    find_quantities(document);
    find_titles(document);
    find_bylines(document);
    find_terms(document);
    if (tagger)
        find_by_model(tagger, document);
    find_sources(document);
    find_places(document);
    find_organisations(document);
    trim_organisations(document);
    drop_divided_organisations(document);
    extend_repeated(document);
    drop_common_places(document);
    join_places(document);
    find_persons(document, tagger == NULL);
    find_aliases(document);
    find_events(document);
    settle_titles(document);
    settle_layers(document);
    trim_inner_places(document);
    code_places(document);
    kind_organisations(document);
}
