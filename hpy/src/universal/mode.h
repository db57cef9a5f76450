/* hpy/src/universal/mode.h -- the modes that a binary can be loaded in. */
#ifndef HPY_UNIVERSAL_MODE_H
#define HPY_UNIVERSAL_MODE_H

#include "runtime.h"

/* ORDER MODE: mode.c lists the words in this order. */
typedef enum {
    MODE_UNIVERSAL = 0, /* the plain context: full speed */
    MODE_DEBUG = 1,     /* every handle is checked */
    MODE_TRACE = 2      /* every call is counted */
} hpy_mode;

enum { MODE_COUNT = 3 };

/* The word for each mode, as users write it. */
extern const char *const mode_words[MODE_COUNT];

/* The context that serves a mode, for the module that `spec` names; NULL with
 * an exception. */
HPyContext *mode_context(hpy_mode mode, PyObject *spec);

/* A module of this definition is about to be made with that context. */
void mode_loaded(hpy_mode mode, HPyContext *ctx,
                 const HPyModuleDef *definition);

#endif /* HPY_UNIVERSAL_MODE_H */
