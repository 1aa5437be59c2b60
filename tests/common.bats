#!/usr/bin/env bats
# The modules of common/ that are more than the filter loop shows; each test is a small C program.

load helpers

setup() {
    cd_scratch
}

@test "utf8: the vector and the portable validator agree with decoding" {
    utf8-test
}

@test "json: walking, strings, and where malformed values are refused" {
    json-test
}

@test "record: edits in their places, nested ones, none where nothing changes" {
    record-test
}

@test "trie: all keys, nothing else, the longest prefix" {
    trie-test
}

@test "words: a lexicon finds its words, built, saved, opened and extended" {
    words-test
}

@test "blob: sections come back; a changed, cut or added byte is noticed" {
    blob-test
}

@test "path: as in jq" {
    path-test
}

@test "sandbox: no other files, no network, no programs; named files and threads go on" {
    run -0 "$(command -v sandbox-test)"
    [ ! -e made-by-test ]
}
