BLOBS_kcz-segment = segment segment-pos
SEGMENT_WORDS := common/data/t2s/opencc-ts-characters.tsv $(sort $(wildcard common/data/segment/*.tsv))
SEGMENT_MODELS := $(sort $(wildcard common/data/models/segment.*.model))
build/data/segment.blob: build/tools/compile-segment $(SEGMENT_WORDS) $(SEGMENT_MODELS)
	@mkdir -p $(@D)
	build/tools/compile-segment $@ fold=$(SEGMENT_WORDS) $(SEGMENT_MODELS)

# This model is a blob as it is.
build/data/segment-pos.blob: common/data/models/segment-pos.model
	@mkdir -p $(@D)
	cp $< $@
