/* hpy/cpython/all.h -- the body of every API function, over Python.h.
 *
 * There is one body of each function. The cpython ABI compiles it into the
 * extension; the runtime of the universal ABI compiles the same headers and
 * puts the functions' addresses into its context. A handle is the object
 * pointer in both.
 */
#ifndef HPY_CPYTHON_ALL_H
#define HPY_CPYTHON_ALL_H

HPy_BEGIN_BODIES
#include "hpy/cpython/compat.h"
#include "hpy/cpython/context.h"
#include "hpy/cpython/handle.h"
#include "hpy/cpython/err.h"
#include "hpy/cpython/long.h"
#include "hpy/cpython/complex.h"
#include "hpy/cpython/bool.h"
#include "hpy/cpython/number.h"
#include "hpy/cpython/object.h"
#include "hpy/cpython/name.h"
#include "hpy/cpython/attr.h"
#include "hpy/cpython/item.h"
#include "hpy/cpython/iter.h"
#include "hpy/cpython/bytes.h"
#include "hpy/cpython/unicode.h"
#include "hpy/cpython/list.h"
#include "hpy/cpython/dict.h"
#include "hpy/cpython/tuple.h"
#include "hpy/cpython/slice.h"
#include "hpy/cpython/buffer.h"
#include "hpy/cpython/builder.h"
#include "hpy/cpython/tracker.h"
#include "hpy/cpython/field.h"
#include "hpy/cpython/thread.h"
#include "hpy/cpython/capsule.h"
#include "hpy/cpython/contextvar.h"
#include "hpy/cpython/eval.h"
#include "hpy/cpython/struct.h"
#include "hpy/cpython/member.h"
#include "hpy/cpython/definition.h"
#include "hpy/cpython/record.h"
#include "hpy/cpython/instance.h"
#include "hpy/cpython/construct.h"
#include "hpy/cpython/metaclass.h"
#include "hpy/cpython/spec.h"
#include "hpy/cpython/base.h"
#include "hpy/cpython/type.h"
#include "hpy/cpython/new.h"
#include "hpy/cpython/float.h"
#include "hpy/cpython/call.h"
#include "hpy/cpython/module.h"
HPy_END_BODIES

#endif /* HPY_CPYTHON_ALL_H */
