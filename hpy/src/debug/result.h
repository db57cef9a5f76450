/* hpy/src/debug/result.h -- what an implementation returns fits the exception
 * that it has set, or has not.
 */
#ifndef HPY_DEBUG_RESULT_H
#define HPY_DEBUG_RESULT_H

#include "../universal/runtime.h"

/* Check the result of an implementation, which is in the block `args`, unless
 * an exception `was_raised` before it was called. What does not fit is told and
 * then made an error: with the exception, or with SystemError. */
void result_check(HPyContext *ctx, HPyFunc_Signature sig, HPyCFunction func,
                  void *args, bool was_raised);

/* Give back a result that nobody will get. */
void result_drop(HPyFunc_Signature sig, void *args);

/* Make the result the one that goes with an exception; false if the signature
 * has none. */
bool result_set_error(HPyFunc_Signature sig, void *args);

/* What is known of an implementation, behind some words: its name in Python or
 * where it is in the binary, and its signature. */
#define RESULT_NAME_SIZE 300
void result_name(char name[RESULT_NAME_SIZE], const char *words,
                 HPyFunc_Signature sig, HPyCFunction func);

#endif /* HPY_DEBUG_RESULT_H */
