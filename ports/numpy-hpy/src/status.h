/* src/status.h: what went wrong in floating point since it was last asked. */
#ifndef NUMPY_STATUS_H
#define NUMPY_STATUS_H

enum {
    STATUS_DIVIDE = 1,
    STATUS_OVERFLOW = 2,
    STATUS_UNDERFLOW = 4,
    STATUS_INVALID = 8,
    STATUS_NEGATIVE_POWER = 16 /* of an integer: always an error */
};

#if defined(__SSE2__) || defined(_M_X64)
#include <xmmintrin.h>

/* The flags of SSE, which are all that compilers use there: reading the others
 * as fetestexcept does takes longer than adding ten numbers. */
static inline void status_clear(void)
{
    unsigned state = _mm_getcsr();
    if (state & 0x3f) {
        _mm_setcsr(state & ~0x3fu);
    }
}

static inline int status_get(void)
{
    unsigned state = _mm_getcsr();
    return (state & 0x04 ? STATUS_DIVIDE : 0) |
           (state & 0x08 ? STATUS_OVERFLOW : 0) |
           (state & 0x10 ? STATUS_UNDERFLOW : 0) |
           (state & 0x01 ? STATUS_INVALID : 0);
}
#else
#include <fenv.h>

static inline void status_clear(void)
{
    feclearexcept(FE_ALL_EXCEPT);
}

static inline int status_get(void)
{
    int state = fetestexcept(FE_ALL_EXCEPT);
    return (state & FE_DIVBYZERO ? STATUS_DIVIDE : 0) |
           (state & FE_OVERFLOW ? STATUS_OVERFLOW : 0) |
           (state & FE_UNDERFLOW ? STATUS_UNDERFLOW : 0) |
           (state & FE_INVALID ? STATUS_INVALID : 0);
}
#endif

#endif /* NUMPY_STATUS_H */
