/* Where the programs end with a message, the library aborts without one (kcz.h). */
#include <stdlib.h>

#include "memory.h"

void memory_exhausted(void)
{
    abort();
}
