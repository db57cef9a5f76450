/* hpy/src/debug/global.h -- the HPyGlobals that modules list. */
#ifndef HPY_DEBUG_GLOBAL_H
#define HPY_DEBUG_GLOBAL_H

#include "../universal/runtime.h"

/* Remember the globals that the definition of a module lists. */
void global_learn(const HPyModuleDef *definition);

#endif /* HPY_DEBUG_GLOBAL_H */
