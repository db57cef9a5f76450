/* src/lanes.c: items are brought together within vectors. */
#include "lanes.h"

#ifdef HAVE_AVX2

uint64_t lanes_of_8[256];

/* Done when the library is loaded. */
__attribute__((constructor)) static void fill_lanes(void)
{
    for (int bits = 0; bits < 256; bits++) {
        int set = 0, clear = __builtin_popcount((unsigned)bits);
        for (uint64_t lane = 0; lane < 8; lane++) {
            int place = bits >> lane & 1 ? set++ : clear++;
            lanes_of_8[bits] |= lane << (8 * place);
        }
    }
}

#endif
