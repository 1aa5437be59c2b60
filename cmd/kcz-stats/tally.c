#include "tally.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>

#include "memory.h"

enum {
    KEY_WORDS = 2,
    TAG = 15,        /* the byte of a slot that says what it holds: */
    TAG_FREE = 0,    /* nothing; inline keys: their length and 1 */
    TAG_LONG = 255,  /* a hash and 7 bytes of offset into keys */
    FIRST = 1024,    /* slots */
    SMALL = 1 << 19, /* slots up to which speed counts more than memory */
    MAPPED = 4 << 20 /* bytes from which on a table is a mapping */
};

__extension__ typedef unsigned __int128 wide;

static inline uint64_t mix(uint64_t a, uint64_t b)
{
    wide product = (wide)a * b;

    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static inline uint64_t *slot_at(const struct tally *tally, size_t index)
{
    return tally->slots + index * tally->stride;
}

static inline unsigned char slot_tag(const uint64_t *slot)
{
    return ((const unsigned char *)slot)[TAG];
}

static uint64_t hash_inline(const struct tally *tally, uint64_t low, uint64_t high)
{
    return mix(low ^ tally->seed[0], high ^ tally->seed[1]);
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

static uint64_t slot_hash(const struct tally *tally, const uint64_t *slot)
{
    return slot_tag(slot) == TAG_LONG ? slot[0] : hash_inline(tally, slot[0], slot[1]);
}

static inline size_t home_of(const struct tally *tally, uint64_t hash)
{
    return (size_t)(((wide)hash * tally->capacity) >> 64);
}

static size_t long_offset(const uint64_t *slot)
{
    return (size_t)(le64toh(slot[1]) & 0xFFFFFFFFFFFFFF);
}

static struct span slot_key(const struct tally *tally, const uint64_t *slot)
{
    unsigned char tag = slot_tag(slot);
    uint32_t len;

    if (tag != TAG_LONG)
        return (struct span){(const char *)slot, (size_t)tag - 1};
    memcpy(&len, tally->keys.data + long_offset(slot), sizeof len);
    return (struct span){tally->keys.data + long_offset(slot) + sizeof len, len};
}

/*
 * A big table is a mapping of its own: it grows without being copied, and large pages spare it the
 * TLB misses that would take half of the time. NULL if the system has no more.
 */
static uint64_t *resize_mapping(uint64_t *slots, size_t before, size_t bytes)
{
    void *mapping = before >= MAPPED ? mremap(slots, before, bytes, MREMAP_MAYMOVE)
                                     : mmap(NULL, bytes, PROT_READ | PROT_WRITE,
                                            MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    if (mapping == MAP_FAILED)
        return NULL;
    madvise(mapping, bytes, MADV_HUGEPAGE);
    if (before < MAPPED) {
        memcpy(mapping, slots, before);
        free(slots);
    }
    return mapping;
}

/* At least wanted slots, the new ones free. */
static void allocate(struct tally *tally, size_t wanted)
{
    size_t slot = tally->stride * sizeof *tally->slots;
    size_t before = tally->allocated * slot, bytes = wanted * slot;

    if (wanted <= tally->allocated)
        return;
    if (bytes >= MAPPED) {
        uint64_t *mapping = resize_mapping(tally->slots, before, bytes);

        tally->slots = mapping != NULL ? mapping : memory_new(SIZE_MAX, 1); /* tells and ends */
    } else {
        tally->slots = memory_resize(tally->slots, wanted, slot);
        memset((char *)tally->slots + before, 0, bytes - before);
    }
    tally->allocated = wanted;
}

static void release(struct tally *tally)
{
    size_t bytes = tally->allocated * tally->stride * sizeof *tally->slots;

    if (bytes >= MAPPED)
        munmap(tally->slots, bytes);
    else
        free(tally->slots);
}

void tally_init(struct tally *tally, size_t width, bool documents)
{
    *tally = (struct tally){.width = width, .documents = documents};
    tally->stride = KEY_WORDS + width + documents;
    if (getrandom(tally->seed, sizeof tally->seed, GRND_NONBLOCK) != sizeof tally->seed) {
        tally->seed[0] = 0x8bb84b93962eacc9;
        tally->seed[1] = 0x4b33a62ed433d4a3;
    }
    tally->capacity = FIRST;
    allocate(tally, FIRST + 64);
}

void tally_free(struct tally *tally)
{
    release(tally);
    tally->slots = NULL;
    tally->allocated = 0;
    buf_free(&tally->keys);
}

void tally_clear(struct tally *tally)
{
    memset(tally->slots, 0, tally->allocated * tally->stride * sizeof *tally->slots);
    buf_clear(&tally->keys);
    tally->count = 0;
    tally->sorted = false;
}

static void copy_slot(uint64_t *to, const uint64_t *from, size_t stride)
{
    for (size_t i = 0; i < stride; i++)
        to[i] = from[i];
}

/* Moves the slots in use to the front, in order. */
static void compact(struct tally *tally)
{
    size_t to = 0;

    for (size_t from = 0; from < tally->allocated && to < tally->count; from++) {
        uint64_t *slot = slot_at(tally, from);

        if (slot_tag(slot) == TAG_FREE)
            continue;
        if (from != to) {
            copy_slot(slot_at(tally, to), slot, tally->stride);
            memset(slot, 0, tally->stride * sizeof *slot);
        }
        to++;
    }
}

/* How many keys the table takes: half of its slots while it is small, then three quarters. */
static size_t limit_of(const struct tally *tally)
{
    return tally->capacity <= SMALL ? tally->capacity / 2 : tally->capacity / 4 * 3;
}

static size_t grown_capacity(const struct tally *tally)
{
    return tally->capacity + (tally->capacity < SMALL ? tally->capacity : tally->capacity / 4);
}

/*
 * Growth without a second table: the slots are in the order of their hashes, so each one's new
 * place is at or behind that of the one before. They are first moved up so far that no place is
 * written before it has been read.
 */
static void grow(struct tally *tally)
{
    size_t next = 0, shift = 0;
    size_t slot_bytes = tally->stride * sizeof *tally->slots;

    compact(tally);
    tally->capacity = grown_capacity(tally);
    for (size_t i = 0; i < tally->count; i++) {
        size_t home = home_of(tally, slot_hash(tally, slot_at(tally, i)));

        next = home > next ? home : next;
        shift = next - i > shift ? next - i : shift;
        next++;
    }
    next = tally->count + shift;
    allocate(tally, (next > tally->capacity ? next : tally->capacity) + 64);
    memmove(slot_at(tally, shift), tally->slots, tally->count * slot_bytes);
    memset(tally->slots, 0, (shift < tally->count ? shift : tally->count) * slot_bytes);
    next = 0;
    for (size_t i = 0; i < tally->count; i++) {
        uint64_t *from = slot_at(tally, shift + i);
        size_t home = home_of(tally, slot_hash(tally, from));

        next = home > next ? home : next;
        if (next != shift + i) {
            copy_slot(slot_at(tally, next), from, tally->stride);
            memset(from, 0, slot_bytes);
        }
        next++;
    }
}

/* Makes room for a new key at its place in the order of hashes; the slot comes zeroed. */
static uint64_t *insert(struct tally *tally, uint64_t hash)
{
    size_t place, free_slot;

    if (tally->count + 1 > limit_of(tally) ||
        slot_tag(slot_at(tally, tally->allocated - 2)) != TAG_FREE)
        grow(tally);
    place = home_of(tally, hash);
    while (slot_tag(slot_at(tally, place)) != TAG_FREE &&
           slot_hash(tally, slot_at(tally, place)) <= hash)
        place++;
    free_slot = place;
    while (slot_tag(slot_at(tally, free_slot)) != TAG_FREE)
        free_slot++;
    memmove(slot_at(tally, place + 1), slot_at(tally, place),
            (free_slot - place) * tally->stride * sizeof *tally->slots);
    memset(slot_at(tally, place), 0, tally->stride * sizeof *tally->slots);
    tally->count++;
    return slot_at(tally, place);
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
    slot = insert(tally, wanted->hash);
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

bool tally_is_full(const struct tally *tally, size_t limit)
{
    size_t slot = tally->stride * sizeof *tally->slots;
    size_t table = tally->allocated * slot;

    if (tally->count >= limit_of(tally) / 8 * 7)
        table = grown_capacity(tally) * slot;
    return tally->count > 0 && table + tally->keys.len > limit &&
           (tally->count >= limit_of(tally) / 8 * 7 || tally->keys.len > limit / 2);
}
static int compare_keys(const struct tally *tally, const uint64_t *a, const uint64_t *b)
{
    struct span x, y;
    size_t common;
    int order;

    if (slot_tag(a) != TAG_LONG && slot_tag(b) != TAG_LONG) {
        uint64_t left = be64toh(a[0]), right = be64toh(b[0]);

        if (left == right) {
            left = be64toh(a[1]);
            right = be64toh(b[1]);
        }
        return (left > right) - (left < right);
    }
    x = slot_key(tally, a);
    y = slot_key(tally, b);
    common = x.len < y.len ? x.len : y.len;
    order = memcmp(x.at, y.at, common);
    return order != 0 ? order : (x.len > y.len) - (x.len < y.len);
}

static int compare_slots(const struct tally *tally, const uint64_t *a, const uint64_t *b, int by)
{
    if (by != TALLY_BY_KEY && a[KEY_WORDS + by] != b[KEY_WORDS + by])
        return a[KEY_WORDS + by] > b[KEY_WORDS + by] ? -1 : 1;
    return compare_keys(tally, a, b);
}

static void swap_slots(uint64_t *a, uint64_t *b, size_t stride)
{
    for (size_t i = 0; i < stride; i++) {
        uint64_t word = a[i];

        a[i] = b[i];
        b[i] = word;
    }
}

static void insertion_sort(struct tally *tally, size_t low, size_t high, int by)
{
    for (size_t i = low + 1; i < high; i++) {
        for (size_t j = i; j > low; j--) {
            uint64_t *slot = slot_at(tally, j);

            if (compare_slots(tally, slot - tally->stride, slot, by) <= 0)
                break;
            swap_slots(slot - tally->stride, slot, tally->stride);
        }
    }
}

/*
 * Quicksort in place. The slots come in the order of seeded hashes, so any pivot is a random one
 * and no input makes it quadratic; keys are distinct, so there are no runs of equals.
 */
static void sort_slots(struct tally *tally, size_t low, size_t high, int by)
{
    uint64_t pivot[KEY_WORDS + TALLY_MAX_WIDTH + 1] = {0};

    while (high - low > 12) {
        size_t i = low, j = high - 1;

        copy_slot(pivot, slot_at(tally, low + (high - low) / 2), tally->stride);
        while (true) {
            while (compare_slots(tally, slot_at(tally, i), pivot, by) < 0)
                i++;
            while (compare_slots(tally, pivot, slot_at(tally, j), by) < 0)
                j--;
            if (i >= j)
                break;
            swap_slots(slot_at(tally, i), slot_at(tally, j), tally->stride);
            i++;
            j--;
        }
        if (i - low < high - i) {
            sort_slots(tally, low, i, by);
            low = i;
        } else {
            sort_slots(tally, i, high, by);
            high = i;
        }
    }
    insertion_sort(tally, low, high, by);
}

void tally_sort(struct tally *tally, int by)
{
    tally_flush(tally);
    compact(tally);
    sort_slots(tally, 0, tally->count, by);
    tally->sorted = true;
}

void tally_row(const struct tally *tally, size_t index, struct row *row)
{
    const uint64_t *slot = slot_at(tally, index);

    row->key = slot_key(tally, slot);
    row->values = slot + KEY_WORDS;
}
