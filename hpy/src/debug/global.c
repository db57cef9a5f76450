/* hpy/src/debug/global.c -- HPyGlobals that no module definition lists. */
#include "global.h"

#include "byhand.h"
#include "call.h"
#include "table.h"

/* A global that was listed or, by mistake, only stored. The memory of one that
 * is not listed may be gone, so what was stored is kept here. */
typedef struct {
    table_entry entry; /* the key is its address */
    bool is_listed;
    intptr_t stored;
} known_global;

static table globals;
static _HPyMutex lock;

/* Without memory for all of them nothing is known of the rest. */
static bool is_incomplete;

/* ---- What is known; with the lock held ---- */

/* A new entry, or NULL without memory. */
static known_global *add(const HPyGlobal *global)
{
    known_global *known = PyMem_New(known_global, 1);
    if (known != NULL) {
        *known = (known_global){{NULL, global}, false, 0};
        if (table_add(&globals, &known->entry)) {
            return known;
        }
    }
    PyMem_Free(known);
    is_incomplete = true;
    return NULL;
}

static known_global *find_or_add(const HPyGlobal *global)
{
    known_global *known = (known_global *)table_find(&globals, global);
    return known != NULL ? known : add(global);
}

void global_learn(const HPyModuleDef *definition)
{
    HPyGlobal **global = definition->globals;
    _HPyMutex_Lock(&lock);
    for (; global != NULL && *global != NULL; global++) {
        known_global *known = find_or_add(*global);
        if (known != NULL) {
            known->is_listed = true;
        }
    }
    _HPyMutex_Unlock(&lock);
}

/* Where a value was found last: Load gets the value, not the address, and the
 * values of globals rarely change. */
#define RECENT 64
static const known_global *recent[RECENT];

static const known_global **recent_place(HPyGlobal value)
{
    uintptr_t number = (uintptr_t)value._i;
    return &recent[((number >> 4) ^ (number >> 10)) % RECENT];
}

static bool has_value(const known_global *known, HPyGlobal value)
{
    const HPyGlobal *global = (const HPyGlobal *)known->entry.key;
    return (known->is_listed ? global->_i : known->stored) == value._i;
}

/* The global that has a value: a listed one if there are several. */
static const known_global *find_value(HPyGlobal value)
{
    const known_global *found = NULL;
    for (size_t i = 0; i < globals.lists_count; i++) {
        const table_entry *e = globals.lists[i];
        for (; e != NULL; e = e->next) {
            const known_global *known = (const known_global *)e;
            if (has_value(known, value) &&
                (found == NULL || known->is_listed)) {
                found = known;
            }
        }
    }
    return found;
}

static const known_global *find_recent(HPyGlobal value)
{
    const known_global **place = recent_place(value);
    if (*place == NULL || !(*place)->is_listed || !has_value(*place, value)) {
        *place = find_value(value);
    }
    return *place;
}

/* ---- Mistakes ---- */

static void report_global(debug_call *call, const char *argument,
                          const char *problem)
{
    mistake m = {.ctx = call->ctx,
                 .function = call->function,
                 .argument = argument,
                 .problem = problem,
                 .summary = "an HPyGlobal was used wrongly"};
    report(&m);
}

#define UNLISTED                                                               \
    "a global that no loaded HPyModuleDef lists in its .globals: list it "     \
    "there, as other implementations of Python need to know it"

/* Store goes on: CPython needs no list. */
static void check_target(debug_call *call, const HPyGlobal *global)
{
    const known_global *known;
    bool is_good;
    _HPyMutex_Lock(&lock);
    known = find_or_add(global);
    is_good = known == NULL || is_incomplete || known->is_listed;
    _HPyMutex_Unlock(&lock);
    if (!is_good) {
        report_global(call, "target_global", UNLISTED);
    }
}

/* Remember what has been stored. */
static void keep_value(const HPyGlobal *global)
{
    known_global *known;
    _HPyMutex_Lock(&lock);
    known = (known_global *)table_find(&globals, global);
    if (known != NULL) {
        known->stored = global->_i;
    }
    _HPyMutex_Unlock(&lock);
}

/* What is wrong with loading a value, or NULL. */
static const char *find_problem(HPyGlobal value, bool *is_stored)
{
    const known_global *known;
    bool is_complete;
    if (value._i == 0) {
        return "a null global: store an object first";
    }
    _HPyMutex_Lock(&lock);
    known = find_recent(value);
    is_complete = !is_incomplete;
    _HPyMutex_Unlock(&lock);
    *is_stored = known != NULL || !is_complete;
    if (!*is_stored) {
        return "what is not the value of a global: pass the variable itself, "
               "which HPyGlobal_Store has set and its .globals lists";
    }
    return known == NULL || known->is_listed ? NULL : UNLISTED;
}

/* Is there something to load? If not there is an exception. */
static bool check_value(debug_call *call, HPyGlobal value)
{
    bool is_stored = false;
    const char *problem = find_problem(value, &is_stored);
    if (problem != NULL) {
        report_global(call, "global", problem);
    }
    if (!is_stored) {
        debug_fail(call, problem);
    }
    return is_stored;
}

/* ---- Functions ---- */

void debug_Global_Store(HPyContext *ctx, HPyGlobal *target_global, HPy h)
{
    debug_call call;
    debug_enter(&call, ctx, DEBUG_INDEX(ctx_Global_Store));
    h = debug_in(&call, h, "h");
    check_target(&call, target_global);
    universal_context.ctx_Global_Store(&universal_context, target_global, h);
    keep_value(target_global);
    debug_leave(&call);
}

HPy debug_Global_Load(HPyContext *ctx, HPyGlobal global)
{
    HPy result = HPy_NULL;
    debug_call call;
    debug_enter(&call, ctx, DEBUG_INDEX(ctx_Global_Load));
    if (check_value(&call, global)) {
        result = debug_out(&call, universal_context.ctx_Global_Load(
                                      &universal_context, global));
    }
    debug_leave(&call);
    return result;
}
