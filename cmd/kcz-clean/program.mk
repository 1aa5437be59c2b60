# Data that kcz-clean embeds; see common/data/clean.
BLOBS_kcz-clean = clean-lines clean-repair clean-ngram
CLEAN_LINES = $(patsubst %,common/data/clean/%.tsv,cues labels classes variants spam endings values one-to-one words) common/data/ner/surnames.tsv
build/data/clean-lines.blob: build/tools/compile-clean-lines $(CLEAN_LINES)
	@mkdir -p $(@D)
	build/tools/compile-clean-lines $@ $(CLEAN_LINES)

OBJECTS_train-ngram = $(addprefix cmd/kcz-clean/,gbk.o ngram.o) \
                      $(addprefix common/compile/ngram/,count.o smooth.o write.o)

CLEAN_REPAIR = $(patsubst %,common/data/clean/%.tsv,cp936 readings one-to-one forms entities leftovers)
build/data/clean-repair.blob: build/tools/compile-clean-repair $(CLEAN_REPAIR)
	@mkdir -p $(@D)
	build/tools/compile-clean-repair $@ $(CLEAN_REPAIR)

# Trained by common/data/models/ngram.sh.
build/data/clean-ngram.blob: common/data/models/clean-ngram.blob.xz
	@mkdir -p $(@D)
	xz -dc $< > $@.part && mv $@.part $@
