BLOBS_kcz-ner = gazetteer entities
OBJECTS_compile-ner = common/compile/ner/names.o
build/data/gazetteer.blob: build/tools/compile-ner $(sort $(wildcard common/data/ner/*.tsv)) \
        common/data/segment/lexicon.tsv
	@mkdir -p $(@D)
	build/tools/compile-ner $@ $(filter %.tsv,$^)

# Trained by "make models"; see common/data/models/entities.recipe.
build/data/entities.blob: common/data/models/entities.model
	@mkdir -p $(@D)
	cp $< $@
