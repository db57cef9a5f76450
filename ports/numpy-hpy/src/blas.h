/* src/blas.h: the BLAS that is loaded, if one is. */
#ifndef NUMPY_BLAS_H
#define NUMPY_BLAS_H

#include <stdbool.h>

/* Functions of CBLAS whose integers are ints: sizes and strides in items. */
enum { BLAS_ROW_MAJOR = 101, BLAS_PLAIN = 111, BLAS_TRANSPOSED = 112 };

typedef struct {
    void (*sgemm)(int order, int transpose_a, int transpose_b, int m, int n,
                  int k, float alpha, const float *a, int lda, const float *b,
                  int ldb, float beta, float *c, int ldc);
    void (*dgemm)(int order, int transpose_a, int transpose_b, int m, int n,
                  int k, double alpha, const double *a, int lda,
                  const double *b, int ldb, double beta, double *c, int ldc);
    void (*cgemm)(int order, int transpose_a, int transpose_b, int m, int n,
                  int k, const void *alpha, const void *a, int lda,
                  const void *b, int ldb, const void *beta, void *c, int ldc);
    void (*zgemm)(int order, int transpose_a, int transpose_b, int m, int n,
                  int k, const void *alpha, const void *a, int lda,
                  const void *b, int ldb, const void *beta, void *c, int ldc);
    void (*sgemv)(int order, int transpose, int m, int n, float alpha,
                  const float *a, int lda, const float *x, int incx, float beta,
                  float *y, int incy);
    void (*dgemv)(int order, int transpose, int m, int n, double alpha,
                  const double *a, int lda, const double *x, int incx,
                  double beta, double *y, int incy);
    float (*sdot)(int n, const float *x, int incx, const float *y, int incy);
    double (*ddot)(int n, const double *x, int incx, const double *y, int incy);
} blas_functions;

/* NULL as long as none is loaded. */
extern const blas_functions *blas;

/* Load the BLAS in a shared library, whose functions are called
 * `<prefix>cblas_dgemm` and so on. False if it is not there or lacks one. */
bool blas_load(const char *path, const char *prefix);

#endif /* NUMPY_BLAS_H */
