/* src/json/spare.h: memory that the next text can have.
 *
 * The system clears every page of memory that it hands out, which takes as long
 * as writing the text does. So the memory of one text is kept for the next.
 */
#ifndef JSON_SPARE_H
#define JSON_SPARE_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The size of the memory; what is not used of it is no more than an address. */
#define JSON_SPARE_SIZE ((size_t)4 << 20)

/* Take the spare memory, or new one of the same size; NULL if there is none. To
 * be returned, or freed, or resized. */
void *json_spare_take(void);

/* Give memory of this size back. */
void json_spare_return(void *memory);

#ifdef __cplusplus
}
#endif

#endif /* JSON_SPARE_H */
