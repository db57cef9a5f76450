/* hpy/version.h -- the version of HPy and of its binary interface.
 *
 * The one place where they are written: hpy/devel/version.py, and through it
 * setup.py, read them from the lines below. Keep one plain #define a line.
 */
#ifndef HPY_VERSION_H
#define HPY_VERSION_H

/* The version of the distribution `hpy`. */
#define HPY_VERSION "1.0.0.dev0"

/* A runtime loads the extensions of its own major version, and of every minor
 * version up to its own. */
#define HPY_ABI_VERSION 0
#define HPY_ABI_VERSION_MINOR 1

/* What the file name of a universal binary says: mymodule.hpy0.so */
#define HPY_ABI_TAG "hpy0"

#endif /* HPY_VERSION_H */
