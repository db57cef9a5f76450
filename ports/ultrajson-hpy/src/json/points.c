/* src/json/points.c: strings of which the code points are known. */
#include "form.h"
#include "span.h"

/* A code point of an array whose items have `width` bytes. */
static inline uint32_t point_at(const void *points, size_t index, int width)
{
    switch (width) {
    case 1:
        return ((const uint8_t *)points)[index];
    case 2:
        return ((const uint16_t *)points)[index];
    default:
        return ((const uint32_t *)points)[index];
    }
}

static inline char *write_any(char *out, uint32_t point, const char *forms)
{
    return point < 0x10000 ? write_any_unit(out, point, forms)
                           : write_point(out, point);
}

/* The compiler makes a function of this for each width. */
static inline json_problem write_all(json_writer *writer, const void *points,
                                     size_t size, int width,
                                     const json_quoting *quoting)
{
    const char *forms = forms_for(quoting);
    for (size_t i = 0; i < size;) {
        size_t stop = size - i < PIECE ? size : i + PIECE;
        json_problem problem = json_reserve(writer, 12 * (stop - i) + SLACK);
        char *out = writer->next;
        if (problem != NULL) {
            return problem;
        }
        for (; i < stop; i++) {
            out = write_any(out, point_at(points, i, width), forms);
        }
        writer->next = out;
    }
    return NULL;
}

json_problem json_write_points(json_writer *writer, const void *points,
                               size_t size, int width,
                               const json_quoting *quoting)
{
    json_problem problem = json_reserve(writer, JSON_SHORT);
    if (problem != NULL) {
        return problem;
    }
    json_put_byte(writer, '"');
    problem = width == 1   ? write_all(writer, points, size, 1, quoting)
              : width == 2 ? write_all(writer, points, size, 2, quoting)
                           : write_all(writer, points, size, 4, quoting);
    if (problem == NULL) {
        problem = json_reserve(writer, 1 + JSON_SHORT);
    }
    if (problem == NULL) {
        json_put_byte(writer, '"');
    }
    return problem;
}
