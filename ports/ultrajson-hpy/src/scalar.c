/* src/scalar.c: what is rare among strings, numbers and keys. */
#include "encoder.h"

bool encoder_fail(encoder *e, json_problem problem)
{
    if (problem == json_no_memory) {
        HPyErr_NoMemory(e->ctx);
    }
    else {
        HPyErr_SetString(e->ctx, e->ctx->h_OverflowError, problem);
    }
    return false;
}

/* ---- Strings ---- */

bool encode_text(encoder *e, HPy str)
{
    HPy owner;
    HPy_ssize_t size;
    const char *text = ujson_utf8(e->ctx, str, &size, &owner);
    bool done = text != NULL && write_string(e, text, size);
    HPy_Close(e->ctx, owner);
    return done;
}

bool encode_bytes(encoder *e, HPy bytes)
{
    const char *text = HPyBytes_AsString(e->ctx, bytes);
    HPy_ssize_t size = HPyBytes_Size(e->ctx, bytes);
    return text != NULL && write_string(e, text, size);
}

bool write_raw(encoder *e, HPy raw)
{
    HPyContext *ctx = e->ctx;
    HPy owner = HPy_NULL;
    HPy_ssize_t size = 0;
    const char *text;
    bool done;
    if (HPyBytes_Check(ctx, raw)) {
        text = HPyBytes_AsString(ctx, raw);
        size = HPyBytes_Size(ctx, raw);
    }
    else {
        text = ujson_utf8(ctx, raw, &size, &owner);
    }
    done = text != NULL && write_text(e, text, (size_t)size);
    HPy_Close(ctx, owner);
    return done;
}

/* ---- Integers ---- */

/* The digits of an integer of more than 64 bits, whatever its class prints. */
static bool encode_large(encoder *e, HPy value)
{
    HPyContext *ctx = e->ctx;
    HPy repr = HPy_GetAttr_s(ctx, ctx->h_LongType, "__repr__");
    HPy digits = HPy_NULL;
    bool done = false;
    if (!HPy_IsNull(repr)) {
        digits = HPy_Call(ctx, repr, &value, 1, HPy_NULL);
        HPy_Close(ctx, repr);
    }
    if (!HPy_IsNull(digits)) {
        done = write_raw(e, digits);
        HPy_Close(ctx, digits);
    }
    return done;
}

static bool is_overflow(HPyContext *ctx)
{
    if (HPyErr_ExceptionMatches(ctx, ctx->h_OverflowError)) {
        HPyErr_Clear(ctx);
        return true;
    }
    return false;
}

bool encode_integer(encoder *e, HPy value)
{
    HPyContext *ctx = e->ctx;
    int64_t number = HPyLong_AsInt64_t(ctx, value);
    uint64_t large;
    if (number != -1 || !HPyErr_Occurred(ctx)) {
        json_put_int64(&e->writer, number);
        return true;
    }
    if (!is_overflow(ctx)) {
        return false;
    }
    large = HPyLong_AsUInt64_t(ctx, value);
    if (large != UINT64_MAX || !HPyErr_Occurred(ctx)) {
        json_put_uint64(&e->writer, large);
        return true;
    }
    return is_overflow(ctx) && encode_large(e, value);
}

/* ---- Keys ---- */

bool encode_key(encoder *e, HPy key)
{
    HPyContext *ctx = e->ctx;
    HPy str;
    bool done;
    if (HPyUnicode_Check(ctx, key)) {
        return encode_text(e, key);
    }
    if (HPyBytes_Check(ctx, key)) {
        return encode_bytes(e, key);
    }
    if (HPy_Is(ctx, key, ctx->h_True)) {
        return put_literal(e, "\"true\"", 6);
    }
    if (HPy_Is(ctx, key, ctx->h_False)) {
        return put_literal(e, "\"false\"", 7);
    }
    if (HPy_Is(ctx, key, ctx->h_None)) {
        return put_literal(e, "\"null\"", 6);
    }
    str = HPy_Str(ctx, key);
    done = !HPy_IsNull(str) && encode_text(e, str);
    HPy_Close(ctx, str);
    return done;
}
