/* hpy/src/debug/field.c -- HPyFields are in the struct of their owner, where
 * its type visits them.
 */
#include "byhand.h"
#include "call.h"

/* The next type from `type` on that HPy made, or NULL. */
static PyTypeObject *next_made(PyTypeObject *type)
{
    return _HPyRecord_Nearest(
        type, _HPyTypeFunctions_Of(&universal_context)->dealloc);
}

/* ---- Memory ---- */

typedef struct {
    char *start;
    char *end;
} range;

/* The struct of an object, as one of the types that HPy made declares it, and
 * items behind it. An int and a tuple keep their items in front. */
static range struct_of(PyObject *owner, PyTypeObject *type)
{
    const _HPyRecord *record = _HPyRecord_Own(type);
    char *start =
        _HPy_AsStruct(&universal_context, owner, record->struct_shape);
    range r = {start, start + record->struct_size};
    bool has_items = Py_TYPE(owner)->tp_itemsize != 0 &&
                     (record->struct_shape == HPyType_BuiltinShape_Object ||
                      record->struct_shape == HPyType_BuiltinShape_Legacy);
    if (has_items) {
        Py_ssize_t size = Py_SIZE(owner), count = size < 0 ? -size : size;
        r.end = (char *)owner + Py_TYPE(owner)->tp_basicsize +
                count * Py_TYPE(owner)->tp_itemsize;
    }
    return r;
}

static bool is_in(range r, const HPyField *field)
{
    return (char *)field >= r.start && (char *)(field + 1) <= r.end;
}

/* Does the struct hold the value of a field anywhere? */
static bool holds(range r, HPyField value)
{
    for (; r.start + sizeof(value) <= r.end; r.start++) {
        if (memcmp(r.start, &value, sizeof(value)) == 0) {
            return true;
        }
    }
    return false;
}

/* The type, of those that HPy made, in whose struct the field is; NULL. */
static PyTypeObject *find_struct(PyObject *owner, const HPyField *field)
{
    PyTypeObject *type = next_made(Py_TYPE(owner));
    while (type != NULL && !is_in(struct_of(owner, type), field)) {
        type = next_made(type->tp_base);
    }
    return type;
}

static bool find_value(PyObject *owner, HPyField value)
{
    PyTypeObject *type = next_made(Py_TYPE(owner));
    while (type != NULL && !holds(struct_of(owner, type), value)) {
        type = next_made(type->tp_base);
    }
    return type != NULL;
}

/* ---- Visits ---- */

/* The nearest type with a traverse function: it visits the fields of all. */
static PyTypeObject *find_traverse(PyObject *owner)
{
    PyTypeObject *type = next_made(Py_TYPE(owner));
    while (type != NULL && _HPyRecord_Own(type)->traverse == NULL) {
        type = next_made(type->tp_base);
    }
    return type;
}

/* Is the field one that only a derived type knows, without a traverse function
 * of its own? */
static bool is_unknown_to(PyTypeObject *visitor, PyObject *owner,
                          const HPyField *field)
{
    return !is_in(struct_of(owner, visitor), field);
}

/* ---- Mistakes ---- */

static void report_field(debug_call *call, const char *argument,
                         PyObject *owner, const char *problem)
{
    mistake m = {.ctx = call->ctx,
                 .function = call->function,
                 .argument = argument,
                 .problem = problem,
                 .summary = "an HPyField was used wrongly",
                 .object = owner};
    report(&m);
}

/* What is wrong with storing in a field, or NULL. */
static const char *find_problem(PyObject *owner, const HPyField *field)
{
    PyTypeObject *visitor;
    if (find_struct(owner, field) == NULL) {
        return "a field outside of the memory of its owner: a field is in the "
               "struct of the instance that is passed with it";
    }
    visitor = find_traverse(owner);
    if (visitor == NULL) {
        return "a field of a type without HPy_tp_traverse: nobody would visit "
               "or release it";
    }
    if (is_unknown_to(visitor, owner, field)) {
        return "a field of a type without HPy_tp_traverse: that of its base "
               "does not know the field";
    }
    return NULL;
}

static void report_null_owner(debug_call *call, const char *argument)
{
    report_field(call, argument, NULL,
                 "null instead of the owner of the field");
}

/* Is there a place to store at? What is only unwise goes on. */
static bool check_target(debug_call *call, HPy owner, const HPyField *field)
{
    const char *problem;
    if (field == NULL) {
        report_field(call, "target_field", _HPy_h2p(owner),
                     "NULL instead of the address of a field");
        return false;
    }
    if (HPy_IsNull(owner)) {
        report_null_owner(call, "target_object");
        return true;
    }
    problem = find_problem(_HPy_h2p(owner), field);
    if (problem != NULL) {
        report_field(call, "target_field", _HPy_h2p(owner), problem);
    }
    return true;
}

/* Does the owner have this value in a field? */
static void check_owner(debug_call *call, HPy owner, HPyField value)
{
    if (HPy_IsNull(owner)) {
        report_null_owner(call, "source_object");
    }
    else if (!find_value(_HPy_h2p(owner), value)) {
        report_field(call, "source_field", _HPy_h2p(owner),
                     "a field outside of the memory of its owner: what is "
                     "passed is not in the struct of the instance");
    }
}

/* Is there something to load? If not there is an exception. */
static bool check_value(debug_call *call, HPy owner, HPyField value)
{
    const char *problem = "a null field: ask HPyField_IsNull first";
    if (HPyField_IsNull(value)) {
        report_field(call, "source_field", _HPy_h2p(owner), problem);
        debug_fail(call, problem);
        return false;
    }
    check_owner(call, owner, value);
    if (value._i & 1) {
        debug_fail(call, "a handle instead of a field");
        return false;
    }
    return true;
}

/* ---- Functions ---- */

void debug_Field_Store(HPyContext *ctx, HPy target_object,
                       HPyField *target_field, HPy h)
{
    debug_call call;
    debug_enter(&call, ctx, DEBUG_INDEX(ctx_Field_Store));
    target_object = debug_in(&call, target_object, "target_object");
    h = debug_in(&call, h, "h");
    if (check_target(&call, target_object, target_field)) {
        universal_context.ctx_Field_Store(&universal_context, target_object,
                                          target_field, h);
    }
    debug_leave(&call);
}

HPy debug_Field_Load(HPyContext *ctx, HPy source_object, HPyField source_field)
{
    HPy result = HPy_NULL;
    debug_call call;
    debug_enter(&call, ctx, DEBUG_INDEX(ctx_Field_Load));
    source_object = debug_in(&call, source_object, "source_object");
    if (check_value(&call, source_object, source_field)) {
        result = debug_out(
            &call, universal_context.ctx_Field_Load(
                       &universal_context, source_object, source_field));
    }
    debug_leave(&call);
    return result;
}
