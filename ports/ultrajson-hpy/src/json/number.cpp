/* src/json/number.cpp: numbers to text and back, by C++17's <charconv>. */
#include "number.h"

#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>

char *number_write_int64(char *out, int64_t value)
{
    if (value < 0) {
        *out++ = '-';
        return number_write_uint64(out, 0 - static_cast<uint64_t>(value));
    }
    return number_write_uint64(out, static_cast<uint64_t>(value));
}

char *number_write_uint64(char *out, uint64_t value)
{
    if (value <= UINT32_MAX) { /* mostly, and its digits are faster to find */
        return std::to_chars(out, out + NUMBER_SIZE,
                             static_cast<uint32_t>(value))
            .ptr;
    }
    return std::to_chars(out, out + NUMBER_SIZE, value).ptr;
}

/* ---- Doubles ---- */

/* The zeros in front of the first digit of a positive number, if it is written
 * as 0.00ddd. */
static inline int leading_zeros(double value)
{
    if (value >= 1.0 || value < 1e-4) {
        return 0;
    }
    return value >= 1e-1 ? 1 : value >= 1e-2 ? 2 : value >= 1e-3 ? 3 : 4;
}

/* Make d.ddd, which ends at `e`, 10**exponent times as large; return its new
 * end. */
static inline char *move_point(char *text, char *e, int exponent)
{
    int behind = e == text + 1 ? 0 : static_cast<int>(e - text) - 2;
    int moves = exponent < behind ? exponent : behind;
    char *point = text + 1 + exponent;
    for (int i = 1; i <= moves; i++) {
        text[i] = text[i + 1];
    }
    if (exponent < behind) {
        *point = '.';
        return e;
    }
    std::memset(text + 1 + behind, '0', 16); /* at most so many are missing */
    std::memcpy(point, ".0", 2);
    return point + 2;
}

/* Write a positive value with as few digits as possible. std::to_chars finds
 * them, and writes them where they are to be, as far as that is known before:
 * reading again at once what was written byte by byte is slow. */
static inline char *write_shortest(char *out, double value)
{
    int zeros = leading_zeros(value);
    char *text = out + zeros;
    std::memcpy(out, "0.00", 4);
    char *end = std::to_chars(text, out + NUMBER_SIZE, value,
                              std::chars_format::scientific)
                    .ptr;
    char *e = end[-4] == 'e' ? end - 4 : end - 5;
    if (zeros > 0) {
        text[1] = text[0]; /* over the point */
        text[0] = zeros == 1 ? '.' : '0';
        return e == text + 1 ? e + 1 : e;
    }
    if (1.0 <= value && value < 1e16) {
        return move_point(text, e, 10 * (e[2] - '0') + e[3] - '0');
    }
    if (e[2] == '0') { /* e-05 */
        e[2] = e[3];
        end--;
    }
    return end;
}

/* Write a number that is a multiple of 10**-8 and has at most 15 digits: the
 * end, or nullptr if it is none. So few digits are the shortest ones whenever
 * they give the number back (DBL_DIG), and finding them is a division, while
 * the search for the shortest takes longer the fewer they are. */
static inline char *write_multiple(char *out, double value)
{
    double scaled = value * 1e8;
    if (!((value >= 1e-4 && scaled < 1e15) || value == 0)) {
        return nullptr;
    }
    int64_t units = static_cast<int64_t>(scaled);
    if (static_cast<double>(units) != scaled ||
        static_cast<double>(units) / 1e8 != value) {
        return nullptr;
    }
    out = number_write_int64(out, units / 100000000);
    char *end = number_write_int64(out, 100000000 + units % 100000000);
    *out = '.'; /* instead of the one in front of eight digits */
    while (end[-1] == '0' && end > out + 2) {
        end--;
    }
    return end;
}

char *number_write_double(char *out, double value)
{
    *out = '-';
    out += std::signbit(value); /* which nobody can guess */
    value = std::fabs(value);
    char *end = write_multiple(out, value);
    if (end != nullptr) {
        return end;
    }
    return write_shortest(out, value);
}

/* ---- Reading ---- */

const char *number_read_uint64(const char *text, const char *end,
                               uint64_t *value, bool *in_range)
{
    auto result = std::from_chars(text, end, *value);
    *in_range = result.ec == std::errc();
    return result.ptr;
}

/* Of a number that no double can hold: is it too large, rather than too small?
 * Its exponent tells, after the digits in front of the point or the zeros
 * behind it are added. */
static bool is_large(const char *text, const char *end)
{
    const char *e = text;
    long long exponent = 0, digits = 0, zeros = 0;
    bool point = false, leading = true;
    for (; e < end && (*e | 0x20) != 'e'; e++) {
        point = point || *e == '.';
        if (*e < '0' || *e > '9') {
            continue;
        }
        leading = leading && *e == '0';
        digits += !leading && !point;
        zeros += leading && point;
    }
    if (e < end) {
        bool negative = e[1] == '-';
        const char *first = e + 1 + (e[1] == '-' || e[1] == '+');
        if (std::from_chars(first, end, exponent).ec != std::errc() ||
            exponent > std::numeric_limits<long long>::max() / 2) {
            return !negative; /* more than any number of digits changes */
        }
        exponent = negative ? -exponent : exponent;
    }
    return exponent + digits - zeros > 0;
}

const char *number_read_double(const char *text, const char *end, double *value)
{
    auto result = std::from_chars(text, end, *value);
    if (result.ec == std::errc::result_out_of_range) {
        *value = is_large(text, result.ptr)
                     ? std::numeric_limits<double>::infinity()
                     : 0.0;
        *value = *text == '-' ? -*value : *value;
    }
    return result.ptr;
}
