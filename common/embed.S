/* Puts a compiled blob into an object file; the Makefile names the file and the symbols. */
    .section .rodata
    .balign 64
    .global BLOB_NAME
    .global BLOB_END
BLOB_NAME:
    .incbin BLOB_FILE
BLOB_END:
    .byte 0
    .section .note.GNU-stack, "", @progbits
