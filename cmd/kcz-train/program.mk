# The trainer sees the lexicon as kcz-segment does, without the models.
BLOBS_kcz-train = segment-lexicon gazetteer
build/data/segment-lexicon.blob: build/tools/compile-segment $(SEGMENT_WORDS)
	@mkdir -p $(@D)
	build/tools/compile-segment $@ fold=$(SEGMENT_WORDS)

include common/data/models/models.mk
