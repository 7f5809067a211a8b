// Calls that open files.
#include "trace.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

static void note_open(int folder, const char *path, int flags, int result) {
    if (flags & (O_PATH | O_DIRECTORY)) {
        // The names in a folder are noted when they are read.
        NOTE(PROBE, folder, path, result);
    } else if ((flags & O_ACCMODE) == O_RDONLY && !(flags & (O_CREAT | O_TRUNC))) {
        NOTE(READ, folder, path, result);
    } else {
        NOTE_CHANGE(flags & (O_TRUNC | O_EXCL) ? WRITE : UPDATE, folder, path, result);
    }
}

#define OPEN(name)                                       \
    DECLARE_REAL(name);                                  \
    EXPORT int name(const char *path, int flags, ...) {  \
        FIND_REAL(name);                                 \
        va_list more;                                    \
        va_start(more, flags);                           \
        mode_t mode = va_arg(more, mode_t);              \
        va_end(more);                                    \
        int result = REAL(name)(path, flags, mode);      \
        note_open(AT_FDCWD, path, flags, result);        \
        return result;                                   \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                 \
    DECLARE_REAL(name);                                              \
    EXPORT int name(int folder, const char *path, int flags, ...) {  \
        FIND_REAL(name);                                             \
        va_list more;                                                \
        va_start(more, flags);                                       \
        mode_t mode = va_arg(more, mode_t);                          \
        va_end(more);                                                \
        int result = REAL(name)(folder, path, flags, mode);          \
        note_open(folder, path, flags, result);                      \
        return result;                                               \
    }
OPENAT(openat)
OPENAT(openat64)

// What open is in programs that were compiled with checks.
int __open_2(const char *path, int flags);
int __open64_2(const char *path, int flags);
int __openat_2(int folder, const char *path, int flags);
int __openat64_2(int folder, const char *path, int flags);
EXPORT int __open_2(const char *path, int flags) { return open(path, flags, 0); }
EXPORT int __open64_2(const char *path, int flags) { return open64(path, flags, 0); }
EXPORT int __openat_2(int folder, const char *path, int flags) {
    return openat(folder, path, flags, 0);
}
EXPORT int __openat64_2(int folder, const char *path, int flags) {
    return openat64(folder, path, flags, 0);
}

#define CREAT(name)                                                      \
    DECLARE_REAL(name);                                                  \
    EXPORT int name(const char *path, mode_t mode) {                     \
        FIND_REAL(name);                                                 \
        int result = REAL(name)(path, mode);                             \
        NOTE_CHANGE(WRITE, AT_FDCWD, path, result);                      \
        return result;                                                   \
    }
CREAT(creat)
CREAT(creat64)

static void note_stream(const char *path, const char *mode, FILE *stream) {
    int result = stream == NULL ? -1 : 0;
    if (mode[0] == 'w') {
        NOTE_CHANGE(WRITE, AT_FDCWD, path, result);
    } else if (mode[0] == 'a' || strchr(mode, '+') != NULL) {
        NOTE_CHANGE(UPDATE, AT_FDCWD, path, result);
    } else {
        NOTE(READ, AT_FDCWD, path, result);
    }
}

#define FOPEN(name)                                       \
    DECLARE_REAL(name);                                   \
    EXPORT FILE *name(const char *path, const char *mode) { \
        FIND_REAL(name);                                  \
        FILE *result = REAL(name)(path, mode);            \
        note_stream(path, mode, result);                  \
        return result;                                    \
    }
FOPEN(fopen)
FOPEN(fopen64)

#define FREOPEN(name)                                                     \
    DECLARE_REAL(name);                                                   \
    EXPORT FILE *name(const char *path, const char *mode, FILE *stream) { \
        FIND_REAL(name);                                                  \
        FILE *result = REAL(name)(path, mode, stream);                    \
        note_stream(path, mode, result);                                  \
        return result;                                                    \
    }
FREOPEN(freopen)
FREOPEN(freopen64)

// The template holds the name afterwards.
#define TEMPORARY(name, parameters, arguments)            \
    DECLARE_REAL(name);                                   \
    EXPORT int name parameters {                          \
        FIND_REAL(name);                                  \
        int result = REAL(name) arguments;                \
        NOTE(WRITE, AT_FDCWD, path, result);              \
        return result;                                    \
    }
TEMPORARY(mkstemp, (char *path), (path))
TEMPORARY(mkstemp64, (char *path), (path))
TEMPORARY(mkostemp, (char *path, int flags), (path, flags))
TEMPORARY(mkostemp64, (char *path, int flags), (path, flags))
TEMPORARY(mkstemps, (char *path, int suffix), (path, suffix))
TEMPORARY(mkstemps64, (char *path, int suffix), (path, suffix))
TEMPORARY(mkostemps, (char *path, int suffix, int flags), (path, suffix, flags))
TEMPORARY(mkostemps64, (char *path, int suffix, int flags), (path, suffix, flags))

DECLARE_REAL(mkdtemp);
EXPORT char *mkdtemp(char *path) {
    FIND_REAL(mkdtemp);
    char *result = REAL(mkdtemp)(path);
    NOTE(MAKE_FOLDER, AT_FDCWD, path, result == NULL ? -1 : 0);
    return result;
}
