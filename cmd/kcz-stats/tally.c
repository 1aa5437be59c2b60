#include "tally.h"

#include <sys/random.h>

#include "tally_slots.h"

void tally_init(struct tally *tally, size_t width, bool documents)
{
    *tally = (struct tally){.width = width, .documents = documents};
    tally->stride = KEY_WORDS + width + documents;
    if (getrandom(tally->seed, sizeof tally->seed, GRND_NONBLOCK) != sizeof tally->seed) {
        tally->seed[0] = 0x8bb84b93962eacc9;
        tally->seed[1] = 0x4b33a62ed433d4a3;
    }
    slots_init(tally);
}

void tally_free(struct tally *tally)
{
    slots_free(tally);
    buf_free(&tally->keys);
}

void tally_clear(struct tally *tally)
{
    memset(tally->slots, 0, tally->allocated * tally->stride * sizeof *tally->slots);
    buf_clear(&tally->keys);
    tally->count = 0;
    tally->sorted = false;
}

static uint64_t hash_long(const struct tally *tally, struct span key)
{
    uint64_t hash = tally->seed[0] ^ key.len;
    uint64_t word;
    size_t i = 0;

    for (; i + 8 <= key.len; i += 8) {
        memcpy(&word, key.at + i, 8);
        hash = mix(hash ^ word, tally->seed[1]);
    }
    word = 0;
    memcpy(&word, key.at + i, key.len - i);
    return mix(hash ^ word, tally->seed[1] ^ 0xa0761d6478bd642f);
}

static void store_long(struct tally *tally, uint64_t *slot, uint64_t hash, struct span key)
{
    uint32_t len = (uint32_t)key.len;
    uint64_t offset = htole64((uint64_t)tally->keys.len);

    buf_add(&tally->keys, &len, sizeof len);
    buf_add_span(&tally->keys, key);
    slot[0] = hash;
    slot[1] = offset;
    ((unsigned char *)slot)[TAG] = TAG_LONG;
}

static uint64_t *find_inline(const struct tally *tally, uint64_t low, uint64_t high, uint64_t hash)
{
    uint64_t *slot = slot_at(tally, home_of(tally, hash));

    for (; slot_tag(slot) != TAG_FREE; slot += tally->stride) {
        if (slot[0] == low && slot[1] == high)
            return slot;
    }
    return NULL;
}

static uint64_t *find_long(const struct tally *tally, struct span key, uint64_t hash)
{
    uint64_t *slot = slot_at(tally, home_of(tally, hash));

    for (; slot_tag(slot) != TAG_FREE; slot += tally->stride) {
        if (slot[0] == hash && slot_tag(slot) == TAG_LONG && span_equal(slot_key(tally, slot), key))
            return slot;
    }
    return NULL;
}

/* The two words of a short key: its bytes, zeros, and its length and 1 in the last byte. */
static inline void load_inline(struct span key, size_t padding, uint64_t *low, uint64_t *high)
{
    static const unsigned char masks[2 * TALLY_INLINE + 1] = {
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
    unsigned char bytes[KEY_WORDS * 8] = {0};
    uint64_t mask[KEY_WORDS], word[KEY_WORDS] = {0};

    if (key.len + padding >= sizeof bytes) {
        memcpy(word, key.at, sizeof word);
        memcpy(mask, masks + TALLY_INLINE - key.len, sizeof mask);
        word[0] &= mask[0];
        word[1] &= mask[1];
    } else {
        memcpy(bytes, key.at, key.len);
        memcpy(word, bytes, sizeof word);
    }
    *low = word[0];
    *high = word[1] | htole64((uint64_t)(key.len + 1) << 56);
}

static inline void prepare(const struct tally *tally, struct span key, size_t padding,
                           struct tally_pending *pending)
{
    pending->key = key;
    if (key.len <= TALLY_INLINE) {
        load_inline(key, padding, &pending->low, &pending->high);
        pending->hash = hash_inline(tally, pending->low, pending->high);
    } else {
        pending->hash = hash_long(tally, key);
    }
}

static uint64_t *find(const struct tally *tally, const struct tally_pending *wanted)
{
    return wanted->key.len <= TALLY_INLINE
               ? find_inline(tally, wanted->low, wanted->high, wanted->hash)
               : find_long(tally, wanted->key, wanted->hash);
}

static uint64_t *find_or_insert(struct tally *tally, const struct tally_pending *wanted)
{
    uint64_t *slot = find(tally, wanted);

    if (slot != NULL)
        return slot;
    slot = slots_insert(tally, wanted->hash);
    if (wanted->key.len > TALLY_INLINE) {
        store_long(tally, slot, wanted->hash, wanted->key);
    } else {
        slot[0] = wanted->low;
        slot[1] = wanted->high;
    }
    return slot;
}

void tally_add(struct tally *tally, struct span key, size_t index, uint64_t amount)
{
    struct tally_pending wanted;
    uint64_t *value;

    prepare(tally, key, 0, &wanted);
    value = find_or_insert(tally, &wanted) + KEY_WORDS + index;
    *value = tally_sum(*value, amount);
}

void tally_raise(struct tally *tally, struct span key, uint64_t amount)
{
    struct tally_pending wanted;
    uint64_t *value;

    prepare(tally, key, 0, &wanted);
    value = find_or_insert(tally, &wanted) + KEY_WORDS;
    *value = amount > *value ? amount : *value;
}

void tally_count(struct tally *tally, struct span key, size_t padding)
{
    struct tally_pending *pending = &tally->pending[tally->pending_count++];

    prepare(tally, key, padding, pending);
    __builtin_prefetch(slot_at(tally, home_of(tally, pending->hash)), 1);
    if (tally->pending_count == TALLY_BATCH)
        tally_flush(tally);
}

/* The slot of a key that most often lies where its hash says. */
static inline uint64_t *slot_of(struct tally *tally, const struct tally_pending *wanted)
{
    uint64_t *slot = slot_at(tally, home_of(tally, wanted->hash));

    if (wanted->key.len <= TALLY_INLINE && slot[0] == wanted->low && slot[1] == wanted->high)
        return slot;
    return find_or_insert(tally, wanted);
}

void tally_flush(struct tally *tally)
{
    for (size_t i = 0; i < tally->pending_count; i++) {
        uint64_t *values = slot_of(tally, &tally->pending[i]) + KEY_WORDS;

        values[0]++;
        if (tally->documents && values[tally->width] != tally->document) {
            values[tally->width] = tally->document;
            values[1]++;
        }
    }
    tally->pending_count = 0;
}

const uint64_t *tally_find(const struct tally *tally, struct span key)
{
    struct tally_pending wanted;
    const uint64_t *slot;

    prepare(tally, key, 0, &wanted);
    slot = find(tally, &wanted);
    return slot == NULL ? NULL : slot + KEY_WORDS;
}
