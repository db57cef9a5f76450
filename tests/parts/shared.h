/* tests/parts/shared.h -- a module that is made of two C files. */
#ifndef TESTS_PARTS_SHARED_H
#define TESTS_PARTS_SHARED_H

#include "hpy.h"

/* counter.c: a type whose instances count the calls of their methods. */
extern HPyType_Spec Counter_spec;

#endif /* TESTS_PARTS_SHARED_H */
