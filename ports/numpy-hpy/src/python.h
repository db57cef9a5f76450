/* src/python.h: HPy, with what is new in minor 1, which is used where the
 * runtime has it. */
#ifndef NUMPY_PYTHON_H
#define NUMPY_PYTHON_H

#define HPY_ABI_MAX_MINOR 1
#include "hpy.h"

#endif /* NUMPY_PYTHON_H */
