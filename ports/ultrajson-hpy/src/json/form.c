/* src/json/form.c: the forms of all characters, as tables. */
#include "form.h"

/* clang-format off */

/* ---- ASCII ---- */

#define PLAIN(character) character "\0\0\0\0\0\0\1"
#define BACKSLASH(letter) "\\" letter "\0\0\0\0\0\2"
#define U00(digits) "\\u00" digits "\0\6"

#define ASCII(SLASH, AMP, LESS, GREATER)                                       \
    U00("00") U00("01") U00("02") U00("03") U00("04") U00("05") U00("06")      \
    U00("07") BACKSLASH("b") BACKSLASH("t") BACKSLASH("n") U00("0b")           \
    BACKSLASH("f") BACKSLASH("r") U00("0e") U00("0f") U00("10") U00("11")      \
    U00("12") U00("13") U00("14") U00("15") U00("16") U00("17") U00("18")      \
    U00("19") U00("1a") U00("1b") U00("1c") U00("1d") U00("1e") U00("1f")      \
    PLAIN(" ") PLAIN("!") BACKSLASH("\"") PLAIN("#") PLAIN("$") PLAIN("%")     \
    AMP PLAIN("'") PLAIN("(") PLAIN(")") PLAIN("*") PLAIN("+") PLAIN(",")      \
    PLAIN("-") PLAIN(".") SLASH PLAIN("0") PLAIN("1") PLAIN("2") PLAIN("3")    \
    PLAIN("4") PLAIN("5") PLAIN("6") PLAIN("7") PLAIN("8") PLAIN("9")          \
    PLAIN(":") PLAIN(";") LESS PLAIN("=") GREATER PLAIN("?") PLAIN("@")        \
    PLAIN("A") PLAIN("B") PLAIN("C") PLAIN("D") PLAIN("E") PLAIN("F")          \
    PLAIN("G") PLAIN("H") PLAIN("I") PLAIN("J") PLAIN("K") PLAIN("L")          \
    PLAIN("M") PLAIN("N") PLAIN("O") PLAIN("P") PLAIN("Q") PLAIN("R")          \
    PLAIN("S") PLAIN("T") PLAIN("U") PLAIN("V") PLAIN("W") PLAIN("X")          \
    PLAIN("Y") PLAIN("Z") PLAIN("[") BACKSLASH("\\") PLAIN("]") PLAIN("^")     \
    PLAIN("_") PLAIN("`") PLAIN("a") PLAIN("b") PLAIN("c") PLAIN("d")          \
    PLAIN("e") PLAIN("f") PLAIN("g") PLAIN("h") PLAIN("i") PLAIN("j")          \
    PLAIN("k") PLAIN("l") PLAIN("m") PLAIN("n") PLAIN("o") PLAIN("p")          \
    PLAIN("q") PLAIN("r") PLAIN("s") PLAIN("t") PLAIN("u") PLAIN("v")          \
    PLAIN("w") PLAIN("x") PLAIN("y") PLAIN("z") PLAIN("{") PLAIN("|")          \
    PLAIN("}") PLAIN("~") PLAIN("\x7f")

/* ---- Units from 0x80 on ---- */

#define ROW(PART, digit)                                                       \
    PART(digit "0") PART(digit "1") PART(digit "2") PART(digit "3")            \
    PART(digit "4") PART(digit "5") PART(digit "6") PART(digit "7")            \
    PART(digit "8") PART(digit "9") PART(digit "a") PART(digit "b")            \
    PART(digit "c") PART(digit "d") PART(digit "e") PART(digit "f")

#define ROWS(PART)                                                             \
    ROW(PART, "0") ROW(PART, "1") ROW(PART, "2") ROW(PART, "3")                \
    ROW(PART, "4") ROW(PART, "5") ROW(PART, "6") ROW(PART, "7")                \
    ROW(PART, "8") ROW(PART, "9") ROW(PART, "a") ROW(PART, "b")                \
    ROW(PART, "c") ROW(PART, "d") ROW(PART, "e") ROW(PART, "f")

#define LOW(digits) "\\u\0\0" digits "\0\6"
#define HIGH(digits) "\0\0" digits "\0\0\0\0"

const char json_high_parts[256 * FORM_SIZE + 1] = ROWS(HIGH);

/* ---- Which characters are optional ---- */

const json_forms json_forms_of[2][2] = {
    {
        ASCII(PLAIN("/"), PLAIN("&"), PLAIN("<"), PLAIN(">")) ROWS(LOW),
        ASCII(PLAIN("/"), U00("26"), U00("3c"), U00("3e")) ROWS(LOW),
    },
    {
        ASCII(BACKSLASH("/"), PLAIN("&"), PLAIN("<"), PLAIN(">")) ROWS(LOW),
        ASCII(BACKSLASH("/"), U00("26"), U00("3c"), U00("3e")) ROWS(LOW),
    },
};
