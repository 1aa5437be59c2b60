# kcz: programs into bin/, everything else that is made into build/.
#
#   make            the programs (installs nothing)
#   make deps       what building and testing needs, from Debian's packages
#   make demo       deps, build, the whole pipeline on sample pages
#   make check      deps, build, all tests
#   make eval bench accuracy on the evaluation sets, speed beside the peers
#   make models     train the shipped models again, where the corpora are at hand
#   make asan       the programs under AddressSanitizer and UBSan, in build/asan/bin
#   make tsan       the threads under ThreadSanitizer
#   make coverage   lines and branches that the tests reach
#   make mcdc       MC/DC of the modules on which all else rests (clang-19)
#   make valgrind   every program once under valgrind
#   make reproducible   a second build in another folder is the same bytes
#   make fuzz       fuzz every parser and engine, FUZZ_SECONDS each
#   make fuzz-ci    the same, a minute each, many at a time
#   make fmt lint   format the sources; check them
#   make deb dist   Debian packages; a release tarball with its checksums
#   make deb-check  the packages again, installed into a clean system
#   make lib        libkcz, static and shared, in build/lib
#   make install uninstall   PREFIX=/usr/local LIBDIR=PREFIX/lib DESTDIR=

PREFIX  ?= /usr/local
LIBDIR  ?= $(PREFIX)/lib
CFLAGS  ?= -O2 -g
SHARED  ?= ../shared
FUZZ_SECONDS ?= 60
VERSION := 0.1.0

B   ?= build
BIN ?= bin

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
        -Wformat=2 -Wvla $(WERROR)
override CPPFLAGS += -D_GNU_SOURCE -DKCZ_VERSION='"$(VERSION)"' -Icommon
COMPILE = $(CC) -std=c11 $(CPPFLAGS) $(CFLAGS) $(WARN) -ffile-prefix-map=$(CURDIR)=. -MMD -MP
LINK    = $(CC) $(CFLAGS) -Wl,--as-needed $(LDFLAGS)
LDLIBS += -lutf8proc -lpcre2-8 -lpthread -lm

PROGRAMS := $(sort $(notdir $(wildcard cmd/kcz-*)))
TOOLS    := $(patsubst common/compile/%.c,%,$(wildcard common/compile/*.c))
TESTS    := $(patsubst tests/frame/%.c,%,$(wildcard tests/frame/*.c))
COMMON   := $(patsubst %.c,$(B)/obj/%.o,$(wildcard common/*.c))

all: $(PROGRAMS:%=$(BIN)/%) $(BIN)/kcz

programs: all $(TESTS:%=$(B)/tests/%) build/tests/failmalloc.so

# Each program's own rules: BLOBS_kcz-x names the compiled data that it embeds, and here stands how
# build/data/NAME.blob is made.
include $(sort $(wildcard cmd/kcz-*/program.mk))
include lib/library.mk

$(B)/obj/%.o: %.c | deps-present
	@mkdir -p $(@D)
	$(COMPILE) -c $< -o $@

$(B)/common.a: $(COMMON)
	rm -f $@ && $(AR) rcsD $@ $^

define program
$(BIN)/$(1): $$(patsubst %.c,$(B)/obj/%.o,$$(wildcard cmd/$(1)/*.c)) $$(OBJECTS_$(1):%=$(B)/obj/%) \
             $$(BLOBS_$(1):%=build/data/%.o) $(B)/common.a
	@mkdir -p $$(@D)
	$$(LINK) $$^ $$(LDLIBS) $$(LDLIBS_$(1)) -o $$@
endef
$(foreach name,$(PROGRAMS),$(eval $(call program,$(name))))

$(BIN)/kcz: cmd/kcz/kcz.sh
	@mkdir -p $(@D)
	install $< $@

completions: all
	cmd/kcz/completions.sh build/completions $(PROGRAMS:%=$(BIN)/%)

# Small programs for the tests of what is shared: same, a filter that does next to nothing, and
# NAME-test for a module.
$(B)/tests/%: $(B)/obj/tests/frame/%.o $(B)/common.a
	@mkdir -p $(@D)
	$(LINK) $^ $(LDLIBS) -o $@

# Preloaded by tests/fault.bats.
build/tests/failmalloc.so: tests/fault/failmalloc.c
	@mkdir -p $(@D)
	$(CC) -std=c11 -D_GNU_SOURCE -O2 $(WARN) -shared -fPIC $< -o $@

include tests/fuzz/fuzz.mk

# Data: a compiler in build/tools makes build/data/NAME.blob from the text in common/data, and
# embed.S puts it into an object as blob_NAME ... blob_NAME_end.
define tool
build/tools/$(1): build/obj/common/compile/$(1).o $$(OBJECTS_$(1):%=build/obj/%) build/common.a
	@mkdir -p $$(@D)
	$$(CC) -O2 -Wl,--as-needed $$^ -lutf8proc -lpcre2-8 -lpthread -lm $$(LDLIBS_$(1)) -o $$@
endef
ifeq ($(B),build)
$(foreach name,$(TOOLS),$(eval $(call tool,$(name))))
build/data/%.o: build/data/%.blob common/embed.S
	$(CC) -DBLOB_NAME=blob_$(subst -,_,$*) -DBLOB_END=blob_$(subst -,_,$*)_end \
	    -DBLOB_FILE='"$<"' -c common/embed.S -o $@
endif
.SECONDARY:

deps-present:
	@echo '#include <utf8proc.h>' | $(CC) -E - >/dev/null 2>&1 || \
	    { echo 'utf8proc.h is missing: run "make deps" first (it installs packages)' >&2; exit 1; }

deps:
	tests/install-deps

demo: deps
	+$(MAKE) all
	tests/demo

check: deps
	+$(MAKE) all
	+$(MAKE) test

test: programs lib
	prove --exec bats tests/*.bats

eval: all
	@for each in tests/eval/*.sh; do SHARED=$(SHARED) $$each || exit 1; done

bench: programs
	@for each in tests/bench/*.sh; do SHARED=$(SHARED) $$each || exit 1; done

asan: all lib
	+$(MAKE) programs lib B=build/asan BIN=build/asan/bin CPPFLAGS=-DKCZ_NO_SANDBOX \
	    CFLAGS='-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer'

# Line and branch figures of what the tests reach, without corpora; fails where a folder's lines are
# below COVERAGE_LEAST per cent. Left out: the other engines, which run the same programs again, and
# the sandbox, in which no figures could be written. A test that becomes somebody else writes, too.
COVERAGE_LEAST ?= 95
COVERED = $(filter-out tests/scale.bats,$(wildcard tests/*.bats))
coverage: all lib
	+$(MAKE) programs lib B=build/coverage BIN=build/coverage/bin CPPFLAGS=-DKCZ_NO_SANDBOX \
	    CFLAGS='-O1 -g --coverage -fprofile-abs-path -fprofile-update=atomic'
	find build/coverage -name '*.gcda' -delete
	chmod -R a+w build/coverage
	umask 0; SHARED=/nonexistent BIN=build/coverage/bin BUILD=$(CURDIR)/build/coverage \
	    prove -j2 --exec bats $(COVERED)
	gcovr --root . --object-directory build/coverage --filter common/ --filter cmd/ --filter lib/ \
	    --exclude common/compile/ --exclude common/sandbox.c --csv build/coverage/files.csv $(GCOVR)
	tests/coverage $(COVERAGE_LEAST) build/coverage/files.csv

# Whether every condition has decided by itself (MC/DC), in the modules on which all else rests; fails
# below COVERAGE_LEAST per cent. The one that cannot is whether the processor has AVX2.
MCDC = build/mcdc/profiles
mcdc: all
	tests/install-deps mcdc
	+$(MAKE) $(TESTS:%=build/mcdc/tests/%) B=build/mcdc CC=clang-19 CPPFLAGS=-DKCZ_NO_SANDBOX \
	    CFLAGS='-O0 -g -fprofile-instr-generate -fcoverage-mapping -fcoverage-mcdc'
	rm -rf $(MCDC) && mkdir -p $(MCDC)
	LLVM_PROFILE_FILE=$(CURDIR)/$(MCDC)/%m SHARED=/nonexistent BIN=build/mcdc/tests \
	    BUILD=$(CURDIR)/build/mcdc prove -j2 --exec bats tests/frame.bats tests/common.bats
	llvm-profdata-19 merge -o $(MCDC).data $(MCDC)/*
	llvm-cov-19 export --summary-only --show-mcdc-summary --instr-profile=$(MCDC).data \
	    build/mcdc/tests/same $(TESTS:%=--object build/mcdc/tests/%) | tests/mcdc $(COVERAGE_LEAST)

# Every program once under valgrind's memcheck.
valgrind: all
	tests/valgrind $(BIN)

# Two builds in two folders are the same bytes.
reproducible: all
	tests/reproducible

# Threads: the tests of -j under ThreadSanitizer.
tsan: all
	+$(MAKE) programs lib B=build/tsan BIN=build/tsan/bin CPPFLAGS=-DKCZ_NO_SANDBOX \
	    CFLAGS='-O1 -g -fsanitize=thread'
	BIN=build/tsan/bin BUILD=$(CURDIR)/build/tsan bats tests/frame.bats tests/contract.bats tests/lib.bats \
	    -f 'for every N|threads share'

SOURCES = $(shell git ls-files '*.c' '*.h')

fmt:
	clang-format -i $(SOURCES)

lint: tidy
	@clang-format --dry-run -Werror $(SOURCES)
	tests/lint

# Static analysis of what runs on strangers' input: a file again when it or a header has changed. The
# compilers of common/compile see our own tables only.
TIDIED = $(wildcard common/*.c cmd/*/*.c lib/*.c)
tidy: $(TIDIED:%.c=build/tidy/%.ok)
build/tidy/%.ok: %.c .clang-tidy $(wildcard common/*.h cmd/*/*.h lib/*.h) | deps-present
	@mkdir -p $(@D)
	@clang-tidy --quiet $< -- -std=c11 $(CPPFLAGS) -I/usr/include/libxml2 2>/dev/null || \
	    { echo "clang-tidy: $<" >&2; exit 1; }
	@touch $@

# "man kcz" is the tour: man looks into section 1 first, and into 5 before 7.
MANUALS = $(wildcard man/*.[1-9])

COMPLETED = $(PROGRAMS) kcz
COMPLETIONS = $(COMPLETED:%=share/bash-completion/completions/%) \
              $(COMPLETED:%=share/fish/vendor_completions.d/%.fish) share/zsh/site-functions/_kcz

install: completions install-lib
	install -d $(DESTDIR)$(PREFIX)/bin
	install $(PROGRAMS:%=$(BIN)/%) $(BIN)/kcz $(DESTDIR)$(PREFIX)/bin
	for file in $(COMPLETIONS); do \
	    shell=$${file#share/}; shell=$${shell%%/*}; \
	    install -D -m 644 build/completions/$${shell%-completion}/$${file##*/} \
	        $(DESTDIR)$(PREFIX)/$$file || exit; done
	for page in $(MANUALS); do \
	    install -D -m 644 $$page $(DESTDIR)$(PREFIX)/share/man/man$${page##*.}/$${page##*/}; done
	ln -sf ../man7/kcz.7 $(DESTDIR)$(PREFIX)/share/man/man1/kcz.1

uninstall: uninstall-lib
	rm -f $(PROGRAMS:%=$(DESTDIR)$(PREFIX)/bin/%) $(DESTDIR)$(PREFIX)/bin/kcz
	rm -f $(COMPLETIONS:%=$(DESTDIR)$(PREFIX)/%)
	for page in $(MANUALS); do \
	    rm -f $(DESTDIR)$(PREFIX)/share/man/man$${page##*.}/$${page##*/}; done
	rm -f $(DESTDIR)$(PREFIX)/share/man/man1/kcz.1

# Debian packages in dist/, made in a copy of what is committed.
DEB = build/deb
COMMIT = HEAD
deb:
	rm -rf $(DEB) && mkdir -p $(DEB) dist
	git archive --prefix=kcz/ $(COMMIT) | tar -x -C $(DEB)
	cd $(DEB)/kcz && dpkg-buildpackage -J2 -us -uc -b
	lintian --fail-on error,warning $(DEB)/*.changes
	cp $(DEB)/*.deb dist/

# The packages made twice, in different places: the same bytes. Then as their users meet them.
deb-check: all
	+commit=$$(git rev-parse HEAD) && $(MAKE) deb COMMIT=$$commit && \
	    $(MAKE) deb COMMIT=$$commit DEB=build/again/elsewhere
	for package in build/deb/*.deb; do \
	    cmp $$package build/again/elsewhere/$${package##*/} || exit; done
	bats tests/package/deb.bats

# The release: the committed tree, what it is made of (SPDX) and the checksums.
dist:
	rm -rf dist && mkdir dist
	git archive --prefix=kcz-$(VERSION)/ HEAD | gzip -9n >dist/kcz-$(VERSION).tar.gz
	tests/spdx $(VERSION) >dist/kcz-$(VERSION).spdx
	cd dist && sha256sum * >SHA256SUMS

clean:
	rm -rf build bin dist

-include $(shell find $(B)/obj -name '*.d' 2>/dev/null)

.PHONY: all programs completions deps deps-present demo check test eval bench models asan tsan coverage mcdc valgrind reproducible fmt lint tidy install uninstall deb deb-check dist clean
