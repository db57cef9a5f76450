/* src/sort_quick.h: quicksort and quickselect on top of one way to sort a few
 * items and to divide many. Included once for each such way.
 *
 * The file that includes it defines
 *   QUICK(name)    the name of a function
 *   QUICK_TYPE     the type of items
 *   QUICK_FEW      the most items that sort_few sorts, at least 64
 *   QUICK(sort_few)(data, count, home)
 *                  sort items to where they are to be, which may be there
 *   QUICK(part)(data, count, pivot, inclusive, to)
 *                  see sort_network.h
 *
 * Items go to and fro between their home and `work`, which is as large.
 */

/* The middle one of a sample. */
static QUICK_TYPE QUICK(pivot)(const QUICK_TYPE *data, intptr_t count)
{
    QUICK_TYPE sample[64];
    intptr_t size = count < 1024 ? 16 : count < 65536 ? 32 : 64;
    intptr_t step = count / size;
    for (intptr_t i = 0; i < size; i++) {
        sample[i] = data[i * step + step / 2];
    }
    QUICK(sort_few)(sample, size, sample);
    return sample[size / 2];
}

/* Divide the items, to `to`; those in front are equal if `*equal`, which is
 * when the pivot was the smallest one. There is always one in front. */
static intptr_t QUICK(split)(const QUICK_TYPE *data, intptr_t count,
                             bool *equal, QUICK_TYPE *to)
{
    QUICK_TYPE pivot = QUICK(pivot)(data, count);
    intptr_t front = QUICK(part)(data, count, pivot, false, to);
    *equal = front == 0;
    return front ? front : QUICK(part)(data, count, pivot, true, to);
}

/* Bring items home, if they are not. */
static void QUICK(move)(const QUICK_TYPE *data, intptr_t count,
                        QUICK_TYPE *home)
{
    if (data != home) {
        memcpy(home, data, (size_t)count * sizeof(*data));
    }
}

/* Let an item sink below the greater ones of the heap. */
static void QUICK(sink)(QUICK_TYPE *data, intptr_t count, intptr_t i)
{
    QUICK_TYPE x = data[i];
    for (intptr_t k = 2 * i + 1; k < count; i = k, k = 2 * i + 1) {
        k += k + 1 < count && data[k] < data[k + 1];
        if (!(x < data[k])) {
            break;
        }
        data[i] = data[k];
    }
    data[i] = x;
}

/* For items of which pivots are no good: heapsort, which none make slow. */
static void QUICK(sort_heap)(QUICK_TYPE *data, intptr_t count)
{
    for (intptr_t i = count / 2; i-- > 0;) {
        QUICK(sink)(data, count, i);
    }
    while (count-- > 1) {
        QUICK_TYPE greatest = data[0];
        data[0] = data[count];
        data[count] = greatest;
        QUICK(sink)(data, count, 0);
    }
}

/* The items are at `data`, which is `home` or `work`. */
static void QUICK(sort_parts)(QUICK_TYPE *data, intptr_t count,
                              QUICK_TYPE *home, QUICK_TYPE *work, int depth)
{
    while (count > QUICK_FEW) {
        bool equal;
        QUICK_TYPE *to = data == home ? work : home;
        intptr_t front;
        if (depth-- == 0) {
            QUICK(sort_heap)(data, count);
            QUICK(move)(data, count, home);
            return;
        }
        front = QUICK(split)(data, count, &equal, to);
        if (equal) {
            QUICK(move)(to, front, home);
        }
        else {
            QUICK(sort_parts)(to, front, home, work, depth);
        }
        data = to + front;
        home += front;
        work += front;
        count -= front;
    }
    QUICK(sort_few)(data, count, home);
}

/* How many items are in order from the first one on, up or strictly down. */
static intptr_t QUICK(run_up)(const QUICK_TYPE *data, intptr_t count)
{
    intptr_t i = 1;
    while (i < count && !(data[i] < data[i - 1])) {
        i++;
    }
    return i;
}

static intptr_t QUICK(run_down)(const QUICK_TYPE *data, intptr_t count)
{
    intptr_t i = 1;
    while (i < count && data[i] < data[i - 1]) {
        i++;
    }
    return i;
}

static void QUICK(reverse)(QUICK_TYPE *data, intptr_t count)
{
    for (intptr_t i = 0, k = count - 1; i < k; i++, k--) {
        QUICK_TYPE x = data[i];
        data[i] = data[k];
        data[k] = x;
    }
}

/* Twice as deep as halves would lead. */
static int QUICK(depth)(intptr_t count)
{
    int depth = 0;
    for (; count > 0; count >>= 1) {
        depth += 2;
    }
    return depth;
}

static void QUICK(sort)(QUICK_TYPE *data, intptr_t count, QUICK_TYPE *work)
{
    if (count > QUICK_FEW) {
        if (QUICK(run_up)(data, count) == count) {
            return;
        }
        if (QUICK(run_down)(data, count) == count) {
            QUICK(reverse)(data, count);
            return;
        }
    }
    QUICK(sort_parts)(data, count, data, work, QUICK(depth)(count));
}

/* Put the item there that is at place `k` in order. */
static void QUICK(select)(QUICK_TYPE *home, intptr_t count, intptr_t k,
                          QUICK_TYPE *work)
{
    int depth = QUICK(depth)(count);
    QUICK_TYPE *data = home;
    bool equal = false;
    while (count > QUICK_FEW && depth-- > 0 && !equal) {
        QUICK_TYPE *to = data == home ? work : home;
        intptr_t front = QUICK(split)(data, count, &equal, to);
        if (k < front) {
            QUICK(move)(to + front, count - front, home + front);
            data = to;
            count = front;
            continue;
        }
        equal = false;
        QUICK(move)(to, front, home);
        data = to + front;
        home += front;
        work += front;
        count -= front;
        k -= front;
    }
    if (equal) {
        QUICK(move)(data, count, home);
    }
    else {
        QUICK(sort_parts)(data, count, home, work, 0);
    }
}

/* The same for all of the places `kth`, which are ascending and counted from
 * `from`, where `data` begins. */
static void QUICK(select_all)(QUICK_TYPE *data, intptr_t count, intptr_t from,
                              const intptr_t *kth, intptr_t kth_count,
                              QUICK_TYPE *work)
{
    while (kth_count > 0) {
        intptr_t half = kth_count / 2, k = kth[half] - from;
        QUICK(select)(data, count, k, work);
        QUICK(select_all)(data, k, from, kth, half, work);
        data += k + 1;
        count -= k + 1;
        from += k + 1;
        kth += half + 1;
        kth_count -= half + 1;
        while (kth_count > 0 && *kth < from) { /* again the same one */
            kth++;
            kth_count--;
        }
    }
}
