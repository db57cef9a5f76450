/* hpy/src/universal/environment.c -- what the variables HPY and HPY_LOG say. */
#include "runtime.h"

#include "environment.h"

/* A piece of the value of HPY, in UTF-8. */
typedef struct {
    const char *start;
    Py_ssize_t length;
} Span;

/* The two names of a module, one of which an entry may give. */
typedef struct {
    Span short_name;
    Span full_name;
} Names;

/* ---- Variables ---- */

/* Look up a variable: 1 and a new reference, 0 and NULL if it is not set, or -1
 * and NULL with an exception. */
static int get(PyObject *env, const char *variable, PyObject **value)
{
    *value = NULL;
    if (!PyMapping_Check(env)) {
        PyErr_Format(PyExc_TypeError, "env: expected a mapping, got %.200s",
                     Py_TYPE(env)->tp_name);
        return -1;
    }
    *value = PyMapping_GetItemString(env, variable);
    if (*value == NULL) {
        if (!PyErr_ExceptionMatches(PyExc_KeyError)) {
            return -1;
        }
        PyErr_Clear();
        return 0;
    }
    if (!PyUnicode_Check(*value)) {
        PyErr_Format(PyExc_TypeError,
                     "environment variable %s: expected str, got %.200s",
                     variable, Py_TYPE(*value)->tp_name);
        Py_CLEAR(*value);
        return -1;
    }
    return 1;
}

/* ---- Spans ---- */

static int is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static Span span_strip(Span span)
{
    while (span.length > 0 && is_blank(span.start[0])) {
        span.start++;
        span.length--;
    }
    while (span.length > 0 && is_blank(span.start[span.length - 1])) {
        span.length--;
    }
    return span;
}

/* Cut the text before the first `separator` off the front of `*rest`. Without
 * a separator that is all of it, and 0 is returned. */
static int span_cut(Span *rest, char separator, Span *front)
{
    const char *found =
        (const char *)memchr(rest->start, separator, (size_t)rest->length);

    *front = *rest;
    if (found == NULL) {
        rest->start += rest->length;
        rest->length = 0;
        return 0;
    }
    front->length = found - rest->start;
    rest->start = found + 1;
    rest->length -= front->length + 1;
    return 1;
}

static int span_equals(Span a, Span b)
{
    return a.length == b.length &&
           memcmp(a.start, b.start, (size_t)a.length) == 0;
}

static int span_has(Span span, char c)
{
    return memchr(span.start, c, (size_t)span.length) != NULL;
}

/* Is this the lower-case `word`, in any case? The locale has no say. */
static int span_is_word(Span span, const char *word)
{
    Py_ssize_t i;

    for (i = 0; i < span.length; i++) {
        char c = span.start[i];
        if (c >= 'A' && c <= 'Z') {
            c = (char)(c - 'A' + 'a');
        }
        if (c != word[i] || c == '\0') {
            return 0;
        }
    }
    return word[i] == '\0';
}

/* ---- The grammar of HPY ---- */

/* Raise ValueError for the value of HPY: `problem` with its part `span`. */
static int refuse(const char *problem, Span span)
{
    PyObject *part = PyUnicode_DecodeUTF8(span.start, span.length, "replace");

    if (part != NULL) {
        PyErr_Format(PyExc_ValueError,
                     "environment variable HPY: %s %R; expected HPY=MODE, or "
                     "HPY=MODULE:MODE,MODULE:MODE,... for single modules, "
                     "where MODE is %s, %s or %s",
                     problem, part, mode_words[MODE_UNIVERSAL],
                     mode_words[MODE_DEBUG], mode_words[MODE_TRACE]);
        Py_DECREF(part);
    }
    return -1;
}

static int parse_mode(Span word, hpy_mode *mode)
{
    int i;

    for (i = 0; i < MODE_COUNT; i++) {
        if (span_is_word(word, mode_words[i])) {
            *mode = (hpy_mode)i;
            return 0;
        }
    }
    return refuse("unknown mode", word);
}

/* 1 if the entry names the module, else 0; -1 with an exception. */
static int parse_entry(Span entry, const Names *names, hpy_mode *mode)
{
    Span name, rest = entry;

    if (!span_cut(&rest, ':', &name)) {
        return refuse("no colon in entry", entry);
    }
    name = span_strip(name);
    if (name.length == 0) {
        return refuse("no module in entry", entry);
    }
    if (parse_mode(span_strip(rest), mode) < 0) {
        return -1;
    }
    return span_equals(name, names->short_name) ||
           span_equals(name, names->full_name);
}

static int parse_entries(Span value, const Names *names, hpy_mode *mode)
{
    int found = 0, more;

    do {
        Span entry;
        hpy_mode entry_mode;
        int applies;

        more = span_cut(&value, ',', &entry);
        applies = parse_entry(span_strip(entry), names, &entry_mode);
        if (applies < 0) {
            return -1;
        }
        if (applies && !found) {
            *mode = entry_mode;
            found = 1;
        }
    } while (more);
    return 0;
}

static int parse_value(Span value, const Names *names, hpy_mode *mode)
{
    if (value.length == 0) {
        return 0;
    }
    if (span_has(value, ':') || span_has(value, ',')) {
        return parse_entries(value, names, mode);
    }
    return parse_mode(value, mode);
}

/* ---- Public ---- */

static int name_span(PyObject *name, Span *span)
{
    span->start = PyUnicode_AsUTF8AndSize(name, &span->length);
    return span->start == NULL ? -1 : 0;
}

/* A variable can hold bytes that are no text; they cannot be part of a mode or
 * of a name, so that any spelling of them will do. */
static PyObject *encode(PyObject *value)
{
    return PyUnicode_AsEncodedString(value, "utf-8", "backslashreplace");
}

int environment_mode(PyObject *env, PyObject *short_name, PyObject *full_name,
                     hpy_mode *mode)
{
    PyObject *value, *text;
    Names names;
    int result;

    *mode = MODE_UNIVERSAL;
    if (name_span(short_name, &names.short_name) < 0 ||
        name_span(full_name, &names.full_name) < 0) {
        return -1;
    }
    result = get(env, "HPY", &value);
    if (result <= 0) {
        return result;
    }
    text = encode(value);
    Py_DECREF(value);
    if (text == NULL) {
        return -1;
    }
    Span all = {PyBytes_AS_STRING(text), PyBytes_GET_SIZE(text)};
    result = parse_value(span_strip(all), &names, mode);
    Py_DECREF(text);
    return result;
}

int environment_log(PyObject *env, PyObject *name, hpy_mode mode)
{
    PyObject *value;
    int wanted = get(env, "HPY_LOG", &value);

    if (wanted <= 0) {
        return wanted;
    }
    Py_DECREF(value);
    if (mode == MODE_UNIVERSAL) {
        PySys_FormatStdout("Loading %R in HPy universal mode\n", name);
    }
    else {
        PySys_FormatStdout("Loading %R in HPy universal mode with the %s "
                           "context\n",
                           name, mode_words[mode]);
    }
    return 0;
}
