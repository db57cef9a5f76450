/* hpy/src/debug/table.h -- things that are found by an address. */
#ifndef HPY_DEBUG_TABLE_H
#define HPY_DEBUG_TABLE_H

#include "../universal/runtime.h"

/* The first member of what is in a table. */
typedef struct table_entry {
    struct table_entry *next;
    const void *key;
} table_entry;

/* Lists of entries, by a number that is made from the key. Begins as zeros. */
typedef struct {
    table_entry **lists;
    size_t lists_count; /* a power of two, or 0 */
    size_t count;
} table;

/* The entry of a key, or NULL. */
table_entry *table_find(const table *t, const void *key);

/* Put in an entry, whose key is not in the table: false without memory. */
bool table_add(table *t, table_entry *entry);

/* Take an entry out. */
void table_remove(table *t, table_entry *entry);

#endif /* HPY_DEBUG_TABLE_H */
