/* hpy/format.h -- text from a format: HPyUnicode_FromFormat, HPyErr_Format.
 *
 * A format is ASCII text with units `%[0][width][.precision]unit`:
 *
 *   unit            argument                       text
 *   %%              none                           %
 *   %c              int, 0 to 0x10FFFF             the character
 *   %d %i           int                            decimal digits
 *   %u %x           unsigned int                   decimal, hexadecimal digits
 *   %ld %li %lu     long, unsigned long            decimal digits
 *   %lld %lli %llu  long long, unsigned long long  decimal digits
 *   %zd %zi %zu     HPy_ssize_t, size_t            decimal digits
 *   %p              void *                         0x and hexadecimal digits
 *   %s              const char *, UTF-8            the string
 *   %U              HPy, a str                     the str
 *   %S %R %A        HPy                            str(), repr(), ascii() of it
 *   %V              HPy, a str or null, and then   the str, or the string if
 *                   const char *, UTF-8            the handle is null
 *
 * Numbers: the precision is the least number of digits; the width pads with
 * blanks on the left, or, with the flag 0, with zeros behind the sign. Strings:
 * the precision cuts, the width pads with blanks on the left; both count
 * characters of a handle and bytes of a C string. Bytes of a C string that are
 * not UTF-8 become U+FFFD. `%%`, `%c` and `%p` take no width and no precision,
 * and the flag 0 is for numbers only.
 *
 * A broken format is an error: SystemError for what is not a unit, for an
 * option that a unit does not take, and for a null argument; ValueError for a
 * width or precision beyond HPY_SSIZE_T_MAX and for a byte that is not ASCII;
 * OverflowError for a %c that is not a character.
 *
 * How it works: the text grows in one buffer as UTF-8, in which lone surrogates
 * are encoded like any other character, and is decoded at the end.
 */
#ifndef HPY_FORMAT_H
#define HPY_FORMAT_H

#define _HPyFormat_FEW 256 /* so many bytes need no memory of their own */

/* A text under construction. */
typedef struct {
    HPyContext *ctx;
    const char *format; /* the whole of it */
    const char *at;     /* what is to be read next */
    va_list values;
    char *text; /* `few`, or allocated */
    size_t length;
    size_t capacity;
    bool ascii; /* so far */
    char few[_HPyFormat_FEW];
} _HPyFormat;

/* A unit of the format. */
typedef struct {
    const char *start;     /* its % */
    bool zero;             /* the flag 0 */
    HPy_ssize_t width;     /* or -1 */
    HPy_ssize_t precision; /* or -1 */
    char size;             /* of a number: 'l', 'L' for ll, 'z' or 0 */
    char unit;
} _HPyFormatUnit;

static inline HPy HPyErr_Format(HPyContext *ctx, HPy type, const char *fmt,
                                ...);

/* Raise `type` for the piece of the format from `start` to here. */
static HPy_NOINLINE HPy_UNUSED int
_HPyFormat_Fail(_HPyFormat *f, HPy type, const char *start, const char *problem)
{
    HPyContext *ctx = f->ctx;
    HPy piece = HPyUnicode_DecodeLatin1(ctx, start, f->at - start, NULL);
    if (!HPy_IsNull(piece)) {
        HPyErr_Format(ctx, type,
                      "HPyUnicode_FromFormat: '%U' in the format \"%s\" %s",
                      piece, f->format, problem);
        HPy_Close(ctx, piece);
    }
    return -1;
}

/* ---- The buffer ---- */

/* Make room for more bytes than fit: 0, or -1 with MemoryError. */
static inline int _HPyFormat_Grow(_HPyFormat *f, size_t more)
{
    bool allocated = f->text != f->few;
    size_t needed = f->length + more;
    size_t capacity = needed + needed / 2;
    char *text = NULL;

    if (more <= (size_t)HPY_SSIZE_T_MAX - f->length) {
        text = (char *)realloc(allocated ? f->text : NULL, capacity);
    }
    if (text == NULL) {
        HPyErr_NoMemory(f->ctx);
        return -1;
    }
    if (!allocated) {
        memcpy(text, f->few, f->length);
    }
    f->text = text;
    f->capacity = capacity;
    return 0;
}

/* Append `size` bytes, to be written by the caller, who gets the first one's
 * address, or NULL with MemoryError. */
static inline char *_HPyFormat_Extend(_HPyFormat *f, size_t size)
{
    char *added;
    if (size > f->capacity - f->length && _HPyFormat_Grow(f, size) < 0) {
        return NULL;
    }
    added = f->text + f->length;
    f->length += size;
    return added;
}

static inline int _HPyFormat_Append(_HPyFormat *f, const char *bytes,
                                    size_t size)
{
    char *added = _HPyFormat_Extend(f, size);
    if (added == NULL) {
        return -1;
    }
    memcpy(added, bytes, size);
    return 0;
}

/* Append one byte as often as `used` is below `width`. */
static inline int _HPyFormat_Pad(_HPyFormat *f, char byte, HPy_ssize_t width,
                                 size_t used)
{
    size_t size = width > 0 && (size_t)width > used ? (size_t)width - used : 0;
    char *added = _HPyFormat_Extend(f, size);
    if (added == NULL) {
        return -1;
    }
    memset(added, byte, size);
    return 0;
}

/* The bytes of the buffer as a new str. */
static inline HPy _HPyFormat_Decode(_HPyFormat *f)
{
    HPyContext *ctx = f->ctx;
    HPy_ssize_t length = (HPy_ssize_t)f->length;
    HPy bytes, result;

    if (f->ascii) {
        return HPyUnicode_DecodeASCII(ctx, f->text, length, NULL);
    }
    bytes = HPyBytes_FromStringAndSize(ctx, f->text, length);
    if (HPy_IsNull(bytes)) {
        return HPy_NULL;
    }
    result = HPyUnicode_FromEncodedObject(ctx, bytes, "utf-8", "surrogatepass");
    HPy_Close(ctx, bytes);
    return result;
}

/* ---- Numbers and addresses ---- */

/* Append digits, at least `least` of them. */
static inline int _HPyFormat_WriteDigits(_HPyFormat *f,
                                         const _HPyFormatUnit *unit,
                                         uintmax_t number, bool negative,
                                         unsigned base)
{
    char digits[3 * sizeof(number)], *first = digits + sizeof(digits);
    size_t count, used;

    do {
        *--first = "0123456789abcdef"[number % base];
        number /= base;
    } while (number != 0);
    count = (size_t)(digits + sizeof(digits) - first);
    used =
        unit->precision > (HPy_ssize_t)count ? (size_t)unit->precision : count;
    used += negative;
    if ((!unit->zero && _HPyFormat_Pad(f, ' ', unit->width, used) < 0) ||
        _HPyFormat_Append(f, "-", negative) < 0 ||
        (unit->zero && _HPyFormat_Pad(f, '0', unit->width, used) < 0) ||
        _HPyFormat_Pad(f, '0', unit->precision, count) < 0) {
        return -1;
    }
    return _HPyFormat_Append(f, first, count);
}

static inline intmax_t _HPyFormat_Signed(_HPyFormat *f, char size)
{
    switch (size) {
    case 'l':
        return va_arg(f->values, long);
    case 'L':
        return va_arg(f->values, long long);
    case 'z':
        return va_arg(f->values, HPy_ssize_t);
    default:
        return va_arg(f->values, int);
    }
}

static inline uintmax_t _HPyFormat_Unsigned(_HPyFormat *f, char size)
{
    switch (size) {
    case 'l':
        return va_arg(f->values, unsigned long);
    case 'L':
        return va_arg(f->values, unsigned long long);
    case 'z':
        return va_arg(f->values, size_t);
    default:
        return va_arg(f->values, unsigned int);
    }
}

static inline int _HPyFormat_WriteNumber(_HPyFormat *f,
                                         const _HPyFormatUnit *unit)
{
    intmax_t number;
    uintmax_t magnitude;

    if (unit->unit == 'u' || unit->unit == 'x') {
        magnitude = _HPyFormat_Unsigned(f, unit->size);
        return _HPyFormat_WriteDigits(f, unit, magnitude, false,
                                      unit->unit == 'x' ? 16 : 10);
    }
    number = _HPyFormat_Signed(f, unit->size);
    magnitude = (uintmax_t)number;
    return _HPyFormat_WriteDigits(
        f, unit, number < 0 ? 0 - magnitude : magnitude, number < 0, 10);
}

static inline int _HPyFormat_WriteAddress(_HPyFormat *f,
                                          const _HPyFormatUnit *unit)
{
    uintptr_t address = (uintptr_t)va_arg(f->values, void *);
    if (_HPyFormat_Append(f, "0x", 2) < 0) {
        return -1;
    }
    return _HPyFormat_WriteDigits(f, unit, address, false, 16);
}

/* ---- Characters and strings ---- */

/* Append one character, which can be a lone surrogate. */
static inline int _HPyFormat_AppendCharacter(_HPyFormat *f, HPy_UCS4 code)
{
    size_t tail = code < 0x80 ? 0 : code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    char utf8[4];

    for (size_t i = tail; i > 0; i--) {
        utf8[i] = (char)(0x80 | (code & 0x3F));
        code >>= 6;
    }
    if (tail > 0) {
        /* The first byte begins with as many ones as there are bytes. */
        code |= 0xFF & (0xFF00 >> (tail + 1));
        f->ascii = false;
    }
    utf8[0] = (char)code;
    return _HPyFormat_Append(f, utf8, tail + 1);
}

static inline int _HPyFormat_WriteCharacter(_HPyFormat *f,
                                            const _HPyFormatUnit *unit)
{
    int code = va_arg(f->values, int);
    if (code < 0 || code > 0x10FFFF) {
        return _HPyFormat_Fail(f, f->ctx->h_OverflowError, unit->start,
                               "got a number that is not a character "
                               "(0 to 0x10FFFF)");
    }
    return _HPyFormat_AppendCharacter(f, (HPy_UCS4)code);
}

/* The bytes taken by the first characters of a text, at most `limit` of them
 * unless it is -1; their number goes into `*count`. */
static inline size_t _HPyFormat_Measure(const char *utf8, size_t size,
                                        HPy_ssize_t limit, size_t *count)
{
    size_t at = 0;
    *count = 0;
    while (at < size && (limit < 0 || *count < (size_t)limit)) {
        do {
            at++;
        } while (at < size && ((unsigned char)utf8[at] & 0xC0) == 0x80);
        ++*count;
    }
    return at;
}

/* Append a text in UTF-8; width and precision count its characters. */
static inline int _HPyFormat_WriteText(_HPyFormat *f,
                                       const _HPyFormatUnit *unit,
                                       const char *utf8, size_t size)
{
    size_t count;
    size = _HPyFormat_Measure(utf8, size, unit->precision, &count);
    if (count < size) {
        f->ascii = false;
    }
    if (_HPyFormat_Pad(f, ' ', unit->width, count) < 0) {
        return -1;
    }
    return _HPyFormat_Append(f, utf8, size);
}

/* Append a str that has no UTF-8, character by character. */
static inline int
_HPyFormat_WriteCharacters(_HPyFormat *f, const _HPyFormatUnit *unit, HPy text)
{
    HPyContext *ctx = f->ctx;
    HPy_ssize_t length = HPy_Length(ctx, text);

    if (unit->precision >= 0 && unit->precision < length) {
        length = unit->precision;
    }
    if (length < 0 || _HPyFormat_Pad(f, ' ', unit->width, (size_t)length) < 0) {
        return -1;
    }
    for (HPy_ssize_t i = 0; i < length; i++) {
        HPy_UCS4 code = HPyUnicode_ReadChar(ctx, text, i);
        if (code == (HPy_UCS4)-1 || _HPyFormat_AppendCharacter(f, code) < 0) {
            return -1;
        }
    }
    return 0;
}

/* Append a str, which can have lone surrogates. */
static inline int _HPyFormat_WriteStr(_HPyFormat *f, const _HPyFormatUnit *unit,
                                      HPy text)
{
    HPyContext *ctx = f->ctx;
    HPy_ssize_t size = 0;
    const char *utf8 = HPyUnicode_AsUTF8AndSize(ctx, text, &size);

    if (utf8 != NULL) {
        return _HPyFormat_WriteText(f, unit, utf8, (size_t)size);
    }
    if (!HPyErr_ExceptionMatches(ctx, ctx->h_UnicodeEncodeError)) {
        return -1;
    }
    HPyErr_Clear(ctx);
    return _HPyFormat_WriteCharacters(f, unit, text);
}

/* Append bytes that are meant to be UTF-8. */
static inline int _HPyFormat_WriteBytes(_HPyFormat *f, const char *string,
                                        size_t size)
{
    const _HPyFormatUnit plain = {NULL, false, -1, -1, 0, 's'};
    HPyContext *ctx = f->ctx;
    HPy bytes, text = HPy_NULL;
    int result = -1;

    bytes = HPyBytes_FromStringAndSize(ctx, string, (HPy_ssize_t)size);
    if (!HPy_IsNull(bytes)) {
        text = HPyUnicode_FromEncodedObject(ctx, bytes, "utf-8", "replace");
    }
    if (!HPy_IsNull(text)) {
        result = _HPyFormat_WriteStr(f, &plain, text);
    }
    HPy_Close(ctx, text);
    HPy_Close(ctx, bytes);
    return result;
}

/* Append a C string; width and precision count its bytes. */
static inline int _HPyFormat_WriteString(_HPyFormat *f,
                                         const _HPyFormatUnit *unit,
                                         const char *string)
{
    bool ascii = true;
    size_t size = 0;

    if (string == NULL) {
        return _HPyFormat_Fail(f, f->ctx->h_SystemError, unit->start,
                               "got NULL");
    }
    while ((unit->precision < 0 || size < (size_t)unit->precision) &&
           string[size] != '\0') {
        ascii = ascii && (unsigned char)string[size] < 0x80;
        size++;
    }
    if (_HPyFormat_Pad(f, ' ', unit->width, size) < 0) {
        return -1;
    }
    return ascii ? _HPyFormat_Append(f, string, size)
                 : _HPyFormat_WriteBytes(f, string, size);
}

/* Append what a function makes of an object. */
static inline int _HPyFormat_WriteObject(_HPyFormat *f,
                                         const _HPyFormatUnit *unit)
{
    HPyContext *ctx = f->ctx;
    HPy text, object = va_arg(f->values, HPy);
    const char *string =
        unit->unit == 'V' ? va_arg(f->values, const char *) : NULL;
    int result = -1;

    if (HPy_IsNull(object)) {
        return _HPyFormat_WriteString(f, unit, string);
    }
    text = unit->unit == 'S'   ? HPy_Str(ctx, object)
           : unit->unit == 'R' ? HPy_Repr(ctx, object)
           : unit->unit == 'A' ? HPy_ASCII(ctx, object)
                               : HPy_Dup(ctx, object);
    if (!HPy_IsNull(text)) {
        result = _HPyFormat_WriteStr(f, unit, text);
        HPy_Close(ctx, text);
    }
    return result;
}

/* ---- Units ---- */

/* The digits here as a number; with `*number` unchanged if there are none. */
static inline int _HPyFormat_ReadOption(_HPyFormat *f, const char *start,
                                        HPy_ssize_t *number)
{
    HPy_ssize_t value = 0;
    if (*f->at < '0' || *f->at > '9') {
        return 0;
    }
    for (; *f->at >= '0' && *f->at <= '9'; f->at++) {
        int digit = *f->at - '0';
        if (value > (HPY_SSIZE_T_MAX - digit) / 10) {
            return _HPyFormat_Fail(f, f->ctx->h_ValueError, start,
                                   "has a width or precision that is too big");
        }
        value = value * 10 + digit;
    }
    *number = value;
    return 0;
}

/* Read a unit, from its % on. */
static inline int _HPyFormat_ReadUnit(_HPyFormat *f, _HPyFormatUnit *unit)
{
    unit->start = f->at++;
    unit->width = unit->precision = -1;
    unit->size = 0;
    unit->zero = *f->at == '0';
    f->at += unit->zero;
    if (_HPyFormat_ReadOption(f, unit->start, &unit->width) < 0) {
        return -1;
    }
    if (*f->at == '.') {
        f->at++;
        unit->precision = 0;
        if (_HPyFormat_ReadOption(f, unit->start, &unit->precision) < 0) {
            return -1;
        }
    }
    if (*f->at == 'l' || *f->at == 'z') {
        unit->size = *f->at++;
        if (unit->size == 'l' && *f->at == 'l') {
            unit->size = 'L';
            f->at++;
        }
    }
    unit->unit = *f->at;
    f->at += unit->unit != '\0';
    return 0;
}

/* What is wrong with a unit, or NULL. */
static inline const char *_HPyFormat_Problem(const _HPyFormatUnit *unit)
{
    bool sized = unit->size != 0;
    bool number = strchr("diux", unit->unit) != NULL;
    bool bare = strchr("%cp", unit->unit) != NULL;

    if (unit->unit == '\0') {
        return "is not complete";
    }
    if (strchr("%cdiuxpsAUVSR", unit->unit) == NULL ||
        (sized && (!number || unit->unit == 'x'))) {
        return "is not a unit";
    }
    if (bare && (unit->zero || unit->width >= 0 || unit->precision >= 0)) {
        return "has a width, a precision or the flag 0, which it does not take";
    }
    if (unit->zero && !number) {
        return "has the flag 0, which is for numbers only";
    }
    return NULL;
}

static inline int _HPyFormat_WriteUnit(_HPyFormat *f,
                                       const _HPyFormatUnit *unit)
{
    switch (unit->unit) {
    case '%':
        return _HPyFormat_Append(f, "%", 1);
    case 'c':
        return _HPyFormat_WriteCharacter(f, unit);
    case 'd':
    case 'i':
    case 'u':
    case 'x':
        return _HPyFormat_WriteNumber(f, unit);
    case 'p':
        return _HPyFormat_WriteAddress(f, unit);
    case 's':
        return _HPyFormat_WriteString(f, unit, va_arg(f->values, const char *));
    default:
        return _HPyFormat_WriteObject(f, unit);
    }
}

/* Read a unit and append what it stands for. */
static inline int _HPyFormat_Unit(_HPyFormat *f)
{
    _HPyFormatUnit unit;
    const char *problem;

    if (_HPyFormat_ReadUnit(f, &unit) < 0) {
        return -1;
    }
    problem = _HPyFormat_Problem(&unit);
    if (problem != NULL) {
        return _HPyFormat_Fail(f, f->ctx->h_SystemError, unit.start, problem);
    }
    return _HPyFormat_WriteUnit(f, &unit);
}

/* Append the text up to the next unit as it is. */
static inline int _HPyFormat_Literal(_HPyFormat *f)
{
    const char *start = f->at;
    while (*f->at != '\0' && *f->at != '%') {
        if ((unsigned char)*f->at++ >= 0x80) {
            return _HPyFormat_Fail(f, f->ctx->h_ValueError, f->at - 1,
                                   "is not ASCII");
        }
    }
    return _HPyFormat_Append(f, start, (size_t)(f->at - start));
}

/* ---- Public ---- */

/**
 * A new str from a format; see the head of this file for its units.
 * values: the arguments of the units. As for vprintf, the caller ends it.
 * Raises: SystemError, ValueError or OverflowError for a broken format;
 * TypeError for a %U or %V that is not a str; what str(), repr() or ascii()
 * raise; MemoryError.
 */
static inline HPy HPyUnicode_FromFormatV(HPyContext *ctx, const char *fmt,
                                         va_list values)
{
    _HPyFormat f;
    HPy result = HPy_NULL;
    int failed = 0;

    f.ctx = ctx;
    f.format = f.at = fmt;
    f.text = f.few;
    f.length = 0;
    f.capacity = _HPyFormat_FEW;
    f.ascii = true;
    va_copy(f.values, values);
    while (*f.at != '\0' && failed == 0) {
        failed = *f.at == '%' ? _HPyFormat_Unit(&f) : _HPyFormat_Literal(&f);
    }
    va_end(f.values);
    if (failed == 0) {
        result = _HPyFormat_Decode(&f);
    }
    if (f.text != f.few) {
        free(f.text);
    }
    return result;
}

/**
 * A new str from a format; see the head of this file for its units.
 * ...: the arguments of the units.
 * Raises: as HPyUnicode_FromFormatV.
 */
static inline HPy HPyUnicode_FromFormat(HPyContext *ctx, const char *fmt, ...)
{
    va_list values;
    HPy result;

    va_start(values, fmt);
    result = HPyUnicode_FromFormatV(ctx, fmt, values);
    va_end(values);
    return result;
}

/**
 * Raise an exception whose message is made from a format. Always returns
 * HPy_NULL, so that `return HPyErr_Format(...)` works.
 * type: an exception class. An exception that is pending is replaced.
 * ...: the arguments of the units.
 * Raises: `type`; but if the message cannot be made, because the format is
 * broken for example, the exception that says why, instead of `type`.
 */
static inline HPy HPyErr_Format(HPyContext *ctx, HPy type, const char *fmt, ...)
{
    va_list values;
    HPy message;

    HPyErr_Clear(ctx);
    va_start(values, fmt);
    message = HPyUnicode_FromFormatV(ctx, fmt, values);
    va_end(values);
    if (!HPy_IsNull(message)) {
        HPyErr_SetObject(ctx, type, message);
        HPy_Close(ctx, message);
    }
    return HPy_NULL;
}

#endif /* HPY_FORMAT_H */
