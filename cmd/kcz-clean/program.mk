# Data that kcz-clean embeds; see common/data/clean.
BLOBS_kcz-clean = clean-lines
CLEAN_LINES = $(patsubst %,common/data/clean/%.tsv,cues labels classes variants spam)
build/data/clean-lines.blob: build/tools/compile-clean-lines $(CLEAN_LINES)
	@mkdir -p $(@D)
	build/tools/compile-clean-lines $@ $(CLEAN_LINES)
