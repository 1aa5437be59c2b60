BLOBS_kcz-read = read
LDLIBS_kcz-read = -lxml2
%/cmd/kcz-read/html.o: override CPPFLAGS += -I/usr/include/libxml2

READ_TABLES = $(addprefix common/data/read/,gb18030.tsv gb18030-ranges.tsv big5.tsv frequency.tsv)
build/data/read.blob: build/tools/compile-read $(READ_TABLES)
	@mkdir -p $(@D)
	build/tools/compile-read $@ $(READ_TABLES)
