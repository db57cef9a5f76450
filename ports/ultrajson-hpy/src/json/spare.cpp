/* src/json/spare.cpp: memory that the next text can have. In C++ for its
 * atomics: texts are written by several threads where there is no GIL. */
#include "spare.h"

#include <atomic>
#include <cstdlib>

static std::atomic<void *> spare{nullptr};

void *json_spare_take(void)
{
    void *memory = spare.exchange(nullptr);
    return memory != nullptr ? memory : std::malloc(JSON_SPARE_SIZE);
}

void json_spare_return(void *memory)
{
    std::free(spare.exchange(memory));
}
