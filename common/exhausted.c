#include <stdlib.h>
#include <unistd.h>

#include "diag.h"
#include "memory.h"

void memory_exhausted(void)
{
    static const char message[] = "kcz: out of memory\n";
    ssize_t written = write(STDERR_FILENO, message, sizeof message - 1);

    (void)written; /* nothing is left to be done about it */
    _exit(EXIT_TROUBLE);
}
