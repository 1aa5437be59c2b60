# Data that kcz-clean embeds; see common/data/clean.
BLOBS_kcz-clean =
