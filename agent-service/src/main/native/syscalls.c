// The function that makes any system call: libraries use it for calls that older C libraries lack.
#include "trace.h"

#include <stdarg.h>
#include <stdint.h>
#include <unistd.h>

#include "raw.h"

#ifndef SYS_openat2
#define SYS_openat2 437
#endif
#ifndef SYS_faccessat2
#define SYS_faccessat2 439
#endif
#ifndef SYS_io_uring_setup
#define SYS_io_uring_setup 425
#endif

static void note_opened(int folder, const char *path, int64_t flags, int error) {
    if (flags & (O_PATH | O_DIRECTORY)) {
        note(PROBE, folder, path, error);
    } else {
        note((flags & O_ACCMODE) == O_RDONLY && !(flags & (O_CREAT | O_TRUNC)) ? READ : UPDATE,
             folder, path, error);
    }
}

// Calls that take a folder and a path.
static void note_call(long number, const long *a, int error) {
    int folder = (int)a[0];
    const char *path = (const char *)a[1];
    switch (number) {
        case SYS_openat: note_opened(folder, path, a[2], error); break;
        case SYS_openat2: note_opened(folder, path, *(const int64_t *)a[2], error); break;
        case SYS_newfstatat:
        case SYS_statx:
        case SYS_faccessat:
        case SYS_faccessat2: note(PROBE, folder, path, error); break;
        case SYS_readlinkat: note(READLINK, folder, path, error); break;
        case SYS_unlinkat: note(REMOVE, folder, path, error); break;
        case SYS_mkdirat: note(MAKE_FOLDER, folder, path, error); break;
        case SYS_getdents64: note(LIST, folder, ".", error); break;
        case SYS_renameat2:
            note(READ, folder, path, error);
            note(REMOVE, folder, path, error);
            note(WRITE, (int)a[2], (const char *)a[3], error);
            break;
        default: break;
    }
}

#ifdef SYS_open
// Calls without a folder, which newer machines do not have.
static void note_old_call(long number, const long *a, int error) {
    const char *path = (const char *)a[0];
    switch (number) {
        case SYS_open: note_opened(AT_FDCWD, path, a[1], error); break;
        case SYS_stat:
        case SYS_lstat:
        case SYS_access: note(PROBE, AT_FDCWD, path, error); break;
        case SYS_readlink: note(READLINK, AT_FDCWD, path, error); break;
        case SYS_unlink:
        case SYS_rmdir: note(REMOVE, AT_FDCWD, path, error); break;
        case SYS_mkdir: note(MAKE_FOLDER, AT_FDCWD, path, error); break;
        default: break;
    }
}
#else
static void note_old_call(long number, const long *a, int error) {
    (void)number;
    (void)a;
    (void)error;
}
#endif

EXPORT long syscall(long number, ...) {
    long a[6];
    va_list more;
    va_start(more, number);
    for (int i = 0; i < 6; i++) {
        a[i] = va_arg(more, long);
    }
    va_end(more);
    if (tracing() && number == SYS_io_uring_setup) {
        // Files would be read where nobody sees it; programs have another way.
        errno = ENOSYS;
        return -1;
    }
    if (number == SYS_execve) {
        return execve((const char *)a[0], (char *const *)a[1], (char *const *)a[2]);
    }
    if (number == SYS_execveat) {
        return execveat((int)a[0], (const char *)a[1], (char *const *)a[2], (char *const *)a[3],
                        (int)a[4]);
    }
    long result = raw6(number, a[0], a[1], a[2], a[3], a[4], a[5]);
    int error = result < 0 && result >= -4095 ? (int)-result : 0;
    if (tracing()) {
        note_call(number, a, error);
        note_old_call(number, a, error);
    }
    if (error != 0) {
        errno = error;
        return -1;
    }
    return result;
}
