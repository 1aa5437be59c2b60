BLOBS_kcz-stats = stats
build/data/stats.blob: build/tools/compile-stats $(sort $(wildcard common/data/stats/*.txt))
	@mkdir -p $(@D)
	build/tools/compile-stats $@ $(filter %.txt,$^)
