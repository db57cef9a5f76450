/* src/take.c: items at places, which are counted from the end if negative. */
#include "take.h"

#include "cpu.h"
#include "loop.h"

/* From the end or not, without a branch. */
static inline uint64_t place_of(int64_t place, intptr_t length)
{
    return (uint64_t)(place + (place < 0 ? length : 0));
}

#define TAKE(BITS, T)                                                          \
    static intptr_t take_##BITS(const T *data, intptr_t length,                \
                                const int64_t *places, intptr_t count, T *to)  \
    {                                                                          \
        for (intptr_t i = 0; i < count; i++) {                                 \
            uint64_t place = place_of(places[i], length);                      \
            if (UNLIKELY(place >= (uint64_t)length)) {                         \
                return i;                                                      \
            }                                                                  \
            to[i] = data[place];                                               \
        }                                                                      \
        return -1;                                                             \
    }                                                                          \
                                                                               \
    static void put_##BITS(T *data, intptr_t length, const int64_t *places,    \
                           intptr_t count, const T *values, intptr_t step)     \
    {                                                                          \
        for (intptr_t i = 0; i < count; i++) {                                 \
            data[place_of(places[i], length)] = values[i * step];              \
        }                                                                      \
    }
TAKE(8, uint8_t)
TAKE(16, uint16_t)
TAKE(32, uint32_t)
TAKE(64, uint64_t)
TAKE(128, complex128)

intptr_t take_items(intptr_t size, const char *data, intptr_t length,
                    const int64_t *places, intptr_t count, char *to)
{
#define CALL(BITS, T)                                                          \
    take_##BITS((const T *)data, length, places, count, (T *)to)
    switch (size) {
    case 1:
        return CALL(8, uint8_t);
    case 2:
        return CALL(16, uint16_t);
    case 4:
        return CALL(32, uint32_t);
    case 8:
        return CALL(64, uint64_t);
    default:
        return CALL(128, complex128);
    }
#undef CALL
}

VECTORISED static bool are_valid(intptr_t length, const int64_t *places,
                                 intptr_t count)
{
    uint64_t wrong = 0; /* the sign bits of what must not be negative */
    for (intptr_t i = 0; i < count; i++) {
        uint64_t place = (uint64_t)places[i];
        wrong |= (place + (uint64_t)length) | ((uint64_t)length - 1 - place);
    }
    return wrong >> 63 == 0;
}

intptr_t take_check(intptr_t length, const int64_t *places, intptr_t count)
{
    if (are_valid(length, places, count)) {
        return -1;
    }
    for (intptr_t i = 0; i < count; i++) {
        if (place_of(places[i], length) >= (uint64_t)length) {
            return i;
        }
    }
    return -1;
}

void take_put(intptr_t size, char *data, intptr_t length, const int64_t *places,
              intptr_t count, const char *values, int step)
{
#define CALL(BITS, T)                                                          \
    put_##BITS((T *)data, length, places, count, (const T *)values, step)
    switch (size) {
    case 1:
        CALL(8, uint8_t);
        break;
    case 2:
        CALL(16, uint16_t);
        break;
    case 4:
        CALL(32, uint32_t);
        break;
    case 8:
        CALL(64, uint64_t);
        break;
    default:
        CALL(128, complex128);
    }
#undef CALL
}
