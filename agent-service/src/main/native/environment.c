// Environments of programs. Whatever a program does to its own, the next one is traced, too.
#include "environment.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PRELOAD "LD_PRELOAD="
#define TRACE "BUILDSERVER_TRACE="

static char preload[sizeof PRELOAD + PATH_MAX];

static void find_library(void) {
    Dl_info self;
    if (dladdr((void *)find_library, &self) != 0 && self.dli_fname != NULL &&
        strlen(self.dli_fname) < PATH_MAX) {
        char found[sizeof preload];
        strcpy(found, PRELOAD);
        strcat(found, self.dli_fname);
        memcpy(preload, found, sizeof preload);
    }
}

static const char *library(void) {
    if (preload[0] == 0) {
        find_library();
    }
    return preload + sizeof PRELOAD - 1;
}

int is_tracer(const char *name) { return strcmp(name, library()) == 0; }

static int begins(const char *text, const char *with) {
    return strncmp(text, with, strlen(with)) == 0;
}

static size_t count_of(char *const *words) {
    size_t count = 0;
    while (words != NULL && words[count] != NULL) {
        count++;
    }
    return count;
}

static const char *preload_of(char *const *environment) {
    for (size_t i = 0; environment != NULL && environment[i] != NULL; i++) {
        if (begins(environment[i], PRELOAD)) {
            return environment[i] + sizeof PRELOAD - 1;
        }
    }
    return NULL;
}

size_t words_of_completed(char *const *environment) { return count_of(environment) + 3; }

size_t preload_of_completed(char *const *environment) {
    const char *wanted = preload_of(environment);
    return sizeof preload + 1 + (wanted == NULL ? 0 : strlen(wanted));
}

// Those that are wanted, if any are, and the tracer's.
static void put_libraries(const char *wanted, char *libraries) {
    strcpy(libraries, PRELOAD);
    if (wanted == NULL || strstr(wanted, library()) == NULL) {
        strcat(libraries, library());
        strcat(libraries, wanted == NULL ? "" : ":");
    }
    strcat(libraries, wanted == NULL ? "" : wanted);
}

// There is room for two more words than before, and the NULL.
void complete(char *const *environment, char **result, char *libraries) {
    put_libraries(preload_of(environment), libraries);
    size_t count = 0;
    for (size_t i = 0; environment != NULL && environment[i] != NULL; i++) {
        if (!tracing() || (!begins(environment[i], PRELOAD) && !begins(environment[i], TRACE))) {
            result[count++] = environment[i];
        }
    }
    if (tracing()) {
        result[count++] = libraries;
        result[count++] = (char *)trace_variable();
    }
    result[count] = NULL;
}

// Takes the tracer's library out of a list where it comes first, as complete() has it, and tells
// whether there was no other list. An empty one is one, too.
static int take_out(char *list) {
    size_t length = strlen(library());
    if (!begins(list, library()) || (list[length] != ':' && list[length] != 0)) {
        return 0;
    }
    int was_alone = list[length] == 0;
    memmove(list, list + length + !was_alone, strlen(list + length + !was_alone) + 1);
    return was_alone;
}

void hide(void) {
    char **kept = environ;
    for (char **each = environ; each != NULL && *each != NULL; each++) {
        int is_ours = begins(*each, TRACE) ||
                      (begins(*each, PRELOAD) && take_out(*each + sizeof PRELOAD - 1));
        if (!is_ours) {
            *kept++ = *each;
        }
    }
    if (kept != NULL) {
        *kept = NULL;
    }
}

void complete_own(void) {
    if (!tracing()) {
        return;
    }
    note_process();
    if (getenv("BUILDSERVER_TRACE") == NULL) {
        setenv("BUILDSERVER_TRACE", trace_variable() + sizeof TRACE - 1, 1);
    }
    const char *wanted = getenv("LD_PRELOAD");
    if (wanted == NULL || strstr(wanted, library()) == NULL) {
        char libraries[preload_of_completed(environ)];
        put_libraries(wanted, libraries);
        setenv("LD_PRELOAD", libraries + sizeof PRELOAD - 1, 1);
    }
}
