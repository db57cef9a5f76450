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

/* buffer.c */
int debug_GetBuffer(HPyContext *ctx, HPy obj, HPy_buffer *view, int flags);
void debug_Buffer_Release(HPyContext *ctx, HPy_buffer *view);

/* report.c */
void debug_FatalError(HPyContext *ctx, const char *message);

/* thread.c */
HPyThreadState debug_LeavePythonExecution(HPyContext *ctx);
void debug_ReenterPythonExecution(HPyContext *ctx, HPyThreadState state);

/* global.c */
void debug_Global_Store(HPyContext *ctx, HPyGlobal *target_global, HPy h);
HPy debug_Global_Load(HPyContext *ctx, HPyGlobal global);

/* field.c */
void debug_Field_Store(HPyContext *ctx, HPy target_object,
                       HPyField *target_field, HPy h);
HPy debug_Field_Load(HPyContext *ctx, HPy source_object, HPyField source_field);

/* capsule.c */
HPy debug_Capsule_New(HPyContext *ctx, void *pointer, const char *utf8_name,
                      HPyCapsule_Destructor *destructor);
void *debug_Capsule_Get(HPyContext *ctx, HPy capsule, _HPyCapsule_key key,
                        const char *utf8_name);
int debug_Capsule_IsValid(HPyContext *ctx, HPy capsule, const char *utf8_name);
int debug_Capsule_Set(HPyContext *ctx, HPy capsule, _HPyCapsule_key key,
                      void *value);

/* builder.c */
HPyListBuilder debug_ListBuilder_New(HPyContext *ctx, HPy_ssize_t size);
void debug_ListBuilder_Set(HPyContext *ctx, HPyListBuilder builder,
                           HPy_ssize_t index, HPy h_item);
void debug_ListBuilder_TakeItems(HPyContext *ctx, HPyListBuilder builder,
                                 HPy_ssize_t index, const HPy *items,
                                 HPy_ssize_t count);
HPy debug_ListBuilder_Build(HPyContext *ctx, HPyListBuilder builder);
void debug_ListBuilder_Cancel(HPyContext *ctx, HPyListBuilder builder);
HPyTupleBuilder debug_TupleBuilder_New(HPyContext *ctx, HPy_ssize_t size);
void debug_TupleBuilder_Set(HPyContext *ctx, HPyTupleBuilder builder,
                            HPy_ssize_t index, HPy h_item);
void debug_TupleBuilder_TakeItems(HPyContext *ctx, HPyTupleBuilder builder,
                                  HPy_ssize_t index, const HPy *items,
                                  HPy_ssize_t count);
HPy debug_TupleBuilder_Build(HPyContext *ctx, HPyTupleBuilder builder);
void debug_TupleBuilder_Cancel(HPyContext *ctx, HPyTupleBuilder builder);

/* tracker.c */
HPyTracker debug_Tracker_New(HPyContext *ctx, HPy_ssize_t size);
int debug_Tracker_Add(HPyContext *ctx, HPyTracker ht, HPy h);
void debug_Tracker_ForgetAll(HPyContext *ctx, HPyTracker ht);
void debug_Tracker_Close(HPyContext *ctx, HPyTracker ht);

#endif /* HPY_DEBUG_BYHAND_H */
