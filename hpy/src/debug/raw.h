/* hpy/src/debug/raw.h -- what an extension may read of an object, and no
 * longer than its handle is open.
 */
#ifndef HPY_DEBUG_RAW_H
#define HPY_DEBUG_RAW_H

#include "../universal/runtime.h"

/* A copy in pages of its own: it cannot be written, and not be read any more
 * after its handle is closed. */
typedef struct raw_data {
    void *start; /* owned; NULL if there is none */
    size_t size; /* bytes of the copy */
    bool is_protected;
    struct raw_data *previous; /* in the list of all copies */
    struct raw_data *next;
} raw_data;

/* What an address points to. */
typedef enum {
    RAW_OTHER, /* memory that is no copy */
    RAW_COPY,  /* a copy whose handle is open */
    RAW_GONE /* who reads it crashes: a copy whose handle is closed, nothing */
} raw_state;

/* Bytes of copies that are kept after their handles are closed. */
extern size_t raw_kept_max;

/* Copy `size` bytes, the final NUL among them; NULL without memory. A copy that
 * is there already stays: what points to it is valid as long as the handle. */
const char *raw_copy(raw_data *raw, const char *text, size_t size);

/* From now on who reads the copy crashes; it is freed if too much is kept. */
void raw_protect(raw_data *raw);
void raw_free(raw_data *raw);

raw_state raw_state_of(const void *address);

#endif /* HPY_DEBUG_RAW_H */
