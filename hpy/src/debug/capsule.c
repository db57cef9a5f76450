/* hpy/src/debug/capsule.c -- the names of capsules, which must live as long.
 *
 * Each capsule with a name has a copy of it in a table, by its address. The
 * capsule's destructor is one of this file, which takes the copy out and calls
 * the extension's: so an entry goes with its capsule. If the C API has replaced
 * the destructor the entry is no longer trusted.
 */
#include "byhand.h"
#include "call.h"
#include "table.h"

typedef struct {
    table_entry entry;               /* the key is the capsule */
    PyCapsule_Destructor destructor; /* the extension's, or NULL */
    HPyContext *ctx;                 /* of who gave the name */
    const char *name;                /* what it gave */
    bool is_raw;  /* the name is text that was asked of a handle */
    bool is_told; /* it has died, and the copy took its place */
    char copy[1];
} name_copy;

static table copies;
static _HPyMutex lock;

/* ---- Copies ---- */

static void destroy(PyObject *capsule);

static name_copy *copy_find(PyObject *capsule)
{
    name_copy *copy = NULL;
    if (PyCapsule_CheckExact(capsule) &&
        PyCapsule_GetDestructor(capsule) == destroy) {
        _HPyMutex_Lock(&lock);
        copy = (name_copy *)table_find(&copies, capsule);
        _HPyMutex_Unlock(&lock);
    }
    return copy;
}

/* The entry of a capsule, also one that died unnoticed at this address. */
static name_copy *copy_take(PyObject *capsule)
{
    name_copy *copy;
    _HPyMutex_Lock(&lock);
    copy = (name_copy *)table_find(&copies, capsule);
    if (copy != NULL) {
        table_remove(&copies, &copy->entry);
    }
    _HPyMutex_Unlock(&lock);
    return copy;
}

static name_copy *copy_new(HPyContext *ctx, PyObject *capsule, const char *name)
{
    size_t size = strlen(name) + 1;
    name_copy *copy = PyMem_Malloc(sizeof(name_copy) + size);
    if (copy != NULL) {
        *copy = (name_copy){.entry.key = capsule,
                            .destructor = PyCapsule_GetDestructor(capsule),
                            .ctx = ctx,
                            .name = name,
                            .is_raw = raw_state_of(name) == RAW_COPY};
        memcpy(copy->copy, name, size);
    }
    return copy;
}

static bool copy_add(name_copy *copy)
{
    bool is_added;
    _HPyMutex_Lock(&lock);
    is_added = table_add(&copies, &copy->entry);
    _HPyMutex_Unlock(&lock);
    return is_added;
}

/* Keep a copy of the name that a capsule has now, instead of any other. It has
 * the extension's destructor. Without memory there is none. */
static void remember(HPyContext *ctx, PyObject *capsule)
{
    const char *name = PyCapsule_GetName(capsule);
    name_copy *copy;
    PyMem_Free(copy_take(capsule));
    copy = name == NULL ? NULL : copy_new(ctx, capsule, name);
    if (copy == NULL || !copy_add(copy)) {
        PyMem_Free(copy);
        return;
    }
    PyCapsule_SetDestructor(capsule, destroy);
}

/* ---- Names ---- */

static void report_name(debug_call *call, const char *argument,
                        PyObject *capsule, const char *problem)
{
    mistake m = {.ctx = call->ctx,
                 .function = call->function,
                 .argument = argument,
                 .problem = problem,
                 .summary = "the name of a capsule died",
                 .object = capsule};
    report(&m);
}

/* Can a name be read? Text of a closed handle cannot, and its memory may be
 * anything by now. */
static bool is_readable(const char *name, bool is_raw)
{
    return raw_state_of(name) == (is_raw ? RAW_COPY : RAW_OTHER);
}

static bool has_died(const name_copy *copy)
{
    return !copy->is_told && (!is_readable(copy->name, copy->is_raw) ||
                              strcmp(copy->name, copy->copy) != 0);
}

/* Has the C API given the capsule another name, as who takes over a capsule of
 * DLPack does? The entry says nothing about that one. */
static bool is_renamed(PyObject *capsule, const name_copy *copy)
{
    const char *name = PyCapsule_GetName(capsule);
    return name != copy->name && name != copy->copy;
}

/* Is the name of the capsule what it was? Else it gets the copy as its name,
 * which lives as long. */
static void check_name(debug_call *call, HPy capsule)
{
    PyObject *object = _HPy_h2p(capsule);
    name_copy *copy = object == NULL ? NULL : copy_find(object);
    char problem[200];
    if (copy == NULL || is_renamed(object, copy) || !has_died(copy)) {
        return;
    }
    PyOS_snprintf(problem, sizeof(problem),
                  "a capsule whose name has died or changed: it was '%.60s', "
                  "and is not copied, so give one that lives as long",
                  copy->copy);
    PyCapsule_SetName(object, copy->copy);
    copy->is_told = true;
    report_name(call, "capsule", object, problem);
}

/* A name as the capsule may have it: not one that cannot be read. */
static const char *check_new_name(debug_call *call, const char *argument,
                                  const char *name)
{
    if (name == NULL || raw_state_of(name) != RAW_GONE) {
        return name;
    }
    report_name(call, argument, NULL,
                "a name that cannot be read: the text of a handle that was "
                "closed, or memory that was freed");
    return "a name that was dead from the beginning";
}

/* Can the name that is asked for be compared? */
static bool check_asked_name(debug_call *call, const char *name)
{
    if (name == NULL || raw_state_of(name) != RAW_GONE) {
        return true;
    }
    report_name(call, "utf8_name", NULL,
                "a name that cannot be read: the text of a handle that was "
                "closed, or memory that was freed");
    return false;
}

/* ---- The end of a capsule ---- */

/* What the destructor gets as the name: it may well free it. */
static void check_last(PyObject *capsule, name_copy *copy)
{
    debug_call call = {.ctx = copy->ctx, .function = "the end of a capsule"};
    bool is_good = is_readable(copy->name, copy->is_raw);
    char problem[200];
    if (is_renamed(capsule, copy)) {
        return;
    }
    PyCapsule_SetName(capsule, is_good ? copy->name : copy->copy);
    if (!has_died(copy)) {
        return;
    }
    PyOS_snprintf(problem, sizeof(problem),
                  "a capsule whose name has died or changed before it: it was "
                  "'%.60s', and is not copied, so give one that lives as long",
                  copy->copy);
    report_name(&call, NULL, NULL, problem);
}

static void destroy(PyObject *capsule)
{
    name_copy *copy = copy_take(capsule);
    if (copy != NULL && copy->destructor != NULL) {
        check_last(capsule, copy);
        copy->destructor(capsule);
    }
    PyMem_Free(copy);
}

/* ---- Changes ---- */

/* Give a capsule the extension's destructor back for as long as the universal
 * context works on it. Its entry, or NULL. */
static name_copy *uncover(PyObject *object)
{
    name_copy *copy = object == NULL ? NULL : copy_find(object);
    if (copy != NULL) {
        PyCapsule_SetDestructor(object, copy->destructor);
    }
    return copy;
}

/* The entry stays if the capsule has the same name. */
static void cover(HPyContext *ctx, PyObject *object, _HPyCapsule_key key,
                  name_copy *copy)
{
    if (key == HPyCapsule_key_Name) {
        if (object != NULL && PyCapsule_CheckExact(object)) {
            remember(ctx, object);
        }
    }
    else if (copy != NULL) {
        copy->destructor = PyCapsule_GetDestructor(object);
        PyCapsule_SetDestructor(object, destroy);
    }
}

/* ---- Functions ---- */

HPy debug_Capsule_New(HPyContext *ctx, void *pointer, const char *utf8_name,
                      HPyCapsule_Destructor *destructor)
{
    HPy result;
    debug_call call;
    debug_enter(&call, ctx, DEBUG_INDEX(ctx_Capsule_New));
    utf8_name = check_new_name(&call, "utf8_name", utf8_name);
    result = universal_context.ctx_Capsule_New(&universal_context, pointer,
                                               utf8_name, destructor);
    if (!HPy_IsNull(result)) {
        remember(ctx, _HPy_h2p(result));
    }
    result = debug_out(&call, result);
    debug_leave(&call);
    return result;
}

/* The name belongs to the extension, so it gets no copy. */
void *debug_Capsule_Get(HPyContext *ctx, HPy capsule, _HPyCapsule_key key,
                        const char *utf8_name)
{
    void *result = NULL;
    debug_call call;
    debug_enter(&call, ctx, DEBUG_INDEX(ctx_Capsule_Get));
    capsule = debug_in(&call, capsule, "capsule");
    check_name(&call, capsule);
    if (check_asked_name(&call, utf8_name)) {
        result = universal_context.ctx_Capsule_Get(&universal_context, capsule,
                                                   key, utf8_name);
    }
    else {
        debug_fail(&call, "a name that cannot be read");
    }
    debug_leave(&call);
    return result;
}

int debug_Capsule_IsValid(HPyContext *ctx, HPy capsule, const char *utf8_name)
{
    int result = 0;
    debug_call call;
    debug_enter(&call, ctx, DEBUG_INDEX(ctx_Capsule_IsValid));
    capsule = debug_in(&call, capsule, "capsule");
    check_name(&call, capsule);
    if (check_asked_name(&call, utf8_name)) {
        result = universal_context.ctx_Capsule_IsValid(&universal_context,
                                                       capsule, utf8_name);
    }
    debug_leave(&call);
    return result;
}

int debug_Capsule_Set(HPyContext *ctx, HPy capsule, _HPyCapsule_key key,
                      void *value)
{
    name_copy *copy;
    int result;
    debug_call call;
    debug_enter(&call, ctx, DEBUG_INDEX(ctx_Capsule_Set));
    capsule = debug_in(&call, capsule, "capsule");
    if (key == HPyCapsule_key_Name) {
        value = (void *)check_new_name(&call, "value", value);
    }
    else {
        check_name(&call, capsule);
    }
    copy = uncover(_HPy_h2p(capsule));
    result = universal_context.ctx_Capsule_Set(&universal_context, capsule, key,
                                               value);
    cover(ctx, _HPy_h2p(capsule), key, copy);
    debug_leave(&call);
    return result;
}
