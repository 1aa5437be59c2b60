# libkcz: the engines of four programs, compiled for a shared library. Each engine's objects become
# one, in which only the functions of kcz.h stay visible: the engines have names in common. So has
# what is shared, below them, and so the static library too defines no name but kcz_*.
LIB := $(B)/lib
PIC := $(B)/pic
SONAME := libkcz.so.0
LIBKCZ := $(LIB)/libkcz.a $(LIB)/libkcz.so.$(VERSION)

lib: $(LIBKCZ)

$(PIC)/%.o: %.c | deps-present
	@mkdir -p $(@D)
	$(COMPILE) -fPIC -c $< -o $@

$(PIC)/common.a: $(patsubst %.c,$(PIC)/%.o,$(filter-out common/exhausted.c,$(wildcard common/*.c)))
	rm -f $@ && $(AR) rcsD $@ $^

# $(1): the file in lib, $(2): the program
define engine
$(PIC)/engine-$(1).o: $(PIC)/lib/$(1).o \
    $$(patsubst %.c,$(PIC)/%.o,$$(filter-out %/main.c,$$(wildcard cmd/$(2)/*.c))) \
    $$(BLOBS_$(2):%=build/data/%.o)
	$$(LD) -r $$^ -o $$@
	$$(OBJCOPY) --wildcard --keep-global-symbol='kcz_*' $$@
endef
OBJCOPY ?= objcopy
$(eval $(call engine,clean,kcz-clean))
$(eval $(call engine,convert,kcz-t2s))
$(eval $(call engine,segment,kcz-segment))
$(eval $(call engine,entities,kcz-ner))

$(LIB)/libkcz.o: $(patsubst %,$(PIC)/engine-%.o,clean convert segment entities) \
                 $(patsubst %,$(PIC)/lib/%.o,exhausted handle result) $(PIC)/common.a
	@mkdir -p $(@D)
	$(LD) -r $^ -o $@
	$(OBJCOPY) --wildcard --keep-global-symbol='kcz_*' $@

$(LIB)/libkcz.a: $(LIB)/libkcz.o
	rm -f $@ && $(AR) rcsD $@ $^

$(LIB)/libkcz.so.$(VERSION): $(LIB)/libkcz.o lib/kcz.map
	$(LINK) -shared -Wl,-soname,$(SONAME) -Wl,--version-script,lib/kcz.map $< -lm -lpthread -o $@

install-lib: lib
	install -d $(DESTDIR)$(LIBDIR)/pkgconfig
	install -m 644 $(LIBKCZ) $(DESTDIR)$(LIBDIR)
	ln -sf libkcz.so.$(VERSION) $(DESTDIR)$(LIBDIR)/$(SONAME)
	ln -sf $(SONAME) $(DESTDIR)$(LIBDIR)/libkcz.so
	install -D -m 644 lib/kcz.h $(DESTDIR)$(PREFIX)/include/kcz.h
	sed 's|@PREFIX@|$(PREFIX)|; s|@LIBDIR@|$(LIBDIR)|; s|@VERSION@|$(VERSION)|' lib/kcz.pc.in \
	    >$(DESTDIR)$(LIBDIR)/pkgconfig/kcz.pc

uninstall-lib:
	rm -f $(patsubst %,$(DESTDIR)$(LIBDIR)/%,$(notdir $(LIBKCZ)) $(SONAME) libkcz.so pkgconfig/kcz.pc)
	rm -f $(DESTDIR)$(PREFIX)/include/kcz.h

-include $(shell find $(PIC) -name '*.d' 2>/dev/null)

.PHONY: lib install-lib uninstall-lib
