/* hpy/forbid_python_h/Python.h -- stops a universal build that wants Python.h.
 *
 * In the universal ABI this directory comes first on the include path, so that
 * a left-over `#include <Python.h>` is found when the extension is compiled
 * and not when it is loaded by another interpreter. No include guard: every
 * place that includes it is to be reported.
 */
#error                                                                         \
    "Python.h is not available in HPy's universal ABI: remove the include, \
or, while porting, build with the hybrid ABI (HPY_ABI=hybrid)"
