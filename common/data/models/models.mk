# make models: every NAME.recipe is a script that trains NAME.model from $SHARED/data, where that is
# at hand, and prints the figures that stand at its end as comments.
MODEL_RECIPES := $(sort $(wildcard common/data/models/*.recipe))

models: $(BIN)/kcz-train
	@for each in $(MODEL_RECIPES); do \
	    echo "== $$each"; PATH="$(abspath $(BIN)):$$PATH" SHARED="$(abspath $(SHARED))" sh $$each || exit 1; \
	done
