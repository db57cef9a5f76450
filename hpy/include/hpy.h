/* hpy.h -- the one header that an HPy extension includes.
 *
 * A table of contents: each line below is a header to open for more. The API
 * itself, one documented declaration per function, is in hpy/api.h.
 *
 * This directory is the whole integration. Choose an ABI with one macro:
 *
 *   cc -shared -fPIC -DHPY_ABI_UNIVERSAL -I <this directory> \
 *      -o mymodule.hpy0.so mymodule.c
 *   cc -shared -fPIC -DHPY_ABI_CPYTHON -I <this directory> \
 *      $(python3-config --includes) \
 *      -o mymodule$(python3-config --extension-suffix) mymodule.c
 *
 * HPY_ABI_UNIVERSAL  no Python.h and no Python symbol: one binary per platform
 * HPY_ABI_HYBRID     as universal, but Python.h may be used beside HPy
 * HPY_ABI_CPYTHON    an ordinary extension for one version of CPython
 *
 * HPY_ABI_MINOR (default 0) is the oldest runtime the binary is for; older
 * ones refuse it. Functions that are newer are not declared, unless
 * HPY_ABI_MAX_MINOR is set as well: then they may be called where
 * HPyContext_GetMinor tells that they are there.
 */
#ifndef HPY_H
#define HPY_H

#include "hpy/version.h"  /* the version of HPy and of its ABI */
#include "hpy/platform.h" /* which ABI, which compiler, standard headers */
#include "hpy/types.h"    /* what crosses the binary interface */
                          /* with hpy/signatures.h and hpy/slots.h */
#include "hpy/api.h"      /* THE API: every function, documented */

#include "hpy/generated/context.h" /* the context structure, from api.h */
#ifdef HPY_ABI_CPYTHON
#include "hpy/cpython/all.h" /* the one body of each function */
#else
#include "hpy/universal/calls.h" /* the same functions through the context */
#endif

#include "hpy/trampolines.h" /* from Python into an implementation */
#include "hpy/define.h"      /* what an author writes: HPyDef_METH & co. */
#include "hpy/inline.h"      /* small functions on the API alone */
#include "hpy/argparse.h"    /* HPyArg_Parse, HPyArg_ParseKeywords */
#include "hpy/argpass.h"     /* the same for formats that are literals */
#include "hpy/buildvalue.h"  /* HPy_BuildValue */
#include "hpy/format.h"      /* HPyUnicode_FromFormat, HPyErr_Format */
#include "hpy/structseq.h"   /* HPyStructSequence_NewType */
#include "hpy/helpers.h"     /* HPyHelpers_AddType & co. */

#endif /* HPY_H */
