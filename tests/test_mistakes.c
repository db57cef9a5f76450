/* tests/test_mistakes.c -- one mistake per function, for the checks of debug
 * mode beyond handles, and what looks like a mistake and is none.
 */
#ifdef HPY_ABI_UNIVERSAL
#define _POSIX_C_SOURCE 200809L /* Python.h says it elsewhere */
#endif
#define HPY_ABI_MAX_MINOR 1 /* it calls TakeItems */
#include "support.h"

#include <stdlib.h>
#include <string.h>

/* A method NAME without an argument, with a body of statements that ends by
 * returning None. */
#define MISTAKE(NAME, ...)                                                     \
    HPyDef_METH(NAME, #NAME, HPyFunc_NOARGS)                                   \
    static HPy NAME##_impl(HPyContext *ctx, HPy self)                          \
    {                                                                          \
        (void)self;                                                            \
        __VA_ARGS__                                                            \
        return HPy_Dup(ctx, ctx->h_None);                                      \
    }

METHOD_O(identity, HPy_Dup(ctx, arg))
METHOD_O(call, HPy_Call(ctx, arg, NULL, 0, HPy_NULL))

/* ---- Threads ---- */

MISTAKE(call_outside, HPyThreadState state = HPy_LeavePythonExecution(ctx);
        HPy h = HPy_Dup(ctx, ctx->h_None); HPy_Close(ctx, h);
        HPy_ReenterPythonExecution(ctx, state);)
MISTAKE(leave_twice, HPyThreadState outer = HPy_LeavePythonExecution(ctx);
        HPyThreadState inner = HPy_LeavePythonExecution(ctx);
        HPy_ReenterPythonExecution(ctx, inner);
        HPy_ReenterPythonExecution(ctx, outer);)
MISTAKE(enter_only, HPyThreadState state = HPy_ZERO(HPyThreadState);
        HPy_ReenterPythonExecution(ctx, state);)
MISTAKE(enter_twice, HPyThreadState state = HPy_LeavePythonExecution(ctx);
        HPy_ReenterPythonExecution(ctx, state);
        HPy_ReenterPythonExecution(ctx, state);)
MISTAKE(enter_wrongly, HPyThreadState state = HPy_LeavePythonExecution(ctx);
        state._i += 16; HPy_ReenterPythonExecution(ctx, state);)
MISTAKE(return_outside, HPy_LeavePythonExecution(ctx); return HPy_NULL;)
MISTAKE(
    leave_well, HPyThreadState state; for (int i = 0; i < 3; i++) {
        state = HPy_LeavePythonExecution(ctx);
        HPy_ReenterPythonExecution(ctx, state);
    })

HPyDef_METH(leave_and_call, "leave_and_call", HPyFunc_O)
static HPy leave_and_call_impl(HPyContext *ctx, HPy self, HPy arg)
{
    HPyThreadState state = HPy_LeavePythonExecution(ctx);
    (void)self;
    HPy_ReenterPythonExecution(ctx, state);
    return HPy_Call(ctx, arg, NULL, 0, HPy_NULL);
}

#ifndef _WIN32
#include <pthread.h>

typedef struct {
    HPyContext *ctx;
    HPyThreadState state;
    HPy callable;
} baton;

/* Run a function in a thread of its own while this one has left Python. */
static void run_in_thread(HPyContext *ctx, HPy callable, void *(*run)(void *))
{
    baton b = {ctx, HPy_LeavePythonExecution(ctx), callable};
    pthread_t thread;
    if (pthread_create(&thread, NULL, run, &b) == 0) {
        pthread_join(thread, NULL);
    }
    HPy_ReenterPythonExecution(ctx, b.state);
}

static void *call_api(void *data)
{
    baton *b = (baton *)data;
    HPy_Close(b->ctx, HPy_Dup(b->ctx, b->ctx->h_None));
    return NULL;
}

static void *enter_python(void *data)
{
    baton *b = (baton *)data;
    HPy_ReenterPythonExecution(b->ctx, b->state);
    return NULL;
}

MISTAKE(call_in_thread, run_in_thread(ctx, self, call_api);)
MISTAKE(enter_in_thread, run_in_thread(ctx, self, enter_python);)
#else
MISTAKE(call_in_thread, )
MISTAKE(enter_in_thread, )
#endif

/* ---- Threads and interpreters of the C API ---- */

#if defined(HPY_ABI_HYBRID) && !defined(_WIN32)
static PyObject *callable;

static void *attach_and_call(void *data)
{
    PyGILState_STATE state = PyGILState_Ensure();
    call_api(data);
    PyGILState_Release(state);
    return NULL;
}

static void *attach_and_run(void *data)
{
    PyGILState_STATE state = PyGILState_Ensure();
    Py_XDECREF(PyObject_CallObject(callable, NULL));
    PyGILState_Release(state);
    return data;
}

MISTAKE(call_with_state, run_in_thread(ctx, self, attach_and_call);)

static HPy keep_callable(HPyContext *ctx, HPy h)
{
    Py_XDECREF(callable);
    callable = HPy_AsPyObject(ctx, h);
    return HPy_Dup(ctx, ctx->h_None);
}

METHOD_O(set_callable, keep_callable(ctx, arg))
MISTAKE(call_python, run_in_thread(ctx, self, attach_and_run);)

/* The same on this thread, which comes back to Python for the call. */
MISTAKE(call_python_here, HPyThreadState state = HPy_LeavePythonExecution(ctx);
        attach_and_run(NULL); HPy_ReenterPythonExecution(ctx, state);)

MISTAKE(call_elsewhere, PyThreadState *own = PyThreadState_Get();
        PyThreadState *other = Py_NewInterpreter();
        Py_XDECREF(PyObject_CallObject(callable, NULL));
        Py_EndInterpreter(other); PyThreadState_Swap(own);)
#define THREADS_OF_THE_C_API                                                   \
    &call_with_state, &set_callable, &call_python, &call_python_here,          \
        &call_elsewhere,
#else
#define THREADS_OF_THE_C_API
#endif

/* ---- Globals ---- */

static HPyGlobal listed, never_set, unlisted, of_second;

METHOD_O(store_listed,
         (HPyGlobal_Store(ctx, &listed, arg), HPyGlobal_Load(ctx, listed)))
METHOD_O(store_unlisted,
         (HPyGlobal_Store(ctx, &unlisted, arg), HPyGlobal_Load(ctx, unlisted)))
METHOD_O(store_of_second, (HPyGlobal_Store(ctx, &of_second, arg),
                           HPyGlobal_Load(ctx, of_second)))
/* The memory of one that is not listed may be gone when it is looked for. */
HPyDef_METH(store_in_freed, "store_in_freed", HPyFunc_O)
static HPy store_in_freed_impl(HPyContext *ctx, HPy self, HPy arg)
{
    HPyGlobal *global = (HPyGlobal *)calloc(1, sizeof(HPyGlobal));
    HPyGlobal unknown = {arg._i};
    HPyGlobal_Store(ctx, global, arg);
    HPyGlobal_Store(ctx, global, HPy_NULL);
    free(global);
    return HPyGlobal_Load(ctx, unknown);
}

METHOD_NOARGS(load_unset, HPyGlobal_Load(ctx, never_set))

HPyDef_METH(load_what_is_none, "load_what_is_none", HPyFunc_O)
static HPy load_what_is_none_impl(HPyContext *ctx, HPy self, HPy arg)
{
    HPyGlobal global = {arg._i};
    (void)self;
    return HPyGlobal_Load(ctx, global);
}

/* ---- Fields ---- */

/* A type with a field, whose instances have the methods put(x) and get(). */
#define CELL(NAME, BUILTIN_SHAPE, HEAD)                                        \
    typedef struct {                                                           \
        HEAD char filler[24];                                                  \
        HPyField field;                                                        \
    } NAME;                                                                    \
    HPyType_HELPERS(NAME, BUILTIN_SHAPE)                                       \
    HPyDef_METH(NAME##_put, "put", HPyFunc_O)                                  \
    static HPy NAME##_put_impl(HPyContext *ctx, HPy self, HPy arg)             \
    {                                                                          \
        HPyField_Store(ctx, self, &NAME##_AsStruct(ctx, self)->field, arg);    \
        return HPy_Dup(ctx, ctx->h_None);                                      \
    }                                                                          \
    HPyDef_METH(NAME##_get, "get", HPyFunc_NOARGS)                             \
    static HPy NAME##_get_impl(HPyContext *ctx, HPy self)                      \
    {                                                                          \
        return HPyField_Load(ctx, self, NAME##_AsStruct(ctx, self)->field);    \
    }                                                                          \
    HPyDef_SLOT(NAME##_traverse, HPy_tp_traverse)                              \
    static int NAME##_traverse_impl(void *data, HPyFunc_visitproc visit,       \
                                    void *arg)                                 \
    {                                                                          \
        HPy_VISIT(&((NAME *)data)->field);                                     \
        return 0;                                                              \
    }                                                                          \
    static HPyDef *NAME##_defines[] = {&NAME##_put, &NAME##_get,               \
                                       &NAME##_traverse, NULL};                \
    static HPyType_Spec NAME##_spec = {                                        \
        .name = "test_mistakes." #NAME,                                        \
        .basicsize = sizeof(NAME),                                             \
        .builtin_shape = SHAPE(NAME),                                          \
        .flags =                                                               \
            HPy_TPFLAGS_DEFAULT | HPy_TPFLAGS_BASETYPE | HPy_TPFLAGS_HAVE_GC,  \
        .defines = NAME##_defines,                                             \
    };

CELL(Object, HPyType_BuiltinShape_Object, )
CELL(Type, HPyType_BuiltinShape_Type, )
CELL(Tuple, HPyType_BuiltinShape_Tuple, )
CELL(List, HPyType_BuiltinShape_List, )
CELL(Dict, HPyType_BuiltinShape_Dict, )
CELL(Long, HPyType_BuiltinShape_Long, )
CELL(Unicode, HPyType_BuiltinShape_Unicode, )
#ifdef HPY_ABI_HYBRID
CELL(Legacy, HPyType_BuiltinShape_Legacy, PyObject_HEAD)
#endif

static HPy make(HPyContext *ctx, HPyType_Spec *spec, HPy base)
{
    HPyType_SpecParam params[] = {{HPyType_SpecParam_Base, base},
                                  {(HPyType_SpecParam_Kind)0, HPy_NULL}};
    return HPyType_FromSpec(ctx, spec, params);
}

METHOD_NOARGS(object_cell, make(ctx, &Object_spec, ctx->h_BaseObjectType))
METHOD_NOARGS(type_cell, make(ctx, &Type_spec, ctx->h_TypeType))
METHOD_NOARGS(tuple_cell, make(ctx, &Tuple_spec, ctx->h_TupleType))
METHOD_NOARGS(list_cell, make(ctx, &List_spec, ctx->h_ListType))
METHOD_NOARGS(dict_cell, make(ctx, &Dict_spec, ctx->h_DictType))
METHOD_NOARGS(long_cell, make(ctx, &Long_spec, ctx->h_LongType))
METHOD_NOARGS(unicode_cell, make(ctx, &Unicode_spec, ctx->h_UnicodeType))
#ifdef HPY_ABI_HYBRID
METHOD_NOARGS(legacy_cell, make(ctx, &Legacy_spec, ctx->h_BaseObjectType))
#define LEGACY_CELL &legacy_cell,
#else
#define LEGACY_CELL
#endif

/* A type that has the field of its base, and visits it by the base's function.
 */
static HPyType_Spec heir_spec = {
    .name = "test_mistakes.heir",
    .basicsize = sizeof(Object) + 16,
    .flags = HPy_TPFLAGS_DEFAULT | HPy_TPFLAGS_BASETYPE,
};
METHOD_O(heir_of, make(ctx, &heir_spec, arg))

/* One that adds a field which its base cannot visit. */
typedef struct {
    Object base;
    HPyField more;
} Longer;
HPyType_HELPERS(Longer)

HPyDef_METH(Longer_put_more, "put_more", HPyFunc_O)
static HPy Longer_put_more_impl(HPyContext *ctx, HPy self, HPy arg)
{
    HPyField_Store(ctx, self, &Longer_AsStruct(ctx, self)->more, arg);
    return HPy_Dup(ctx, ctx->h_None);
}
static HPyDef *Longer_defines[] = {&Longer_put_more, NULL};
static HPyType_Spec Longer_spec = {
    .name = "test_mistakes.Longer",
    .basicsize = sizeof(Longer),
    .builtin_shape = SHAPE(Longer),
    .flags = HPy_TPFLAGS_DEFAULT | HPy_TPFLAGS_BASETYPE,
    .defines = Longer_defines,
};
METHOD_O(longer_of, make(ctx, &Longer_spec, arg))

/* One without HPy_tp_traverse. */
static HPyDef *unvisited_defines[] = {&Object_put, &Object_get, NULL};
static HPyType_Spec unvisited_spec = {
    .name = "test_mistakes.unvisited",
    .basicsize = sizeof(Object),
    .flags = HPy_TPFLAGS_DEFAULT,
    .defines = unvisited_defines,
};
METHOD_NOARGS(unvisited, make(ctx, &unvisited_spec, ctx->h_BaseObjectType))

static HPyField outside;
METHOD_O(store_outside,
         (HPyField_Store(ctx, arg, &outside, ctx->h_None), HPy_NULL))
METHOD_O(store_nowhere, (HPyField_Store(ctx, arg, NULL, ctx->h_None), HPy_NULL))

HPyDef_METH(load_from_another, "load_from_another", HPyFunc_VARARGS)
static HPy load_from_another_impl(HPyContext *ctx, HPy self, const HPy *args,
                                  size_t nargs)
{
    (void)self, (void)nargs;
    return HPyField_Load(ctx, args[0], Object_AsStruct(ctx, args[1])->field);
}

HPyDef_METH(store_in_another, "store_in_another", HPyFunc_VARARGS)
static HPy store_in_another_impl(HPyContext *ctx, HPy self, const HPy *args,
                                 size_t nargs)
{
    Object *other = Object_AsStruct(ctx, args[1]);
    (void)self, (void)nargs;
    HPyField_Store(ctx, args[0], &other->field, ctx->h_None);
    return HPy_Dup(ctx, ctx->h_None);
}

/* ---- Trackers ---- */

MISTAKE(close_tracker_twice, HPyTracker ht = HPyTracker_New(ctx, 0);
        HPyTracker_Close(ctx, ht); HPyTracker_Close(ctx, ht);)
MISTAKE(add_after_close, HPyTracker ht = HPyTracker_New(ctx, 0);
        HPyTracker_Close(ctx, ht);
        HPyTracker_Add(ctx, ht, HPyLong_FromLong(ctx, 1));)
MISTAKE(forget_after_close, HPyTracker ht = HPyTracker_New(ctx, 0);
        HPyTracker_Close(ctx, ht); HPyTracker_ForgetAll(ctx, ht);)
MISTAKE(close_null_tracker, HPyTracker ht = HPy_ZERO(HPyTracker);
        HPyTracker_Close(ctx, ht);)
MISTAKE(add_to_null_tracker, HPyTracker ht = HPy_ZERO(HPyTracker);
        HPyTracker_Add(ctx, ht, HPyLong_FromLong(ctx, 1));)
MISTAKE(negative_tracker, HPyTracker_Close(ctx, HPyTracker_New(ctx, -1));)
MISTAKE(
    many_trackers, for (int i = 0; i < 2000; i++) {
        HPyTracker ht = HPyTracker_New(ctx, 0);
        HPyTracker_Add(ctx, ht, HPyLong_FromLong(ctx, i));
        HPyTracker_Close(ctx, ht);
    })

/* What every function may find missing is checked here. */
HPyDef_METH(close_tracker, "close_tracker", HPyFunc_NOARGS)
static HPy close_tracker_impl(HPyContext *ctx, HPy self)
{
    HPyTracker ht = HPyTracker_New(ctx, 1);
    HPy result = HPy_NULL;
    if (ht._i == 0) {
        return HPy_NULL;
    }
    for (int i = 0; i < 20; i++) {
        HPy h = HPyLong_FromLong(ctx, 1000 + i);
        if (HPy_IsNull(h) || HPyTracker_Add(ctx, ht, h) < 0) {
            goto cleanup;
        }
    }
    result = HPy_Dup(ctx, ctx->h_None);
cleanup:
    HPyTracker_Close(ctx, ht);
    return result;
}

/* ---- Builders ---- */

/* A method NAME(size, *indices), with statements for each `index`, whose handle
 * is args[i]. */
#define FILL(NAME, BUILDER, ...)                                               \
    HPyDef_METH(NAME, #NAME, HPyFunc_VARARGS)                                  \
    static HPy NAME##_impl(HPyContext *ctx, HPy self, const HPy *args,         \
                           size_t nargs)                                       \
    {                                                                          \
        HPy##BUILDER builder =                                                 \
            HPy##BUILDER##_New(ctx, HPyLong_AsSsize_t(ctx, args[0]));          \
        (void)self;                                                            \
        for (size_t i = 1; i < nargs; i++) {                                   \
            HPy_ssize_t index = HPyLong_AsSsize_t(ctx, args[i]);               \
            __VA_ARGS__                                                        \
        }                                                                      \
        return HPy##BUILDER##_Build(ctx, builder);                             \
    }

FILL(set_list, ListBuilder, HPyListBuilder_Set(ctx, builder, index, args[i]);)
FILL(set_tuple, TupleBuilder,
     HPyTupleBuilder_Set(ctx, builder, index, args[i]);)

/* Two items at once, for the index and the one behind it. */
FILL(take_list, ListBuilder,
     const HPy items[] = {HPy_Dup(ctx, args[i]), HPy_Dup(ctx, args[i])};
     HPyListBuilder_TakeItems(ctx, builder, index, items, 2);)
FILL(take_tuple, TupleBuilder,
     const HPy items[] = {HPy_Dup(ctx, args[i]), HPy_Dup(ctx, args[i])};
     HPyTupleBuilder_TakeItems(ctx, builder, index, items, 2);)

MISTAKE(cancel_unfinished,
        HPyTupleBuilder_Cancel(ctx, HPyTupleBuilder_New(ctx, 3));)

/* ---- Results ---- */

static enum { GOOD, RESULT_WITH_EXCEPTION, ERROR_WITHOUT } behaviour;

HPyDef_METH(behave, "behave", HPyFunc_O)
static HPy behave_impl(HPyContext *ctx, HPy self, HPy arg)
{
    (void)self;
    behaviour = HPyLong_AsLong(ctx, arg);
    return HPy_Dup(ctx, ctx->h_None);
}

static int is_failing(HPyContext *ctx)
{
    if (behaviour == RESULT_WITH_EXCEPTION) {
        HPyErr_SetString(ctx, ctx->h_LookupError, "pending");
    }
    return behaviour == ERROR_WITHOUT;
}

#define FAIL(ERROR, RESULT) return is_failing(ctx) ? ERROR : RESULT
#define FAIL_HPy FAIL(HPy_NULL, HPyLong_FromLong(ctx, 42))

HPyDef_METH(Results_noargs, "noargs", HPyFunc_NOARGS)
static HPy Results_noargs_impl(HPyContext *ctx, HPy self)
{
    FAIL_HPy;
}
HPyDef_METH(Results_o, "o", HPyFunc_O)
static HPy Results_o_impl(HPyContext *ctx, HPy self, HPy arg)
{
    FAIL_HPy;
}
HPyDef_METH(Results_varargs, "varargs", HPyFunc_VARARGS)
static HPy Results_varargs_impl(HPyContext *ctx, HPy self, const HPy *args,
                                size_t nargs)
{
    FAIL_HPy;
}
HPyDef_METH(Results_keywords, "keywords", HPyFunc_KEYWORDS)
static HPy Results_keywords_impl(HPyContext *ctx, HPy self, const HPy *args,
                                 size_t nargs, HPy kwnames)
{
    FAIL_HPy;
}
HPyDef_SLOT(Results_new, HPy_tp_new)
static HPy Results_new_impl(HPyContext *ctx, HPy cls, const HPy *args,
                            HPy_ssize_t nargs, HPy kw)
{
    Object *data;
    FAIL(HPy_NULL, HPy_New(ctx, cls, &data));
}
HPyDef_SLOT(Results_init, HPy_tp_init)
static int Results_init_impl(HPyContext *ctx, HPy self, const HPy *args,
                             HPy_ssize_t nargs, HPy kw)
{
    int result;
    if (nargs == 0) {
        return 0;
    }
    behaviour = HPyLong_AsLong(ctx, args[0]);
    result = is_failing(ctx) ? -1 : 0;
    behaviour = GOOD; /* for the finalizer */
    return result;
}
HPyDef_SLOT(Results_call, HPy_tp_call)
static HPy Results_call_impl(HPyContext *ctx, HPy self, const HPy *args,
                             size_t nargs, HPy kwnames)
{
    FAIL_HPy;
}
HPyDef_SLOT(Results_negative, HPy_nb_negative)
static HPy Results_negative_impl(HPyContext *ctx, HPy self)
{
    FAIL_HPy;
}
HPyDef_SLOT(Results_add, HPy_nb_add)
static HPy Results_add_impl(HPyContext *ctx, HPy left, HPy right)
{
    FAIL_HPy;
}
HPyDef_SLOT(Results_compare, HPy_tp_richcompare)
static HPy Results_compare_impl(HPyContext *ctx, HPy self, HPy other,
                                HPy_RichCmpOp op)
{
    FAIL_HPy;
}
HPyDef_SLOT(Results_bool, HPy_nb_bool)
static int Results_bool_impl(HPyContext *ctx, HPy self)
{
    FAIL(-1, 1);
}
HPyDef_SLOT(Results_length, HPy_sq_length)
static HPy_ssize_t Results_length_impl(HPyContext *ctx, HPy self)
{
    FAIL(-1, 3);
}
HPyDef_SLOT(Results_contains, HPy_sq_contains)
static int Results_contains_impl(HPyContext *ctx, HPy self, HPy item)
{
    FAIL(-1, 1);
}
HPyDef_SLOT(Results_assign, HPy_mp_ass_subscript)
static int Results_assign_impl(HPyContext *ctx, HPy self, HPy key, HPy value)
{
    FAIL(-1, 0);
}
HPyDef_SLOT(Results_hash, HPy_tp_hash)
static HPy_hash_t Results_hash_impl(HPyContext *ctx, HPy self)
{
    FAIL(-1, 7);
}
HPyDef_SLOT(Results_buffer, HPy_bf_getbuffer)
static int Results_buffer_impl(HPyContext *ctx, HPy self, HPy_buffer *view,
                               int flags)
{
    static char byte;
    memset(view, 0, sizeof(*view));
    if (is_failing(ctx)) {
        return -1;
    }
    view->buf = &byte;
    view->len = view->itemsize = 1;
    view->readonly = 1;
    view->obj = HPy_Dup(ctx, self);
    return 0;
}
HPyDef_GETSET(Results_item, "item")
static HPy Results_item_get(HPyContext *ctx, HPy self, void *closure)
{
    FAIL_HPy;
}
static int Results_item_set(HPyContext *ctx, HPy self, HPy value, void *closure)
{
    FAIL(-1, 0);
}
HPyDef_SLOT(Results_finalize, HPy_tp_finalize)
static void Results_finalize_impl(HPyContext *ctx, HPy self)
{
    is_failing(ctx);
}

static HPyDef *Results_defines[] = {&Results_noargs,
                                    &Results_o,
                                    &Results_varargs,
                                    &Results_keywords,
                                    &Results_new,
                                    &Results_init,
                                    &Results_call,
                                    &Results_negative,
                                    &Results_add,
                                    &Results_compare,
                                    &Results_bool,
                                    &Results_length,
                                    &Results_contains,
                                    &Results_assign,
                                    &Results_hash,
                                    &Results_buffer,
                                    &Results_item,
                                    &Results_finalize,
                                    NULL};
static HPyType_Spec Results_spec = {
    .name = "test_mistakes.Results",
    .basicsize = sizeof(Object),
    .flags = HPy_TPFLAGS_DEFAULT,
    .defines = Results_defines,
};
METHOD_NOARGS(results, make(ctx, &Results_spec, ctx->h_BaseObjectType))

/* The object dies while an exception is set: its finalizer did not set it. */
HPyDef_METH(raise_and_call, "raise_and_call", HPyFunc_O)
static HPy raise_and_call_impl(HPyContext *ctx, HPy self, HPy arg)
{
    HPy result;
    (void)self;
    HPyErr_SetString(ctx, ctx->h_LookupError, "pending");
    result = HPy_Dup(ctx, arg);
    HPyErr_Clear(ctx);
    return result;
}

/* ---- Capsules ---- */

static int thing;
static char changing[] = "first";

static HPy check_capsule(HPyContext *ctx, HPy capsule, const char *name)
{
    void *pointer = HPyCapsule_GetPointer(ctx, capsule, name);
    HPy_Close(ctx, capsule);
    return pointer == NULL ? HPy_NULL : HPyBool_FromBool(ctx, 1);
}

HPyDef_METH(change_name, "change_name", HPyFunc_NOARGS)
static HPy change_name_impl(HPyContext *ctx, HPy self)
{
    HPy capsule = HPyCapsule_New(ctx, &thing, changing, NULL);
    (void)self;
    changing[0] = 'F';
    return check_capsule(ctx, capsule, "first");
}

/* The name is the text of a handle that dies before the capsule. */
static HPy capsule_of_text(HPyContext *ctx, HPy arg,
                           HPyCapsule_Destructor *destructor)
{
    HPy h = HPy_Dup(ctx, arg);
    const char *name = HPyUnicode_AsUTF8AndSize(ctx, h, NULL);
    HPy capsule = HPyCapsule_New(ctx, &thing, name, destructor);
    HPy_Close(ctx, h);
    return capsule;
}

METHOD_O(get_dead_name,
         check_capsule(ctx, capsule_of_text(ctx, arg, NULL), "it"))

HPyDef_METH(is_valid_dead_name, "is_valid_dead_name", HPyFunc_O)
static HPy is_valid_dead_name_impl(HPyContext *ctx, HPy self, HPy arg)
{
    HPy capsule = capsule_of_text(ctx, arg, NULL);
    int result = HPyCapsule_IsValid(ctx, capsule, "it");
    (void)self;
    HPy_Close(ctx, capsule);
    return HPyBool_FromBool(ctx, result);
}

HPyCapsule_DESTRUCTOR(ignore)
static void ignore_impl(const char *name, void *pointer, void *context)
{
    (void)pointer, (void)context;
    thing = name != NULL && name[0] == 'a';
}

METHOD_O(destroy_dead_name, capsule_of_text(ctx, arg, &ignore))
METHOD_O(ignore_dead_name, capsule_of_text(ctx, arg, NULL))

static HPy named_by_closed(HPyContext *ctx, HPy arg, HPy capsule)
{
    HPy h = HPy_Dup(ctx, arg);
    const char *name = HPyUnicode_AsUTF8AndSize(ctx, h, NULL);
    HPy_Close(ctx, h);
    if (HPy_IsNull(capsule)) {
        return HPyCapsule_New(ctx, &thing, name, NULL);
    }
    HPyCapsule_SetName(ctx, capsule, name);
    return capsule;
}

METHOD_O(new_with_dead_name, named_by_closed(ctx, arg, HPy_NULL))
METHOD_O(set_dead_name,
         named_by_closed(ctx, arg, HPyCapsule_New(ctx, &thing, NULL, NULL)))

/* Everything that may be done with a capsule. */
HPyDef_METH(use_capsule, "use_capsule", HPyFunc_O)
static HPy use_capsule_impl(HPyContext *ctx, HPy self, HPy arg)
{
    char name[] = "given by SetName", same[] = "literal";
    HPy capsule = HPyCapsule_New(ctx, &thing, "literal", NULL);
    const char *text = HPyUnicode_AsUTF8AndSize(ctx, arg, NULL);
    int good = HPyCapsule_IsValid(ctx, capsule, same);
    (void)self;
    good &= HPyCapsule_SetName(ctx, capsule, name) == 0;
    good &= HPyCapsule_IsValid(ctx, capsule, "given by SetName");
    good &= HPyCapsule_SetDestructor(ctx, capsule, &ignore) == 0;
    good &= HPyCapsule_SetName(ctx, capsule, text) == 0;
    good &= HPyCapsule_GetName(ctx, capsule) == text;
    good &= HPyCapsule_GetPointer(ctx, capsule, text) == &thing;
    thing = 0;
    HPy_Close(ctx, capsule);
    return HPyBool_FromBool(ctx, good);
}

HPyDef_METH(name_capsule, "name_capsule", HPyFunc_O)
static HPy name_capsule_impl(HPyContext *ctx, HPy self, HPy arg)
{
    const char *name = HPyUnicode_AsUTF8AndSize(ctx, arg, NULL);
    HPy capsule =
        name == NULL ? HPy_NULL : HPyCapsule_New(ctx, &thing, name, &ignore);
    if (HPy_IsNull(capsule)) {
        return HPy_NULL;
    }
    HPyCapsule_SetName(ctx, capsule, "other");
    HPy_Close(ctx, capsule);
    return HPyErr_Occurred(ctx) ? HPy_NULL : HPy_Dup(ctx, ctx->h_None);
}

METHOD_NOARGS(thing_value, HPyLong_FromLong(ctx, thing))

/* ---- Modules ---- */

static HPyGlobal *module_globals[] = {&listed, &never_set, NULL};
static HPyDef *module_defines[] = {&identity,
                                   &call,
                                   &call_outside,
                                   &leave_twice,
                                   &enter_only,
                                   &enter_twice,
                                   &enter_wrongly,
                                   &return_outside,
                                   &leave_well,
                                   &leave_and_call,
                                   &call_in_thread,
                                   &enter_in_thread,
                                   THREADS_OF_THE_C_API &store_listed,
                                   &store_unlisted,
                                   &store_of_second,
                                   &store_in_freed,
                                   &load_unset,
                                   &load_what_is_none,
                                   &object_cell,
                                   &type_cell,
                                   &tuple_cell,
                                   &list_cell,
                                   &dict_cell,
                                   &long_cell,
                                   &unicode_cell,
                                   LEGACY_CELL &heir_of,
                                   &longer_of,
                                   &unvisited,
                                   &store_outside,
                                   &store_nowhere,
                                   &load_from_another,
                                   &store_in_another,
                                   &close_tracker_twice,
                                   &add_after_close,
                                   &forget_after_close,
                                   &close_null_tracker,
                                   &add_to_null_tracker,
                                   &negative_tracker,
                                   &many_trackers,
                                   &close_tracker,
                                   &set_list,
                                   &set_tuple,
                                   &take_list,
                                   &take_tuple,
                                   &cancel_unfinished,
                                   &behave,
                                   &results,
                                   &raise_and_call,
                                   &change_name,
                                   &get_dead_name,
                                   &is_valid_dead_name,
                                   &destroy_dead_name,
                                   &ignore_dead_name,
                                   &new_with_dead_name,
                                   &set_dead_name,
                                   &use_capsule,
                                   &name_capsule,
                                   &thing_value,
                                   NULL};
static HPyModuleDef module_def = {
    .defines = module_defines,
    .globals = module_globals,
};
HPy_MODINIT(test_mistakes, module_def)

/* A second module in the same binary, with a global of its own. */
static HPyDef *second_defines[] = {&store_of_second, NULL};
static HPyGlobal *second_globals[] = {&of_second, NULL};
static HPyModuleDef second_def = {
    .defines = second_defines,
    .globals = second_globals,
};
HPy_MODINIT(second, second_def)
