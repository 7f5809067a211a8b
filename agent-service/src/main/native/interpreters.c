// Interpreters of scripts, which the system looks for by itself.
#include "trace.h"

#include <string.h>
#include <unistd.h>

#include "raw.h"

// As in the system.
enum { LONGEST_LINE = 256, MOST_SCRIPTS = 5 };

// The interpreter in the first line of a script: "#! /bin/sh -e". Returns 0 where there is none.
static int read_interpreter(const char *script, char *line) {
    long file = raw4(SYS_openat, AT_FDCWD, (long)script, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
    if (file < 0) {
        return 0;
    }
    long size = raw3(SYS_read, file, (long)line, LONGEST_LINE - 1);
    raw3(SYS_close, file, 0, 0);
    line[size < 0 ? 0 : size] = 0;
    if (strncmp(line, "#!", 2) != 0) {
        return 0;
    }
    const char *begin = line + 2 + strspn(line + 2, " \t");
    size_t length = strcspn(begin, " \t\r\n");
    memmove(line, begin, length);
    line[length] = 0;
    return length > 0;
}

int find_interpreter(const char *program) {
    char name[LONGEST_LINE];
    const char *script = program;
    for (int i = 0; i < MOST_SCRIPTS && read_interpreter(script, name); i++) {
        long result = raw4(SYS_faccessat, AT_FDCWD, (long)name, X_OK, 0);
        note(READ, AT_FDCWD, name, (int)-result);
        if (result < 0) {
            return 0;
        }
        script = name;
    }
    return 1;
}
