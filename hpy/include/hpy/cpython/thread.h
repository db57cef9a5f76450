/* hpy/cpython/thread.h -- running without Python for a while. */

static inline HPyThreadState HPy_LeavePythonExecution(HPyContext *ctx)
{
    HPyThreadState state = {(intptr_t)PyEval_SaveThread()};
    return state;
}

static inline void HPy_ReenterPythonExecution(HPyContext *ctx,
                                              HPyThreadState state)
{
    PyEval_RestoreThread((PyThreadState *)state._i);
}
