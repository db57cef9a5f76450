/* tests/devel/project/sample/sub/native.cpp -- an HPy extension in C++. */
#include "hpy.h"

#include <string>

HPyDef_METH(abi, "abi", HPyFunc_NOARGS)
static HPy abi_impl(HPyContext *ctx, HPy)
{
    return HPyUnicode_FromString(ctx, std::string(HPY_ABI).c_str());
}

static HPyDef *defines[] = {&abi, nullptr};

static HPyModuleDef moduledef = {"sub", 0, nullptr, defines, nullptr};

HPy_MODINIT(native, moduledef)
