/* src/json/writer.c: JSON text under construction. */
#include "writer.h"

#include "spare.h"

#include <math.h>
#include <stdlib.h>

const char json_no_memory[] = "out of memory";

/* ---- Space ---- */

void json_writer_init(json_writer *writer)
{
    writer->start = writer->next = writer->room;
    writer->end = writer->room + JSON_WRITER_ROOM;
    writer->ascii = true;
}

void json_writer_free(json_writer *writer)
{
    if (writer->start == writer->room) {
        return;
    }
    if (writer->end - writer->start == JSON_SPARE_SIZE) {
        json_spare_return(writer->start);
    }
    else {
        free(writer->start);
    }
}

static void move_to(json_writer *writer, char *start, size_t space)
{
    writer->next = start + (writer->next - writer->start);
    writer->start = start;
    writer->end = start + space;
}

/* From the room on the stack to memory. */
static json_problem leave_room(json_writer *writer)
{
    char *start = (char *)json_spare_take();
    if (start == NULL) {
        return json_no_memory;
    }
    memcpy(start, writer->room, (size_t)(writer->next - writer->start));
    move_to(writer, start, JSON_SPARE_SIZE);
    return NULL;
}

static json_problem enlarge(json_writer *writer, size_t size)
{
    size_t used = (size_t)(writer->next - writer->start);
    size_t space = 2 * (size_t)(writer->end - writer->start);
    char *start;
    if (size > PTRDIFF_MAX / 2 - used) {
        return json_no_memory;
    }
    space = space < used + size ? used + size : space;
    start = (char *)realloc(writer->start, space);
    if (start == NULL) {
        return json_no_memory;
    }
    move_to(writer, start, space);
    return NULL;
}

json_problem json_grow(json_writer *writer, size_t size)
{
    json_problem problem = NULL;
    if (writer->start == writer->room) {
        problem = leave_room(writer);
    }
    if (problem == NULL && size > (size_t)(writer->end - writer->next)) {
        problem = enlarge(writer, size);
    }
    return problem;
}

/* ---- Text ---- */

json_problem json_write(json_writer *writer, const char *text, size_t size)
{
    json_problem problem = json_reserve(writer, size);
    if (problem == NULL) {
        memcpy(writer->next, text, size);
        writer->next += size;
        writer->ascii = writer->ascii && json_is_ascii(text, size);
    }
    return problem;
}

json_problem json_write_line(json_writer *writer, size_t size)
{
    json_problem problem = json_reserve(writer, size + 1);
    if (problem == NULL) {
        *writer->next++ = '\n';
        memset(writer->next, ' ', size);
        writer->next += size;
    }
    return problem;
}

/* ---- Numbers ---- */

json_problem json_put_not_finite(json_writer *writer, double value,
                                 bool allow_nan)
{
    const char *text = isnan(value) ? "NaN"
                       : value > 0  ? "Infinity"
                                    : "-Infinity";
    if (!allow_nan) {
        return "Invalid value when encoding double";
    }
    json_put_literal(writer, text, strlen(text));
    return NULL;
}
