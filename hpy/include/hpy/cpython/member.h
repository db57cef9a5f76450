/* hpy/cpython/member.h -- members of structs that follow an object's items.
 *
 * A PyMemberDef has a fixed offset. Where the struct has none (struct.h) a
 * member becomes a getset whose closure is the PyMemberDef, relative to the
 * struct.
 */

/* A copy of the member for this very object. */
static inline PyMemberDef _HPyMember_At(PyObject *self, const void *closure)
{
    PyMemberDef member = *(const PyMemberDef *)closure;
    HPy h = _HPy_p2h(self);
    void *data = PyLong_Check(self) ? _HPy_AsStruct_Long(NULL, h)
                                    : _HPy_AsStruct_Tuple(NULL, h);
    member.offset += (char *)data - (char *)self;
    return member;
}

static inline PyObject *_HPyMember_Get(PyObject *self, void *closure)
{
    PyMemberDef member = _HPyMember_At(self, closure);
    return PyMember_GetOne((const char *)self, &member);
}

static inline int _HPyMember_Set(PyObject *self, PyObject *value, void *closure)
{
    PyMemberDef member = _HPyMember_At(self, closure);
    return PyMember_SetOne((char *)self, &member, value);
}

/* Fill the getset that stands for a member. */
static inline void _HPyMember_AsGetSet(PyMemberDef *member, PyGetSetDef *out)
{
    out->name = (char *)member->name;
    out->get = _HPyMember_Get;
    out->set = member->flags ? NULL : _HPyMember_Set;
    out->doc = (char *)member->doc;
    out->closure = member;
}
