# The tables of kcz-t2s: common/data/t2s, flattened by compile-t2s, which uses the program's own
# way of reading OpenCC's dictionaries.
BLOBS_kcz-t2s = t2s
OBJECTS_compile-t2s = cmd/kcz-t2s/dictionary.o cmd/kcz-t2s/opencc.o cmd/kcz-t2s/ids.o cmd/kcz-t2s/profile.o

build/data/t2s.blob: build/tools/compile-t2s $(sort $(wildcard common/data/t2s/*.tsv))
	@mkdir -p $(@D)
	build/tools/compile-t2s $@ $(filter %.tsv,$^)
