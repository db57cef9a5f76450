/* src/object.c: objects that say themselves what they are in JSON. */
#include "encoder.h"

/* So often may `default` be called for one value. */
#define MAX_DEFAULTS 3

/* Call a hook, if the object has it: 1 and its result, 0, or -1 with an
 * exception. */
static int call_hook(HPyContext *ctx, HPy value, const char *name, HPy *result)
{
    HPy hook = HPy_GetAttr_s(ctx, value, name);
    if (HPy_IsNull(hook)) {
        HPyErr_Clear(ctx);
        return 0;
    }
    *result = HPy_NULL;
    if (HPyCallable_Check(ctx, hook)) {
        *result = HPy_Call(ctx, hook, NULL, 0, HPy_NULL);
    }
    else {
        HPy type = HPy_Type(ctx, hook);
        HPyErr_Format(ctx, ctx->h_TypeError,
                      "attribute of type '%s' is not callable",
                      HPyType_GetName(ctx, type));
        HPy_Close(ctx, type);
    }
    HPy_Close(ctx, hook);
    return HPy_IsNull(*result) ? -1 : 1;
}

static void refuse_result(HPyContext *ctx, const char *what, HPy result)
{
    HPy type = HPy_Type(ctx, result);
    HPyErr_Format(ctx, ctx->h_TypeError, "%s, got %s", what,
                  HPyType_GetName(ctx, type));
    HPy_Close(ctx, type);
}

static bool encode_to_dict(encoder *e, HPy dict)
{
    if (!HPyDict_Check(e->ctx, dict)) {
        refuse_result(e->ctx, "toDict() should return a dict", dict);
        return false;
    }
    return encode_any(e, dict, 0);
}

static bool encode_json(encoder *e, HPy json)
{
    if (!HPyUnicode_Check(e->ctx, json) && !HPyBytes_Check(e->ctx, json)) {
        refuse_result(e->ctx, "__json__() should return str or bytes", json);
        return false;
    }
    return write_raw(e, json);
}

static bool encode_default(encoder *e, HPy value, int defaults)
{
    HPyContext *ctx = e->ctx;
    HPy result;
    bool done;
    if (defaults == MAX_DEFAULTS) {
        HPyErr_SetString(ctx, ctx->h_TypeError,
                         "maximum recursion depth exceeded");
        return false;
    }
    result = HPy_Call(ctx, e->options->default_, &value, 1, HPy_NULL);
    done = !HPy_IsNull(result) && encode_any(e, result, defaults + 1);
    HPy_Close(ctx, result);
    return done;
}

static void refuse(HPyContext *ctx, HPy value)
{
    HPy repr = HPy_Repr(ctx, value);
    const char *text = NULL;
    if (!HPy_IsNull(repr)) {
        text = HPyUnicode_AsUTF8AndSize(ctx, repr, NULL);
    }
    if (text != NULL) {
        HPyErr_Format(ctx, ctx->h_TypeError, "%s is not JSON serializable",
                      text);
    }
    HPy_Close(ctx, repr);
}

bool encode_object(encoder *e, HPy value, int defaults)
{
    HPyContext *ctx = e->ctx;
    HPy result = HPy_NULL;
    bool done = false;
    int found = call_hook(ctx, value, "toDict", &result);
    if (found > 0) {
        done = encode_to_dict(e, result);
    }
    else if (found == 0) {
        found = call_hook(ctx, value, "__json__", &result);
        done = found > 0 && encode_json(e, result);
    }
    HPy_Close(ctx, result);
    if (found != 0) {
        return done;
    }
    if (!HPy_Is(ctx, e->options->default_, ctx->h_None)) {
        return encode_default(e, value, defaults);
    }
    refuse(ctx, value);
    return false;
}
