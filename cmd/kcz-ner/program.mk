BLOBS_kcz-ner = gazetteer
build/data/gazetteer.blob: build/tools/compile-ner $(sort $(wildcard common/data/ner/*.tsv)) \
        common/data/segment/lexicon.tsv
	@mkdir -p $(@D)
	build/tools/compile-ner $@ $(filter %.tsv,$^)
