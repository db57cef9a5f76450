/* src/errstate.c: what is done about floating point errors. */
#include "errstate.h"

#include "functions.h"

#include <stdio.h>

/* A context variable: a tuple of the actions for the four kinds of errors, each
 * in three bits of an int, and of the object that is called, or None. */
HPyGlobal state_variable;

typedef enum { IGNORE, WARN, RAISE, CALL, PRINT, LOG } action;

#define BITS_PER_ACTION 3

/* Warn about all but underflow. */
#define DEFAULT_ACTIONS                                                        \
    (WARN | WARN << BITS_PER_ACTION | IGNORE << 2 * BITS_PER_ACTION |          \
     WARN << 3 * BITS_PER_ACTION)

/* In the order of the STATUS_ bits. */
static const char *const kinds[] = {"divide by zero", "overflow", "underflow",
                                    "invalid value"};

/* ---- The state ---- */

HPyDef_METH(core_get_errstate, "get_errstate", HPyFunc_NOARGS,
            .doc = "get_errstate()\n--\n\n"
                   "Return the actions for floating point errors, three bits "
                   "each, and the object that is called.")
static HPy core_get_errstate_impl(HPyContext *ctx, HPy self)
{
    HPy variable = HPyGlobal_Load(ctx, state_variable), state = HPy_NULL;
    (void)self;
    if (HPyContextVar_Get(ctx, variable, HPy_NULL, &state) < 0) {
        state = HPy_NULL;
    }
    HPy_Close(ctx, variable);
    return state;
}

HPyDef_METH(core_set_errstate, "set_errstate", HPyFunc_O,
            .doc = "set_errstate(state, /)\n--\n\n"
                   "Set what get_errstate returns, in this context.")
static HPy core_set_errstate_impl(HPyContext *ctx, HPy self, HPy state)
{
    HPy variable = HPyGlobal_Load(ctx, state_variable), token;
    (void)self;
    token = HPyContextVar_Set(ctx, variable, state);
    HPy_Close(ctx, variable);
    if (HPy_IsNull(token)) {
        return HPy_NULL;
    }
    HPy_Close(ctx, token);
    return HPy_Dup(ctx, ctx->h_None);
}

bool errstate_begin(HPyContext *ctx)
{
    HPy state = HPy_BuildValue(ctx, "(iO)", DEFAULT_ACTIONS, ctx->h_None);
    HPy variable;
    if (HPy_IsNull(state)) {
        return false;
    }
    variable = HPyContextVar_New(ctx, "numpy_hpy.errstate", state);
    HPy_Close(ctx, state);
    if (HPy_IsNull(variable)) {
        return false;
    }
    HPyGlobal_Store(ctx, &state_variable, variable);
    HPy_Close(ctx, variable);
    return true;
}

/* ---- Reports ---- */

static bool call_back(HPyContext *ctx, HPy callback, const char *kind, int bit)
{
    HPy args = HPy_BuildValue(ctx, "(si)", kind, 1 << bit), result;
    if (HPy_IsNull(args)) {
        return false;
    }
    result = HPy_CallTupleDict(ctx, callback, args, HPy_NULL);
    HPy_Close(ctx, args);
    HPy_Close(ctx, result);
    return !HPy_IsNull(result);
}

/* Write a line to an object with a method `write`. */
static bool write_line(HPyContext *ctx, HPy file, const char *kind,
                       const char *function)
{
    HPy args[2] = {HPy_Dup(ctx, file),
                   HPyUnicode_FromFormat(ctx, "Warning: %s encountered in %s\n",
                                         kind, function)};
    HPy name = HPyUnicode_FromString(ctx, "write"), result = HPy_NULL;
    if (!HPy_IsNull(args[1]) && !HPy_IsNull(name)) {
        result = HPy_CallMethod(ctx, name, args, 2, HPy_NULL);
    }
    HPy_Close(ctx, args[0]);
    HPy_Close(ctx, args[1]);
    HPy_Close(ctx, name);
    HPy_Close(ctx, result);
    return !HPy_IsNull(result);
}

static bool print_line(HPyContext *ctx, const char *kind, const char *function)
{
    HPy sys = HPyImport_ImportModule(ctx, "sys");
    HPy file = HPy_IsNull(sys) ? HPy_NULL : HPy_GetAttr_s(ctx, sys, "stderr");
    bool done = !HPy_IsNull(file) && (HPy_Is(ctx, file, ctx->h_None) ||
                                      write_line(ctx, file, kind, function));
    HPy_Close(ctx, sys);
    HPy_Close(ctx, file);
    return done;
}

static bool act(HPyContext *ctx, action what, HPy callback,
                const char *function, int bit)
{
    char text[160];
    snprintf(text, sizeof(text), "%s encountered in %s", kinds[bit], function);
    switch (what) {
    case WARN:
        return HPyErr_WarnEx(ctx, ctx->h_RuntimeWarning, text, 1) == 0;
    case RAISE:
        HPyErr_SetString(ctx, ctx->h_FloatingPointError, text);
        return false;
    case CALL:
        return HPy_Is(ctx, callback, ctx->h_None) ||
               call_back(ctx, callback, kinds[bit], bit);
    case PRINT:
        return print_line(ctx, kinds[bit], function);
    case LOG:
        return HPy_Is(ctx, callback, ctx->h_None) ||
               write_line(ctx, callback, kinds[bit], function);
    default:
        return true;
    }
}

static bool report(HPyContext *ctx, HPy state, const char *function, int status)
{
    HPy actions = HPy_GetItem_i(ctx, state, 0), callback;
    long bits;
    bool done = true;
    if (HPy_IsNull(actions)) {
        return false;
    }
    bits = HPyLong_AsLong(ctx, actions);
    HPy_Close(ctx, actions);
    callback = HPy_GetItem_i(ctx, state, 1);
    if ((bits == -1 && HPyErr_Occurred(ctx)) || HPy_IsNull(callback)) {
        return false;
    }
    for (int bit = 0; bit < 4 && done; bit++) {
        if ((status & 1 << bit) != 0) {
            done = act(ctx, (action)(bits >> bit * BITS_PER_ACTION & 7),
                       callback, function, bit);
        }
    }
    HPy_Close(ctx, callback);
    return done;
}

bool errstate_report(HPyContext *ctx, const char *function, int status)
{
    HPy state;
    bool done;
    if ((status & STATUS_NEGATIVE_POWER) != 0) {
        HPyErr_SetString(ctx, ctx->h_ValueError,
                         "Integers to negative integer powers are not "
                         "allowed.");
        return false;
    }
    state = core_get_errstate_impl(ctx, HPy_NULL);
    if (HPy_IsNull(state)) {
        return false;
    }
    done = report(ctx, state, function, status);
    HPy_Close(ctx, state);
    return done;
}
