/* hpy/src/debug/byhand.h -- the functions of a debug context that are not
 * derived from the types of their arguments.
 */
#ifndef HPY_DEBUG_BYHAND_H
#define HPY_DEBUG_BYHAND_H

#include "../universal/runtime.h"

/* call.c */
void debug_Close(HPyContext *ctx, HPy h);
void debug_CloseAll(HPyContext *ctx, const HPy *handles, HPy_ssize_t count);

/* real_call.c */
void debug_CallRealFunctionFromTrampoline(HPyContext *ctx,
                                          HPyFunc_Signature sig,
                                          HPyCFunction func, void *args);

/* type.c */
HPy debug_Type_FromSpec(HPyContext *ctx, HPyType_Spec *spec,
                        HPyType_SpecParam *params);

/* storage.c */
int debug_Unicode_GetStorage(HPyContext *ctx, HPy h, const void **data,
                             HPy_ssize_t *size);

/* report.c */
void debug_FatalError(HPyContext *ctx, const char *message);

/* builder.c */
HPyListBuilder debug_ListBuilder_New(HPyContext *ctx, HPy_ssize_t size);
void debug_ListBuilder_Set(HPyContext *ctx, HPyListBuilder builder,
                           HPy_ssize_t index, HPy h_item);
HPy debug_ListBuilder_Build(HPyContext *ctx, HPyListBuilder builder);
void debug_ListBuilder_Cancel(HPyContext *ctx, HPyListBuilder builder);
HPyTupleBuilder debug_TupleBuilder_New(HPyContext *ctx, HPy_ssize_t size);
void debug_TupleBuilder_Set(HPyContext *ctx, HPyTupleBuilder builder,
                            HPy_ssize_t index, HPy h_item);
HPy debug_TupleBuilder_Build(HPyContext *ctx, HPyTupleBuilder builder);
void debug_TupleBuilder_Cancel(HPyContext *ctx, HPyTupleBuilder builder);

/* tracker.c */
HPyTracker debug_Tracker_New(HPyContext *ctx, HPy_ssize_t size);
int debug_Tracker_Add(HPyContext *ctx, HPyTracker ht, HPy h);
void debug_Tracker_ForgetAll(HPyContext *ctx, HPyTracker ht);
void debug_Tracker_Close(HPyContext *ctx, HPyTracker ht);

#endif /* HPY_DEBUG_BYHAND_H */
