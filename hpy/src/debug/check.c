/* hpy/src/debug/check.c -- arguments that have to be of a certain kind. */
#include "call.h"

static void report_argument(debug_call *call, const char *argument,
                            HPy universal, const char *problem, bool is_fatal)
{
    mistake m = {.ctx = call->ctx,
                 .function = call->function,
                 .argument = argument,
                 .problem = problem,
                 .summary = "a wrong argument",
                 .object = _HPy_h2p(universal),
                 .is_fatal = is_fatal};
    report(&m);
}

/* A null handle may be what is wanted. */
static bool is_told(HPy h)
{
    return !HPy_IsNull(h) && !handle_is_open(h);
}

/* The universal handle if it fits; else one to go on with. A handle that was
 * closed is told as such, and no more. */
static HPy expect(debug_call *call, HPy h, const char *argument,
                  bool (*fits)(HPy universal), const char *problem, HPy instead)
{
    bool was_told = is_told(h);
    HPy universal = debug_in(call, h, argument);
    if (fits(universal)) {
        return universal;
    }
    if (!was_told) {
        report_argument(call, argument, universal, problem, false);
    }
    return instead;
}

static bool is_type(HPy h)
{
    return !HPy_IsNull(h) && PyType_Check(_HPy_h2p(h));
}

HPy debug_in_type(debug_call *call, HPy h, const char *argument)
{
    return expect(call, h, argument, is_type, "what is no type",
                  universal_context.h_BaseObjectType);
}

static bool is_str(HPy h)
{
    return !HPy_IsNull(h) && PyUnicode_Check(_HPy_h2p(h));
}

HPy debug_in_str(debug_call *call, HPy h, const char *argument)
{
    return expect(call, h, argument, is_str, "what is no str",
                  _HPy_p2h(debug_empty_str));
}

static bool are_names(HPy h)
{
    return HPy_IsNull(h) || PyTuple_Check(_HPy_h2p(h));
}

HPy debug_in_names(debug_call *call, HPy h, const char *argument)
{
    return expect(call, h, argument, are_names,
                  "what is neither a tuple of names nor null", HPy_NULL);
}

/* ---- Shapes ---- */

static const char *shape_name(HPyType_BuiltinShape shape)
{
    switch (shape) {
    case HPyType_BuiltinShape_Legacy:
        return "HPyType_BuiltinShape_Legacy";
    case HPyType_BuiltinShape_Object:
        return "HPyType_BuiltinShape_Object";
    case HPyType_BuiltinShape_Type:
        return "HPyType_BuiltinShape_Type";
    case HPyType_BuiltinShape_Long:
        return "HPyType_BuiltinShape_Long";
    case HPyType_BuiltinShape_Float:
        return "HPyType_BuiltinShape_Float";
    case HPyType_BuiltinShape_Unicode:
        return "HPyType_BuiltinShape_Unicode";
    case HPyType_BuiltinShape_Tuple:
        return "HPyType_BuiltinShape_Tuple";
    case HPyType_BuiltinShape_List:
        return "HPyType_BuiltinShape_List";
    case HPyType_BuiltinShape_Dict:
        return "HPyType_BuiltinShape_Dict";
    default:
        return "no shape, as it is no type of HPy";
    }
}

HPy debug_in_shape(debug_call *call, HPy h, HPyType_BuiltinShape shape)
{
    HPy universal = debug_in(call, h, "h");
    HPyType_BuiltinShape actual;
    char problem[200];
    if (HPy_IsNull(universal)) {
        return universal;
    }
    actual = universal_context.ctx_Type_GetBuiltinShape(
        &universal_context, _HPy_p2h((PyObject *)Py_TYPE(_HPy_h2p(universal))));
    if (actual == shape) {
        return universal;
    }
    PyOS_snprintf(problem, sizeof(problem),
                  "an object of another shape: expected %s, and it is %s",
                  shape_name(shape), shape_name(actual));
    /* What the extension does to such a struct cannot be right. */
    report_argument(call, "h", universal, problem, true);
    return universal;
}
