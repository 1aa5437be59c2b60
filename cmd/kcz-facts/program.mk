BLOBS_kcz-facts = facts
OBJECTS_compile-facts = cmd/kcz-facts/rules.o
build/data/facts.blob: build/tools/compile-facts $(sort $(wildcard common/data/facts/*.tsv))
	@mkdir -p $(@D)
	build/tools/compile-facts $@ $(filter %.tsv,$^)
