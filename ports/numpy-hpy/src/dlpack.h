/* src/dlpack.h: arrays shared by DLPack, in both directions. */
#ifndef NUMPY_DLPACK_H
#define NUMPY_DLPACK_H

#include "python.h"

#include "flag.h"

/* Is an exported array waiting to be let go? Whoever sees this raised may call
 * dlpack_sweep. */
extern flag dlpack_has_released;

/* Let go of the arrays whose consumers are done with them. Their finalizers
 * may run any code. No exception may be set; none is raised. */
void dlpack_sweep(HPyContext *ctx);

/* Prepare the list of what is exported; false with an exception. */
bool dlpack_begin(HPyContext *ctx);

#endif /* NUMPY_DLPACK_H */
