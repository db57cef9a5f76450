/* src/dlpack.c: arrays shared by DLPack, in both directions.
 *
 * A consumer of an exported array calls a deleter when it needs the memory no
 * longer: from any thread, with or without the GIL, and always without an
 * HPyContext, for HPy has none to offer in a callback of foreign code. Hence
 * the deleter cannot close a handle. It only raises a flag in an entry of the
 * registry, which keeps the exported array alive; dlpack_sweep drops the
 * entries with such a flag. It is called by the next exchange, and by the next
 * array whose items need memory: just when memory that could be given back is
 * missed.
 */
#include "dlpack.h"

#include "copy.h"
#include "creation.h"
#include "functions.h"

#include <stdlib.h>
#include <string.h>

/* ---- The ABI of DLPack 1.0 ---- */

enum {
    DEVICE_CPU = 1,
    DEVICE_CUDA_HOST = 3, /* memory of the host that other devices see, too */
    DEVICE_ROCM_HOST = 11,
    DEVICE_CUDA_MANAGED = 13
};

enum { FLAG_READ_ONLY = 1, FLAG_IS_COPIED = 2 };

typedef struct {
    int32_t type;
    int32_t id;
} tensor_device;

typedef struct {
    uint8_t code;
    uint8_t bits;
    uint16_t lanes; /* 1: the items are no vectors */
} tensor_dtype;

typedef struct {
    void *data;
    tensor_device device;
    int32_t ndim;
    tensor_dtype dtype;
    int64_t *shape;
    int64_t *strides; /* in items; NULL is C order */
    uint64_t byte_offset;
} tensor;

/* What a capsule "dltensor" points to. */
typedef struct plain_tensor {
    tensor content;
    void *manager; /* the producer's */
    void (*deleter)(struct plain_tensor *self);
} plain_tensor;

/* What a capsule "dltensor_versioned" points to. */
typedef struct versioned_tensor {
    uint32_t major;
    uint32_t minor;
    void *manager;
    void (*deleter)(struct versioned_tensor *self);
    uint64_t flags;
    tensor content;
} versioned_tensor;

static const char PLAIN[] = "dltensor";
static const char PLAIN_USED[] = "used_dltensor";
static const char VERSIONED[] = "dltensor_versioned";
static const char VERSIONED_USED[] = "used_dltensor_versioned";

/* Kinds of items as DLPack numbers them: signed and unsigned integers, floats,
 * complex numbers, bools. */
static const char KINDS[] = {'i', 'u', 'f', '\0', '\0', 'c', 'b'};

static tensor_dtype write_dtype(dtype_id dtype)
{
    tensor_dtype result = {0, (uint8_t)(8 * dtype_size(dtype)), 1};
    while (KINDS[result.code] != dtypes[dtype].kind) {
        result.code++;
    }
    return result;
}

static dtype_id read_dtype(tensor_dtype dtype)
{
    for (int id = 0; id < DTYPE_COUNT; id++) {
        tensor_dtype one = write_dtype((dtype_id)id);
        if (one.code == dtype.code && one.bits == dtype.bits) {
            return (dtype_id)id;
        }
    }
    return NO_DTYPE;
}

/* Call the deleter of what a capsule of such a name points to. */
static void delete_managed(void *managed, bool is_versioned)
{
    if (is_versioned) {
        versioned_tensor *self = (versioned_tensor *)managed;
        if (self->deleter != NULL) {
            self->deleter(self);
        }
    }
    else {
        plain_tensor *self = (plain_tensor *)managed;
        if (self->deleter != NULL) {
            self->deleter(self);
        }
    }
}

/* ---- The registry ---- */

/* An array that is exported. These objects are in a chain, from the first one
 * on, which stands for no array and is never dropped: consumers may outlive
 * the module. */
typedef struct {
    union {
        plain_tensor plain;
        versioned_tensor versioned;
    } managed;
    int64_t *dims; /* shape and strides */
    HPyField array;
    HPyField next;
    flag is_released; /* by the consumer */
} exported;

HPyType_HELPERS(exported);

HPyGlobal dlpack_registry;
HPyGlobal dlpack_type;
flag dlpack_has_released;

/* Whoever changes the chain has it; without a GIL there may be several. */
static flag chain_lock;

HPyDef_SLOT(exported_destroy, HPy_tp_destroy);
static void exported_destroy_impl(void *data)
{
    free(((exported *)data)->dims);
}

HPyDef_SLOT(exported_traverse, HPy_tp_traverse);
static int exported_traverse_impl(void *data, HPyFunc_visitproc visit,
                                  void *arg)
{
    exported *entry = (exported *)data;
    HPy_VISIT(&entry->array);
    HPy_VISIT(&entry->next);
    return 0;
}

static HPyDef *exported_defines[] = {&exported_destroy, &exported_traverse,
                                     NULL};

static HPyType_Spec exported_spec = {
    .name = "numpy_hpy.exported",
    .basicsize = sizeof(exported),
    .flags = HPy_TPFLAGS_DEFAULT,
    .builtin_shape = SHAPE(exported),
    .defines = exported_defines,
    .doc = "An array that is exported by __dlpack__.",
};

bool dlpack_begin(HPyContext *ctx)
{
    static bool has_begun; /* by a module that is imported once more */
    HPy type =
        has_begun ? HPy_NULL : HPyType_FromSpec(ctx, &exported_spec, NULL);
    exported *first;
    HPy h = HPy_IsNull(type) ? HPy_NULL : HPy_New(ctx, type, &first);
    if (!HPy_IsNull(h)) {
        HPyGlobal_Store(ctx, &dlpack_type, type);
        HPyGlobal_Store(ctx, &dlpack_registry, h);
        has_begun = true;
    }
    HPy_Close(ctx, h);
    HPy_Close(ctx, type);
    return has_begun;
}

/* A field, which may be empty. */
static HPy load(HPyContext *ctx, HPy owner, HPyField field)
{
    return HPyField_IsNull(field) ? HPy_NULL : HPyField_Load(ctx, owner, field);
}

/* Put an entry, `h`, into the chain. */
static void keep(HPyContext *ctx, HPy h, exported *entry)
{
    HPy start = HPyGlobal_Load(ctx, dlpack_registry);
    exported *first = exported_AsStruct(ctx, start);
    HPy rest;
    flag_lock(&chain_lock);
    rest = load(ctx, start, first->next);
    HPyField_Store(ctx, h, &entry->next, rest);
    HPyField_Store(ctx, start, &first->next, h);
    flag_unlock(&chain_lock);
    HPy_Close(ctx, rest);
    HPy_Close(ctx, start);
}

/* Any thread, no context. Once the first flag is raised the entry may die. */
static void release(exported *entry)
{
    flag_raise(&entry->is_released);
    flag_raise(&dlpack_has_released);
}

static void release_plain(plain_tensor *self)
{
    release((exported *)self->manager);
}

static void release_versioned(versioned_tensor *self)
{
    release((exported *)self->manager);
}

/* Take the entries that were released out of the chain: the first one of a
 * chain of their own, or HPy_NULL. No object dies here. */
static HPy part_released(HPyContext *ctx)
{
    HPy at = HPyGlobal_Load(ctx, dlpack_registry), released = HPy_NULL;
    while (!HPy_IsNull(at)) {
        exported *entry = exported_AsStruct(ctx, at);
        HPy next = load(ctx, at, entry->next), after;
        exported *candidate =
            HPy_IsNull(next) ? NULL : exported_AsStruct(ctx, next);
        if (candidate == NULL || !flag_is_raised(&candidate->is_released)) {
            HPy_Close(ctx, at);
            at = next;
            continue;
        }
        after = load(ctx, next, candidate->next);
        HPyField_Store(ctx, at, &entry->next, after);
        HPyField_Store(ctx, next, &candidate->next, released);
        HPy_Close(ctx, after);
        HPy_Close(ctx, released);
        released = next;
    }
    return released;
}

/* The entries die one by one, and the arrays with them; what finalizers run
 * may export arrays, and sweep. */
void dlpack_sweep(HPyContext *ctx)
{
    HPy h;
    flag_lower(&dlpack_has_released); /* first: more may be released now */
    flag_lock(&chain_lock);
    h = part_released(ctx);
    flag_unlock(&chain_lock);
    while (!HPy_IsNull(h)) {
        exported *entry = exported_AsStruct(ctx, h);
        HPy next = load(ctx, h, entry->next);
        HPyField_Store(ctx, h, &entry->next, HPy_NULL);
        HPy_Close(ctx, h);
        h = next;
    }
}

static void sweep_if_due(HPyContext *ctx)
{
    if (flag_is_raised(&dlpack_has_released)) {
        dlpack_sweep(ctx);
    }
}

/* ---- Export ---- */

/* What the arguments of __dlpack__ ask for. */
typedef struct {
    bool is_versioned;
    copy_choice copy;
} request;

/* The two numbers of a tuple; false with an exception. */
static bool read_pair(HPyContext *ctx, HPy pair, long *numbers)
{
    for (int i = 0; i < 2; i++) {
        HPy h = HPy_GetItem_i(ctx, pair, i);
        HPy index = HPy_IsNull(h) ? HPy_NULL : HPy_Index(ctx, h);
        numbers[i] = HPy_IsNull(index) ? -1 : HPyLong_AsLong(ctx, index);
        HPy_Close(ctx, h);
        HPy_Close(ctx, index);
        if (numbers[i] == -1 && HPyErr_Occurred(ctx)) {
            return false;
        }
    }
    return true;
}

static bool is_given(HPyContext *ctx, HPy h)
{
    return !HPy_IsNull(h) && !HPy_Is(ctx, h, ctx->h_None);
}

/* A consumer that names no version knows none. */
static bool read_version(HPyContext *ctx, HPy version, request *r)
{
    long numbers[2];
    if (!is_given(ctx, version)) {
        return true;
    }
    if (!HPyTuple_Check(ctx, version) || HPy_Length(ctx, version) != 2) {
        HPyErr_SetString(
            ctx, ctx->h_TypeError,
            "max_version must be None or a tuple with two elements.");
        return false;
    }
    if (!read_pair(ctx, version, numbers)) {
        return false;
    }
    r->is_versioned = numbers[0] >= 1;
    return true;
}

static bool check_device(HPyContext *ctx, HPy device)
{
    long numbers[2];
    if (!is_given(ctx, device)) {
        return true;
    }
    if (!HPyTuple_Check(ctx, device) || HPy_Length(ctx, device) != 2) {
        HPyErr_SetString(ctx, ctx->h_TypeError,
                         HPyTuple_Check(ctx, device)
                             ? "dl_device must be a tuple of two integers"
                             : "dl_device must be a tuple");
        return false;
    }
    if (!read_pair(ctx, device, numbers)) {
        return false;
    }
    if (numbers[0] != DEVICE_CPU || numbers[1] != 0) {
        HPyErr_SetString(ctx, ctx->h_BufferError,
                         "unsupported device requested");
        return false;
    }
    return true;
}

/* DLPack counts strides in items. */
static bool check_strides(HPyContext *ctx, const ndarray *array)
{
    for (int i = 0; i < array->ndim && array->size > 1; i++) {
        if (array->shape[i] > 1 &&
            array->strides[i] % array_item_size(array) != 0) {
            HPyErr_SetString(ctx, ctx->h_BufferError,
                             "DLPack only supports strides which are a "
                             "multiple of itemsize.");
            return false;
        }
    }
    return true;
}

/* Without a version there are no flags, and no way to say read-only. */
static bool check_export(HPyContext *ctx, const ndarray *array,
                         const request *r)
{
    if ((array->flags & ARRAY_WRITEABLE) == 0 && !r->is_versioned) {
        HPyErr_SetString(
            ctx, ctx->h_BufferError,
            "Cannot export readonly array since signalling readonly is "
            "unsupported by DLPack (supported by newer DLPack version).");
        return false;
    }
    return check_strides(ctx, array);
}

static void describe(const exported *entry, tensor *t, const ndarray *array)
{
    t->data = array->data;
    t->device.type = DEVICE_CPU;
    t->device.id = 0;
    t->ndim = array->ndim;
    t->dtype = write_dtype(array->dtype);
    t->shape = entry->dims;
    t->strides = entry->dims + array->ndim;
    t->byte_offset = 0;
    for (int i = 0; i < array->ndim; i++) {
        t->shape[i] = array->shape[i];
        t->strides[i] = array->strides[i] / array_item_size(array);
    }
}

static void describe_plain(exported *entry, const ndarray *array)
{
    plain_tensor *plain = &entry->managed.plain;
    plain->manager = entry;
    plain->deleter = release_plain;
    describe(entry, &plain->content, array);
}

static void describe_versioned(exported *entry, const ndarray *array,
                               const request *r)
{
    versioned_tensor *versioned = &entry->managed.versioned;
    versioned->major = 1;
    versioned->minor = 0;
    versioned->manager = entry;
    versioned->deleter = release_versioned;
    versioned->flags =
        (array->flags & ARRAY_WRITEABLE) == 0 ? FLAG_READ_ONLY : 0;
    versioned->flags |= r->copy == COPY_ALWAYS ? FLAG_IS_COPIED : 0;
    describe(entry, &versioned->content, array);
}

/* A new entry for an array, which it keeps. */
static HPy new_entry(HPyContext *ctx, HPy h, const request *r, exported **entry)
{
    const ndarray *array = ndarray_AsStruct(ctx, h);
    HPy type = HPyGlobal_Load(ctx, dlpack_type);
    HPy result = HPy_New(ctx, type, entry);
    HPy_Close(ctx, type);
    if (HPy_IsNull(result)) {
        return HPy_NULL;
    }
    (*entry)->dims =
        (int64_t *)malloc((2 * (size_t)array->ndim + 1) * sizeof(int64_t));
    if ((*entry)->dims == NULL) {
        HPy_Close(ctx, result);
        return HPyErr_NoMemory(ctx);
    }
    HPyField_Store(ctx, result, &(*entry)->array, h);
    if (r->is_versioned) {
        describe_versioned(*entry, array, r);
    }
    else {
        describe_plain(*entry, array);
    }
    return result;
}

/* A capsule that nobody took over when it dies. */
HPyCapsule_DESTRUCTOR(unused_capsule)
static void unused_capsule_impl(const char *name, void *pointer, void *context)
{
    (void)context;
    if (name != NULL &&
        (strcmp(name, PLAIN) == 0 || strcmp(name, VERSIONED) == 0)) {
        delete_managed(pointer, strcmp(name, VERSIONED) == 0);
    }
}

static HPy export_array(HPyContext *ctx, HPy h, const request *r)
{
    exported *entry;
    HPy owner, capsule;
    if (!check_export(ctx, ndarray_AsStruct(ctx, h), r)) {
        return HPy_NULL;
    }
    owner = new_entry(ctx, h, r, &entry);
    if (HPy_IsNull(owner)) {
        return HPy_NULL;
    }
    capsule =
        HPyCapsule_New(ctx, &entry->managed,
                       r->is_versioned ? VERSIONED : PLAIN, &unused_capsule);
    if (!HPy_IsNull(capsule)) {
        keep(ctx, owner, entry);
    }
    HPy_Close(ctx, owner);
    return capsule;
}

static HPy export_copy(HPyContext *ctx, HPy h, const request *r)
{
    const ndarray *array = ndarray_AsStruct(ctx, h);
    ndarray *copied;
    HPy copy = copy_array(ctx, array, array->dtype, ORDER_KEEP, &copied);
    HPy capsule = HPy_IsNull(copy) ? HPy_NULL : export_array(ctx, copy, r);
    HPy_Close(ctx, copy);
    return capsule;
}

HPyDef_METH(array_dlpack, "__dlpack__", HPyFunc_KEYWORDS,
            .doc = "__dlpack__($self, /, *, stream=None, max_version=None, "
                   "dl_device=None, copy=None)\n--\n\n"
                   "Return a capsule by which other libraries share the "
                   "items.\n\n"
                   "max_version: the newest version of DLPack that the "
                   "consumer knows.\n"
                   "dl_device: (1, 0), the only device, or None.\n"
                   "copy: True exports a copy.\n\n"
                   "Raise BufferError for what the consumer would not "
                   "understand.")
static HPy array_dlpack_impl(HPyContext *ctx, HPy self, const HPy *args,
                             size_t nargs, HPy kwnames)
{
    static const char *const names[] = {"stream", "max_version", "dl_device",
                                        "copy", NULL};
    HPy stream = HPy_NULL, version = HPy_NULL, device = HPy_NULL;
    HPy copy = HPy_NULL, result = HPy_NULL;
    request r = {false, COPY_IF_NEEDED};
    HPyTracker tracker;
    sweep_if_due(ctx);
    if (!HPyArg_ParseKeywords(ctx, &tracker, args, nargs, kwnames,
                              "$OOOO:__dlpack__", names, &stream, &version,
                              &device, &copy)) {
        return HPy_NULL;
    }
    if (is_given(ctx, stream)) {
        HPyErr_SetString(ctx, ctx->h_RuntimeError,
                         "NumPy only supports stream=None.");
    }
    else if (read_version(ctx, version, &r) && check_device(ctx, device) &&
             creation_read_copy(ctx, copy, &r.copy)) {
        result = r.copy == COPY_ALWAYS ? export_copy(ctx, self, &r)
                                       : export_array(ctx, self, &r);
    }
    HPyTracker_Close(ctx, tracker);
    return result;
}

HPyDef_METH(array_dlpack_device, "__dlpack_device__", HPyFunc_NOARGS,
            .doc = "__dlpack_device__($self, /)\n--\n\n"
                   "Return where the items are, as DLPack numbers devices: "
                   "(1, 0), the CPU.")
static HPy array_dlpack_device_impl(HPyContext *ctx, HPy self)
{
    (void)self;
    return HPy_BuildValue(ctx, "(ii)", DEVICE_CPU, 0);
}

/* ---- Import ---- */

/* A tensor of somebody else. */
typedef struct {
    void *managed;
    bool is_versioned;
    bool is_read_only;
    dtype_id dtype;
    const tensor *content;
} imported;

/* What an array on such a tensor has as its base: a capsule whose destructor
 * lets go of the tensor. */
static const char BASE_PLAIN[] = "numpy_hpy.dltensor";
static const char BASE_VERSIONED[] = "numpy_hpy.dltensor_versioned";

HPyCapsule_DESTRUCTOR(used_tensor)
static void used_tensor_impl(const char *name, void *pointer, void *context)
{
    (void)context;
    delete_managed(pointer, strcmp(name, BASE_VERSIONED) == 0);
}

static HPy base_of(HPyContext *ctx, const imported *in)
{
    HPy base = HPyCapsule_New(ctx, in->managed,
                              in->is_versioned ? BASE_VERSIONED : BASE_PLAIN,
                              &used_tensor);
    if (HPy_IsNull(base)) {
        delete_managed(in->managed, in->is_versioned);
    }
    return base;
}

static bool fail(HPyContext *ctx, HPy type, const char *message)
{
    HPyErr_SetString(ctx, type, message);
    return false;
}

/* Does the CPU see the memory? */
static bool is_device_known(tensor_device device)
{
    return device.type == DEVICE_CPU || device.type == DEVICE_CUDA_HOST ||
           device.type == DEVICE_ROCM_HOST ||
           device.type == DEVICE_CUDA_MANAGED;
}

static bool check_lengths(HPyContext *ctx, const tensor *t, dtype_id dtype)
{
    intptr_t shape[MAX_DIMS], count;
    for (int i = 0; i < t->ndim; i++) {
        shape[i] = (intptr_t)t->shape[i];
        if (shape[i] < 0) {
            return fail(ctx, ctx->h_ValueError,
                        "negative dimensions are not allowed");
        }
    }
    count = array_count(ctx, t->ndim, shape, dtype_size(dtype));
    if (count > 0 && t->data == NULL) {
        return fail(ctx, ctx->h_BufferError,
                    "the DLPack tensor has items, but no data");
    }
    return count >= 0;
}

static bool check_tensor(HPyContext *ctx, imported *in)
{
    const tensor *t = in->content;
    if (t->ndim < 0 || t->ndim > MAX_DIMS) {
        return fail(ctx, ctx->h_RuntimeError,
                    "maxdims of DLPack tensor is higher than the supported "
                    "maxdims.");
    }
    if (!is_device_known(t->device)) {
        return fail(ctx, ctx->h_RuntimeError,
                    "Unsupported device in DLTensor.");
    }
    if (t->dtype.lanes != 1) {
        return fail(ctx, ctx->h_RuntimeError,
                    "Unsupported lanes in DLTensor dtype.");
    }
    in->dtype = read_dtype(t->dtype);
    if (in->dtype == NO_DTYPE) {
        return fail(ctx, ctx->h_RuntimeError, "Unsupported dtype in DLTensor.");
    }
    return check_lengths(ctx, t, in->dtype);
}

/* Read a capsule of either kind; false with an exception. */
static bool read_capsule(HPyContext *ctx, HPy capsule, imported *in)
{
    in->is_versioned = HPyCapsule_IsValid(ctx, capsule, VERSIONED) != 0;
    in->managed = HPyCapsule_GetPointer(ctx, capsule,
                                        in->is_versioned ? VERSIONED : PLAIN);
    if (in->managed == NULL) {
        return false;
    }
    if (in->is_versioned) {
        const versioned_tensor *v = (const versioned_tensor *)in->managed;
        if (v->major > 1) {
            return fail(ctx, ctx->h_BufferError,
                        "from_dlpack(): the exported DLPack major version is "
                        "too high to be imported by this version of NumPy.");
        }
        in->is_read_only = (v->flags & FLAG_READ_ONLY) != 0;
        in->content = &v->content;
    }
    else {
        in->is_read_only = true; /* it may be, and cannot say so */
        in->content = &((const plain_tensor *)in->managed)->content;
    }
    return check_tensor(ctx, in);
}

static void fill_lengths(ndarray *array, const tensor *t)
{
    intptr_t size = array_item_size(array);
    for (int i = 0; i < array->ndim; i++) {
        array->shape[i] = (intptr_t)t->shape[i];
    }
    array_fill_strides(array->strides, array->ndim, array->shape, size, false);
    for (int i = 0; t->strides != NULL && i < array->ndim; i++) {
        array->strides[i] = (intptr_t)t->strides[i] * size;
    }
    array_update(array);
}

/* An array on a tensor that was taken over from its capsule. */
static HPy on_tensor(HPyContext *ctx, const imported *in)
{
    const tensor *t = in->content;
    char *data = (char *)t->data;
    HPy base = base_of(ctx, in), result;
    ndarray *array;
    if (HPy_IsNull(base)) {
        return HPy_NULL;
    }
    result = array_new_view(ctx, in->dtype, t->ndim, base,
                            data == NULL ? NULL : data + t->byte_offset,
                            in->is_read_only ? 0 : ARRAY_WRITEABLE, &array);
    if (!HPy_IsNull(result)) {
        array->data = data == NULL ? array->few_bytes : array->data;
        fill_lengths(array, t);
    }
    HPy_Close(ctx, base);
    return result;
}

/* The name tells the capsule's destructor that the tensor is ours now. */
static HPy import_capsule(HPyContext *ctx, HPy capsule)
{
    imported in;
    if (!read_capsule(ctx, capsule, &in) ||
        HPyCapsule_SetName(ctx, capsule,
                           in.is_versioned ? VERSIONED_USED : PLAIN_USED) < 0) {
        return HPy_NULL;
    }
    return on_tensor(ctx, &in);
}

/* Call __dlpack__ with all that a consumer can ask for. */
static HPy ask(HPyContext *ctx, HPy method, HPy device, HPy copy)
{
    HPy names =
        HPy_BuildValue(ctx, "(sss)", "dl_device", "copy", "max_version");
    HPy values[3], result = HPy_NULL;
    values[0] = is_given(ctx, device)
                    ? HPy_BuildValue(ctx, "(ii)", DEVICE_CPU, 0)
                    : HPy_Dup(ctx, ctx->h_None);
    values[1] = HPy_Dup(ctx, HPy_IsNull(copy) ? ctx->h_None : copy);
    values[2] = HPy_BuildValue(ctx, "(ii)", 1, 0);
    if (!HPy_IsNull(names) && !HPy_IsNull(values[0]) &&
        !HPy_IsNull(values[2])) {
        result = HPy_Call(ctx, method, values, 0, names);
    }
    for (int i = 0; i < 3; i++) {
        HPy_Close(ctx, values[i]);
    }
    HPy_Close(ctx, names);
    return result;
}

/* Producers older than version 1 of DLPack take no such arguments. */
static HPy call_dlpack(HPyContext *ctx, HPy h, HPy device, HPy copy)
{
    HPy method = HPy_GetAttr_s(ctx, h, "__dlpack__"), result;
    if (HPy_IsNull(method)) {
        return HPy_NULL;
    }
    result = ask(ctx, method, device, copy);
    if (HPy_IsNull(result) && !is_given(ctx, device) && !is_given(ctx, copy) &&
        HPyErr_ExceptionMatches(ctx, ctx->h_TypeError)) {
        HPyErr_Clear(ctx);
        result = HPy_Call(ctx, method, NULL, 0, HPy_NULL);
    }
    HPy_Close(ctx, method);
    return result;
}

/* The only device is "cpu"; false with a ValueError for another one. */
static bool check_device_name(HPyContext *ctx, HPy device)
{
    const char *name;
    if (!is_given(ctx, device)) {
        return true;
    }
    name = HPyUnicode_Check(ctx, device)
               ? HPyUnicode_AsUTF8AndSize(ctx, device, NULL)
               : "";
    if (name != NULL && strcmp(name, "cpu") != 0) {
        HPyErr_Format(ctx, ctx->h_ValueError,
                      "Device not understood. Only \"cpu\" is allowed, but "
                      "received: %S",
                      device);
    }
    return name != NULL && strcmp(name, "cpu") == 0;
}

HPyDef_METH(core_from_dlpack, "from_dlpack", HPyFunc_KEYWORDS,
            .doc = "from_dlpack(x, /, *, device=None, copy=None)\n--\n\n"
                   "Return an array on the memory of an object that has "
                   "__dlpack__.\n\n"
                   "device: \"cpu\", the only one, or None.\n"
                   "copy: True asks the object for a copy, False forbids "
                   "one.\n\n"
                   "Raise BufferError or RuntimeError for a tensor that "
                   "numpy_hpy cannot show.")
static HPy core_from_dlpack_impl(HPyContext *ctx, HPy self, const HPy *args,
                                 size_t nargs, HPy kwnames)
{
    static const char *const names[] = {"", "device", "copy", NULL};
    HPy x, device = HPy_NULL, copy = HPy_NULL, result = HPy_NULL;
    HPyTracker tracker;
    (void)self;
    sweep_if_due(ctx);
    if (!HPyArg_ParseKeywords(ctx, &tracker, args, nargs, kwnames,
                              "O$OO:from_dlpack", names, &x, &device, &copy)) {
        return HPy_NULL;
    }
    if (check_device_name(ctx, device)) {
        HPy capsule = call_dlpack(ctx, x, device, copy);
        result = HPy_IsNull(capsule) ? HPy_NULL : import_capsule(ctx, capsule);
        HPy_Close(ctx, capsule);
    }
    HPyTracker_Close(ctx, tracker);
    return result;
}
