# Fuzzers: build/fuzz/bin/fuzz-X, by "make fuzzers" with clang; run by tests/fuzz/run.
#
# fuzz-X.c is linked with what FUZZED_fuzz-X has but its main.c, and with FUZZ_PARTS_fuzz-X of
# tests/fuzz. No program is named like the modules of common that are fuzzed.

FUZZED_fuzz-convert = kcz-t2s
FUZZED_fuzz-dedup   = kcz-dedup
FUZZED_fuzz-html    = kcz-read
FUZZED_fuzz-read    = kcz-read
FUZZED_fuzz-repair  = kcz-clean
FUZZED_fuzz-state   = kcz-stats
FUZZED_fuzz-stats   = kcz-stats
FUZZED_fuzz-train   = kcz-train
FUZZED_fuzz-user    = kcz-t2s
FUZZED_fuzz-view    = kcz-view
FUZZED_fuzz-words   = kcz-segment

FUZZ_PARTS_fuzz-convert = fuzz
FUZZ_PARTS_fuzz-dedup   = fuzz mutate
FUZZ_PARTS_fuzz-html    = fuzz
FUZZ_PARTS_fuzz-loader  = fuzz
FUZZ_PARTS_fuzz-record  = fuzz mutate
FUZZ_PARTS_fuzz-repair  = fuzz
FUZZ_PARTS_fuzz-state   = fuzz stats
FUZZ_PARTS_fuzz-stats   = fuzz stats
FUZZ_PARTS_fuzz-train   = fuzz
FUZZ_PARTS_fuzz-user    = fuzz
FUZZ_PARTS_fuzz-view    = fuzz mutate
FUZZ_PARTS_fuzz-words   = fuzz

FUZZ_LINK_fuzz-dedup  = -Wl,--wrap=scratch_open
FUZZ_LINK_fuzz-stream = -Wl,--wrap=read -Wl,--wrap=write

FUZZERS := $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/fuzz-*.c))

# What of a program a fuzzer links: $(1) names it, $(2) its files.
fuzzed = $(patsubst %.c,$(B)/obj/%.o,$(2)) $(OBJECTS_$(1):%=$(B)/obj/%) \
         $(BLOBS_$(1):%=build/data/%.o)

define fuzzer
$(B)/bin/$(1): $(B)/obj/tests/fuzz/$(1).o $$(FUZZ_PARTS_$(1):%=$(B)/obj/tests/fuzz/%.o) \
    $$(if $$(FUZZED_$(1)),$$(call fuzzed,$$(FUZZED_$(1)),$$(filter-out %/main.c,$$(wildcard cmd/$$(FUZZED_$(1))/*.c)))) \
    $(B)/common.a
	@mkdir -p $$(@D)
	$$(LINK) -fsanitize=fuzzer $$(FUZZ_LINK_$(1)) $$^ $$(LDLIBS) $$(LDLIBS_$$(FUZZED_$(1))) -o $$@
endef
$(foreach name,$(FUZZERS),$(eval $(call fuzzer,$(name))))

# The filters themselves: their own main, with filter-driver.c for the filter loop.
FUZZED_FILTERS := clean t2s segment ner facts
define filter_fuzzer
$(B)/bin/fuzz-$(1): $(patsubst %,$(B)/obj/tests/fuzz/%.o,filter-driver fuzz mutate) \
    $$(call fuzzed,kcz-$(1),$$(wildcard cmd/kcz-$(1)/*.c)) $(B)/common.a
	@mkdir -p $$(@D)
	$$(LINK) -Wl,--wrap=main $$^ \
	    $$(shell $$(CC) -print-file-name=libclang_rt.fuzzer_no_main-x86_64.a) \
	    -lstdc++ $$(LDLIBS) $$(LDLIBS_kcz-$(1)) -o $$@
endef
$(foreach name,$(FUZZED_FILTERS),$(eval $(call filter_fuzzer,$(name))))

FUZZ_CPPFLAGS = -DKCZ_NO_SANDBOX -DKCZ_STREAM_BLOCK=256

# Comparisons are not traced: that takes half of the time, and the corpora hold the words that count.
FUZZ_CFLAGS = -O2 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all \
              -fno-sanitize-coverage=trace-cmp

fuzzers: $(FUZZERS:%=$(B)/bin/%) $(FUZZED_FILTERS:%=$(B)/bin/fuzz-%)

fuzz-build: all
	+$(MAKE) fuzzers B=build/fuzz CC=clang CPPFLAGS='$(FUZZ_CPPFLAGS)' CFLAGS='$(FUZZ_CFLAGS)'

fuzz: fuzz-build
	tests/fuzz/run $(FUZZ_SECONDS)

# For each change: every target for a minute, many at a time, from the same seed, so that it is the
# change that fails and not luck; "make fuzz" looks for what is new.
fuzz-ci:
	+FUZZ_JOBS=12 FUZZ_SEED=1 $(MAKE) fuzz FUZZ_SECONDS=60

.PHONY: fuzzers fuzz-build fuzz fuzz-ci
