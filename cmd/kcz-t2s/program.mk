# The tables of kcz-t2s: common/data/t2s, flattened by compile-t2s, which uses the program's own
# way of reading OpenCC's dictionaries; compile-t2s-check then proves that converting twice gives
# what converting once gives.
BLOBS_kcz-t2s = t2s
OBJECTS_compile-t2s = $(addprefix cmd/kcz-t2s/,dictionary.o ids.o opencc.o profile.o) \
                      $(addprefix common/compile/t2s/,closure.o converter.o idle.o list.o sources.o)
OBJECTS_compile-t2s-check = $(addprefix cmd/kcz-t2s/,condition.o convert.o dictionary.o ids.o log.o \
                            profile.o script.o)

build/data/t2s.blob: build/tools/compile-t2s build/tools/compile-t2s-check \
                     $(sort $(wildcard common/data/t2s/*.tsv))
	@mkdir -p $(@D)
	build/tools/compile-t2s $@.new $(filter %.tsv,$^)
	build/tools/compile-t2s-check $@.new
	mv $@.new $@
