/* tests/test_structseq.c -- HPyStructSequence_NewType, HPyStructSequence_New.
 */
#include "support.h"

static HPyStructSequence_Field point_fields[] = {
    {"x", "to the right"},
    {"y", NULL},
    {NULL, NULL},
};

static HPyStructSequence_Field unnamed_fields[] = {
    {"first", "the first"},
    {HPyStructSequence_UnnamedField, "the second"},
    {"third", "the third"},
    {NULL, NULL},
};

static HPyStructSequence_Field no_fields[] = {
    {NULL, NULL},
};

static HPyStructSequence_Field broken_fields[] = {
    {"x\xff", NULL},
    {NULL, NULL},
};

#define TYPE(METHOD, NAME, DOC, FIELDS)                                        \
    static HPyStructSequence_Desc METHOD##_desc = {NAME, DOC, FIELDS};         \
    METHOD_NOARGS(METHOD, HPyStructSequence_NewType(ctx, &METHOD##_desc))

TYPE(new_point, "geometry.plane.Point", "A place.", point_fields)
TYPE(new_plain, "geometry.Plain", NULL, point_fields)
TYPE(new_unnamed, "geometry.Unnamed", "Three things.", unnamed_fields)
TYPE(new_empty, "geometry.Empty", NULL, no_fields)
TYPE(new_without_dot, "Point", NULL, point_fields)
TYPE(new_without_name, NULL, "A place.", point_fields)
TYPE(new_without_fields, "geometry.Point", "A place.", NULL)
TYPE(new_with_broken_field, "geometry.Point", NULL, broken_fields)
TYPE(new_with_broken_doc, "geometry.Point", "\xff", no_fields)

/* new(type, *values) */
METHOD_VARARGS(new_instance,
               HPyStructSequence_New(ctx, args[0], (HPy_ssize_t)nargs - 1,
                                     args + 1))

/* new_negative(type) */
METHOD_O(new_negative, HPyStructSequence_New(ctx, arg, -1, NULL))

METHOD_NOARGS(unnamed_field,
              HPyUnicode_FromString(ctx, HPyStructSequence_UnnamedField))

MODULE(test_structseq, &new_point, &new_plain, &new_unnamed, &new_empty,
       &new_without_dot, &new_without_name, &new_without_fields,
       &new_with_broken_field, &new_with_broken_doc, &new_instance,
       &new_negative, &unnamed_field);
