#include "wrap.h"

#include <stdlib.h>

#include "memory.h"
#include "utf8.h"
#include "visible.h"
#include "width.h"

/* What is never parted: a character made visible, or a bracket. */
struct piece {
    size_t at, len; /* in the wrapper's text */
    size_t width;
    const char *colour;
    bool may_break; /* a line may begin with it */
    bool space;
};

/* Where in the text the wrapper has come to. */
struct place {
    const char *at, *end;
    size_t code_point;
    const struct mark *mark, *marks_end;
    uint32_t before; /* the last character of this line, 0 at its start */
};

enum { SPACES_OF_A_TAB = 4 };

static bool is_one_of(uint32_t code, const char *characters)
{
    while (*characters != '\0') {
        if (utf8_next(&characters) == code)
            return true;
    }
    return false;
}

static bool may_break_between(uint32_t before, uint32_t code)
{
    size_t width = width_of_code(code);

    if (before == 0 || width == 0 || code == ' ')
        return false;
    if (before == ' ')
        return true;
    if (is_one_of(code, "。，、；：？！”’）》〉」』】〕…—·.,;:?!)]}%％℃"))
        return false;
    if (is_one_of(before, "“‘（《〈「『【〔([{"))
        return false;
    return width == 2 || width_of_code(before) == 2;
}

/* The piece that the text from offset at on has become. */
static void end_piece(struct wrapper *wrapper, size_t at, const char *colour, bool may_break,
                      bool space)
{
    struct span text = {wrapper->text.data + at, wrapper->text.len - at};

    if (wrapper->count == wrapper->capacity) {
        wrapper->capacity = wrapper->capacity * 2 + 1024;
        wrapper->pieces = memory_resize(wrapper->pieces, wrapper->capacity,
                                        sizeof *wrapper->pieces);
    }
    wrapper->pieces[wrapper->count++] = (struct piece){
        .at = at,
        .len = text.len,
        .width = width_of(text),
        .colour = colour,
        .may_break = may_break,
        .space = space,
    };
}

static void add_character(struct wrapper *wrapper, struct place *place, const char *colour,
                          bool may_break)
{
    const char *start = place->at;
    size_t at = wrapper->text.len;
    uint32_t code = utf8_next(&place->at);

    if (code == '\t') {
        buf_add(&wrapper->text, "        ", SPACES_OF_A_TAB);
        code = ' ';
    } else {
        visible_add_next(&wrapper->text, start, place->end);
    }
    end_piece(wrapper, at, colour, may_break, code == ' ');
    place->before = code;
    place->code_point++;
}

static void open_bracket(struct wrapper *wrapper, bool may_break)
{
    size_t at = wrapper->text.len;

    buf_add_char(&wrapper->text, '[');
    end_piece(wrapper, at, NULL, may_break, false);
}

static void close_bracket(struct wrapper *wrapper, struct span label)
{
    size_t at = wrapper->text.len;

    buf_add_char(&wrapper->text, ' ');
    visible_add(&wrapper->text, label);
    buf_add_char(&wrapper->text, ']');
    end_piece(wrapper, at, NULL, false, false);
}

/* Cuts the text into pieces up to the end of a line; a mark goes on behind it. */
static void cut_line(struct wrapper *wrapper, const struct layout *layout, struct place *place)
{
    buf_clear(&wrapper->text);
    wrapper->count = 0;
    place->before = 0;
    while (place->at < place->end && *place->at != '\n') {
        const char *ahead = place->at;
        bool may_break = may_break_between(place->before, utf8_next(&ahead));
        const char *colour = layout->style;

        while (place->mark < place->marks_end && place->mark->end <= place->code_point)
            place->mark++;
        bool marked = place->mark < place->marks_end && place->mark->start <= place->code_point;
        if (marked && layout->colour)
            colour = place->mark->colour;
        if (marked && !layout->colour && place->mark->start == place->code_point) {
            open_bracket(wrapper, may_break);
            may_break = false;
        }
        add_character(wrapper, place, colour, may_break);
        if (marked && !layout->colour && place->mark->end == place->code_point)
            close_bracket(wrapper, place->mark->label);
    }
    if (place->at < place->end) {
        place->at++;
        place->code_point++;
    }
}

static void write_pieces(const struct wrapper *wrapper, const struct layout *layout, size_t first,
                         size_t end, struct buf *out)
{
    const char *colour = NULL;

    while (end > first && wrapper->pieces[end - 1].space)
        end--;
    for (size_t i = first; i < end; i++) {
        const struct piece *piece = &wrapper->pieces[i];

        if (layout->colour && piece->colour != colour) {
            if (colour != NULL)
                buf_add_text(out, SGR_END);
            if (piece->colour != NULL)
                buf_add_text(out, piece->colour);
            colour = piece->colour;
        }
        buf_add(out, wrapper->text.data + piece->at, piece->len);
    }
    if (colour != NULL)
        buf_add_text(out, SGR_END);
    buf_add_char(out, '\n');
}

/* Where the line that starts with piece first ends: as far as it fits, back to the last break. */
static size_t fit_line(const struct wrapper *wrapper, size_t first, size_t room)
{
    size_t width = 0, last_break = first, end = first;

    for (; end < wrapper->count; end++) {
        const struct piece *piece = &wrapper->pieces[end];

        if (piece->may_break)
            last_break = end;
        if (!piece->space && width + piece->width > room)
            break;
        width += piece->width;
    }
    if (end == wrapper->count)
        return end;
    return last_break > first ? last_break : end > first ? end : first + 1;
}

static void write_line(const struct wrapper *wrapper, const struct layout *layout, struct buf *out)
{
    size_t at = 0;
    bool first = true;

    do {
        const char *prefix = first ? layout->first : layout->next;
        size_t taken = prefix != NULL ? width_of(span_of(prefix)) : 0;
        size_t end = fit_line(wrapper, at, layout->columns > taken ? layout->columns - taken : 1);

        if (prefix != NULL)
            buf_add_text(out, prefix);
        write_pieces(wrapper, layout, at, end, out);
        for (at = end; at < wrapper->count && wrapper->pieces[at].space;)
            at++;
        first = false;
    } while (at < wrapper->count);
}

void wrap_add(struct wrapper *wrapper, const struct layout *layout, struct span text,
              const struct mark *marks, size_t mark_count, struct buf *out)
{
    struct place place = {
        .at = text.at,
        .end = text.at + text.len,
        .mark = marks,
        .marks_end = mark_count > 0 ? marks + mark_count : marks,
    };

    do {
        cut_line(wrapper, layout, &place);
        write_line(wrapper, layout, out);
    } while (place.at < place.end);
}

void wrap_free(struct wrapper *wrapper)
{
    buf_free(&wrapper->text);
    free(wrapper->pieces);
}
