# The page that kcz-view --html fills, its style and script put into it.
BLOBS_kcz-view = view-page
VIEW_PAGE = $(patsubst %,common/data/view/page.%,html css js)
build/data/view-page.blob: $(VIEW_PAGE)
	@mkdir -p $(@D)
	sed -e '/^PAGE.CSS$$/{r common/data/view/page.css' -e 'd}' \
	    -e '/^PAGE.JS$$/{r common/data/view/page.js' -e 'd}' common/data/view/page.html >$@
