/* hpy/src/universal/mode.c -- the modes that a binary can be loaded in. */
#include "runtime.h"

#include "context.h"
#include "mode.h"

/* ORDER MODE */
const char *const mode_words[MODE_COUNT] = {"universal", "debug", "trace"};

HPyContext *mode_context(hpy_mode mode)
{
    if (mode != MODE_UNIVERSAL) {
        PyErr_Format(PyExc_NotImplementedError,
                     "hpy.universal: %s mode is not part of this build yet; "
                     "load in universal mode (unset HPY)",
                     mode_words[mode]);
        return NULL;
    }
    return &universal_context;
}
