/* hpy/src/debug/table.c -- a hash table whose entries belong to its user. */
#include "table.h"

#define FIRST_COUNT 64

/* What the low bits of addresses have in common says nothing. */
static table_entry **list_of(const table *t, const void *key)
{
    uintptr_t number = (uintptr_t)key;
    number = (number >> 4) ^ (number >> 12);
    return &t->lists[number & (t->lists_count - 1)];
}

table_entry *table_find(const table *t, const void *key)
{
    table_entry *entry = t->lists_count == 0 ? NULL : *list_of(t, key);
    while (entry != NULL && entry->key != key) {
        entry = entry->next;
    }
    return entry;
}

static void push(table *t, table_entry *entry)
{
    table_entry **list = list_of(t, entry->key);
    entry->next = *list;
    *list = entry;
}

/* As many lists as entries; a table that cannot grow is slower, no more. */
static void grow(table *t)
{
    size_t count = t->lists_count == 0 ? FIRST_COUNT : 2 * t->lists_count;
    table bigger = {PyMem_Calloc(count, sizeof(table_entry *)), count,
                    t->count};
    if (bigger.lists == NULL) {
        return;
    }
    for (size_t i = 0; i < t->lists_count; i++) {
        while (t->lists[i] != NULL) {
            table_entry *entry = t->lists[i];
            t->lists[i] = entry->next;
            push(&bigger, entry);
        }
    }
    PyMem_Free(t->lists);
    *t = bigger;
}

bool table_add(table *t, table_entry *entry)
{
    if (t->count >= t->lists_count) {
        grow(t);
    }
    if (t->lists_count == 0) {
        return false;
    }
    push(t, entry);
    t->count++;
    return true;
}

void table_remove(table *t, table_entry *entry)
{
    table_entry **link = list_of(t, entry->key);
    while (*link != entry) {
        link = &(*link)->next;
    }
    *link = entry->next;
    t->count--;
}
