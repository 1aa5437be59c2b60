"""job.py LIBRARY NAME <TEXT: as job.c, by ctypes: kcz.h is all that it needs to know."""

import ctypes as c
import sys


class Error(c.Structure):
    _fields_ = [("status", c.c_int), ("message", c.c_char * 252)]


class Text(c.Structure):  # struct kcz_article, struct kcz_converted
    _fields_ = [("text", c.c_void_p), ("len", c.c_size_t), ("meta", c.c_char_p)]


class Word(c.Structure):
    _fields_ = [("start", c.c_size_t), ("end", c.c_size_t), ("first_byte", c.c_size_t),
                ("end_byte", c.c_size_t), ("pos", c.c_char_p)]


class Words(c.Structure):
    _fields_ = [("items", c.POINTER(Word)), ("count", c.c_size_t),
                ("json", c.c_void_p), ("len", c.c_size_t)]


class Entity(c.Structure):
    _fields_ = [("type", c.c_char_p), ("start", c.c_size_t), ("end", c.c_size_t),
                ("first_byte", c.c_size_t), ("end_byte", c.c_size_t), ("nested", c.c_bool),
                ("kind", c.c_char_p), ("code", c.c_char_p), ("norm", c.c_char_p),
                ("has_value", c.c_bool), ("value", c.c_double), ("unit", c.c_char_p)]


class Entities(c.Structure):
    _fields_ = [("items", c.POINTER(Entity)), ("count", c.c_size_t),
                ("json", c.c_void_p), ("len", c.c_size_t)]


ENTITIES = ("kcz_recogniser_open", [None, False], "kcz_entities", Entities, [None])
WORDS = ("kcz_segmenter_open", [None, None, None, True], "kcz_segment", Words, [])
JOBS = {
    "clean": ("kcz_cleaner_open", [None, None], "kcz_clean", Text, []),
    "meta": ("kcz_cleaner_open", [None, None], "kcz_clean", Text, []),
    "convert": ("kcz_converter_open", [None, None], "kcz_convert", Text, []),
    "segment": WORDS,
    "words": WORDS,
    "entities": ENTITIES,
    "names": ENTITIES,
}


def show(name, result, text):
    """The job's result as bytes: what the program writes, or what the arrays say."""
    if name == "words":
        return "".join(f"{text[w.start:w.end]}/{w.pos.decode()}\n"
                       for w in result.items[:result.count]).encode()
    if name == "names":
        return "".join(f"{e.type.decode()} {text[e.start:e.end]}\n"
                       for e in result.items[:result.count]).encode()
    if name == "meta":
        return result.meta or b""
    return c.string_at(result.text if isinstance(result, Text) else result.json, result.len)


def main():
    library, name = c.CDLL(sys.argv[1]), sys.argv[2]
    open_name, options, call_name, kind, more = JOBS[name]
    text, error = sys.stdin.buffer.read(), Error()
    opening, call = library[open_name], library[call_name]
    opening.restype, call.restype = c.c_void_p, c.POINTER(kind)

    handle = opening(*options, c.byref(error))
    result = call(c.c_void_p(handle), text, c.c_size_t(len(text)), *more, c.byref(error))
    if not result:
        sys.exit(f"{error.status}: {error.message.decode()}")
    sys.stdout.buffer.write(show(name, result.contents, text.decode()))
    library.kcz_free(result)
    library[open_name[:-len("open")] + "close"](c.c_void_p(handle))


main()
