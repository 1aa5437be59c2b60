# The trainer sees the lexicon as kcz-segment does, without the models.
BLOBS_kcz-train = segment-lexicon
build/data/segment-lexicon.blob: build/tools/compile-segment $(sort $(wildcard common/data/segment/*.tsv))
	@mkdir -p $(@D)
	build/tools/compile-segment $@ $(filter %.tsv,$^)

include common/data/models/models.mk
