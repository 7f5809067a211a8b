// What a program finds in its environment when another one that is traced begins it.
#ifndef ENVIRONMENT_H
#define ENVIRONMENT_H

#include "trace.h"

// Declares a copy of an environment with what the tracer needs, on the stack.
#define COMPLETE(environment, result)                              \
    char *result[words_of_completed(environment)];                 \
    char libraries_of_##result[preload_of_completed(environment)]; \
    complete(environment, result, libraries_of_##result)

// Room for the words of a completed environment, its NULL included, and for its LD_PRELOAD.
size_t words_of_completed(char *const *environment);
size_t preload_of_completed(char *const *environment);

void complete(char *const *environment, char **result, char *libraries);

// Has this program see what it would see without the tracer. Before it runs: environ is changed in
// its place.
void hide(void);

// Completes that of this program, for calls that begin a shell inside of the C library.
void complete_own(void);

#endif
