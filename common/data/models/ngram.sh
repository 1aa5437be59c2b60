#!/bin/sh
# Trains the character n-gram model of kcz-clean: common/data/models/clean-ngram.blob.xz.
#   SHARED=../shared WORDS=/usr/lib/python3/dist-packages/jieba/dict.txt common/data/models/ngram.sh
# Text: reports on the work of government, laws and regulations, papers of ChinaXiv, transcripts of
# news broadcasts (n-gram statistics only), GCDT (Apache-2.0), UD Chinese GSD (CC BY-SA 4.0). WORDS:
# the word list of jieba 0.42.1 (MIT; Debian package
# python3-jieba). The same input gives the same model.
set -eu
cd "$(dirname "$0")/../../.."
: "${SHARED:=../shared}" "${WORDS:=/usr/lib/python3/dist-packages/jieba/dict.txt}" "${THRESHOLD:=11.5}"
model=build/clean-ngram.blob text=build/clean-ngram.txt words=build/clean-ngram.words
make build/tools/train-ngram build/data/clean-repair.blob
for part in chinaxiv_bcas chinaxiv_misc gov laws xwlb; do
    zstd -dcq "$SHARED/data/raw/$part.txt.zst"
done > $text
for part in gcdt.train udc14_trad.train ud_gsd_v2.0_t2s.train; do
    tr -d ' ' < "$SHARED/data/segment/$part.txt" | tr _ ' ' | awk '{ print; print }'
done >> $text
# A word's weight grows with the logarithm of its count.
awk '{ print $1, $2 ^ 3 }' "$WORDS" > $words
build/tools/train-ngram $model build/data/clean-repair.blob \
    common/data/clean/one-to-one.tsv $words "$THRESHOLD" < $text
xz -9e -c $model > common/data/models/clean-ngram.blob.xz
