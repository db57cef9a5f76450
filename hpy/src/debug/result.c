/* hpy/src/debug/result.c -- results and exceptions. */
#include "result.h"

#include "../trace/functions.h"
#include "../universal/library.h"
#include "report.h"

/* What a result says, by the type that signatures.h gives it. */
typedef enum {
    RESULT_none, /* no implementation with a context returns it */
    RESULT_void, /* nothing: an exception has nowhere to go */
    RESULT_HPy,  /* null is an error */
    RESULT_next, /* HPy too: null without an exception is the end */
    RESULT_int,  /* negative is an error */
    RESULT_HPy_ssize_t,
    RESULT_HPy_hash_t /* -1 with an exception is an error */
} result_type;

/* What there is to know of a signature, and where its blocks hold the result:
 * an object, where the type says HPy. */
typedef struct {
    result_type type;
    const char *name;
    size_t offset;
} result_kind;

static const result_kind kinds[] = {
#include "generated/debug_results.h"
};

#define KINDS ((int)(sizeof(kinds) / sizeof(kinds[0])))

static const result_kind *kind_of(HPyFunc_Signature sig)
{
    static const result_kind none = {RESULT_none, "without a context", 0};
    bool is_known = (int)sig > 0 && (int)sig < KINDS;
    return is_known && kinds[sig].name != NULL ? &kinds[sig] : &none;
}

typedef struct {
    result_type type;
    void *value; /* in the block */
} result_place;

static result_place place_of(HPyFunc_Signature sig, void *args)
{
    const result_kind *kind = kind_of(sig);
    result_place place = {kind->type, (char *)args + kind->offset};
    return place;
}

/* ---- Errors ---- */

static bool is_error(const result_place *place)
{
    switch (place->type) {
    case RESULT_HPy:
    case RESULT_next:
        return *(PyObject **)place->value == NULL;
    case RESULT_int:
        return *(int *)place->value < 0;
    case RESULT_HPy_ssize_t:
        return *(HPy_ssize_t *)place->value < 0;
    case RESULT_HPy_hash_t:
        return *(HPy_hash_t *)place->value == -1;
    case RESULT_void:
    case RESULT_none:
        break;
    }
    return false;
}

/* An export of a buffer that has succeeded is taken back. */
static void release_buffer(_HPyFunc_args_GETBUFFERPROC *a)
{
    if (a->result == 0) {
        PyBuffer_Release((Py_buffer *)a->view);
    }
}

void result_drop(HPyFunc_Signature sig, void *args)
{
    result_place place = place_of(sig, args);
    if (place.type == RESULT_HPy || place.type == RESULT_next) {
        Py_CLEAR(*(PyObject **)place.value);
    }
    else if (sig == HPyFunc_GETBUFFERPROC) {
        release_buffer((_HPyFunc_args_GETBUFFERPROC *)args);
    }
}

bool result_set_error(HPyFunc_Signature sig, void *args)
{
    result_place place = place_of(sig, args);
    switch (place.type) {
    case RESULT_HPy:
    case RESULT_next:
        *(PyObject **)place.value = NULL;
        return true;
    case RESULT_int:
        *(int *)place.value = -1;
        return true;
    case RESULT_HPy_ssize_t:
        *(HPy_ssize_t *)place.value = -1;
        return true;
    case RESULT_HPy_hash_t:
        *(HPy_hash_t *)place.value = -1;
        return true;
    case RESULT_void:
    case RESULT_none:
        break;
    }
    return false;
}

/* May the result be an error without an exception? */
static bool may_be_silent(result_type type)
{
    return type == RESULT_next || type == RESULT_HPy_hash_t;
}

static const char *error_of(result_type type)
{
    return type == RESULT_HPy || type == RESULT_next ? "HPy_NULL" : "-1";
}

/* ---- Names ---- */

/* The place of a function without a name. */
static void write_place(char *text, size_t size, HPyCFunction func)
{
    const void *address = (const void *)(intptr_t)func;
    LibraryPlace place = {NULL, 0, NULL, 0};
    if (!library_locate(address, &place)) {
        PyOS_snprintf(text, size, "the function at %p", address);
    }
    else if (place.function != NULL && place.function_distance == 0) {
        PyOS_snprintf(text, size, "%.100s in %.100s", place.function,
                      place.file);
    }
    else {
        PyOS_snprintf(text, size, "the function at 0x%zx of %.150s",
                      place.distance, place.file);
    }
}

void result_name(char name[RESULT_NAME_SIZE], const char *words,
                 HPyFunc_Signature sig, HPyCFunction func)
{
    char place[250];
    const char *known = functions_find(func);
    if (known == NULL) {
        write_place(place, sizeof(place), func);
        known = place;
    }
    PyOS_snprintf(name, RESULT_NAME_SIZE, "%s %.200s (HPyFunc_%s)", words,
                  known, kind_of(sig)->name);
}

/* ---- Reports ---- */

/* What is wrong, in words. */
static void describe(char *problem, size_t size, const result_place *place)
{
    PyObject *type = PyErr_Occurred();
    const char *exception = type == NULL ? "" : ((PyTypeObject *)type)->tp_name;
    if (type == NULL) {
        PyOS_snprintf(problem, size,
                      "the error %s, but no exception is set: set one with "
                      "HPyErr_SetString or its like",
                      error_of(place->type));
    }
    else if (place->type == RESULT_void) {
        PyOS_snprintf(problem, size,
                      "the exception %.60s, which is set and cannot be raised "
                      "by a function without a result: clear or write it",
                      exception);
    }
    else {
        PyOS_snprintf(problem, size,
                      "a result while the exception %.60s is set: return %s, "
                      "or call HPyErr_Clear",
                      exception, error_of(place->type));
    }
}

static void report_result(HPyContext *ctx, const char *function,
                          const result_place *place, const char *problem)
{
    bool is_object = place->type == RESULT_HPy || place->type == RESULT_next;
    mistake m = {.ctx = ctx,
                 .function = function,
                 .problem = problem,
                 .summary = "a result does not fit the exception",
                 .object = is_object ? *(PyObject **)place->value : NULL};
    report(&m);
}

/* The exception is out of the way while its absence, or itself, is told. */
static HPy_NOINLINE void tell(HPyContext *ctx, HPyFunc_Signature sig,
                              HPyCFunction func, void *args)
{
    result_place place = place_of(sig, args);
    char function[RESULT_NAME_SIZE], problem[250];
    _HPyRaised taken;
    describe(problem, sizeof(problem), &place);
    taken = _HPy_TakeRaised();
    result_name(function, "the return from", sig, func);
    report_result(ctx, function, &place, problem);
    result_drop(sig, args);
    _HPy_GiveRaised(taken);
    if (PyErr_Occurred() == NULL) {
        PyErr_Format(PyExc_SystemError, "%s got %s", function, problem);
    }
    if (!result_set_error(sig, args)) {
        PyErr_WriteUnraisable(NULL); /* else it would turn up anywhere */
    }
}

void result_check(HPyContext *ctx, HPyFunc_Signature sig, HPyCFunction func,
                  void *args, bool was_raised)
{
    result_place place = place_of(sig, args);
    bool is_raised = PyErr_Occurred() != NULL;
    bool is_wrong;
    if (was_raised || place.type == RESULT_none) {
        return;
    }
    is_wrong = is_raised ? !is_error(&place)
                         : is_error(&place) && !may_be_silent(place.type);
    if (HPy_UNLIKELY(is_wrong)) {
        tell(ctx, sig, func, args);
    }
}
