// The function that makes any system call: libraries use it for calls that older C libraries lack.
#include "views.h"

#include <sched.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "raw.h"

enum { WORKING_FOLDER = -1, FAR_FORK = CLONE_VM | CLONE_THREAD | NEW_VIEWS };

// A record of a path that is among the arguments.
struct rule {
    short number;
    char kind;
    signed char folder;  // the argument that is the folder, if one is
    signed char path;    // the argument that is the path
};

static const struct rule RULES[] = {
    {SYS_newfstatat, PROBE, 0, 1},
    {SYS_statx, PROBE, 0, 1},
    {SYS_faccessat, PROBE, 0, 1},
    {SYS_faccessat2, PROBE, 0, 1},
    {SYS_name_to_handle_at, PROBE, 0, 1},
    {SYS_readlinkat, READLINK, 0, 1},
    {SYS_unlinkat, REMOVE, 0, 1},
    {SYS_mkdirat, MAKE_FOLDER, 0, 1},
    {SYS_mknodat, WRITE, 0, 1},
    {SYS_fchownat, UPDATE, 0, 1},
    {SYS_utimensat, UPDATE, 0, 1},
    {SYS_truncate, UPDATE, WORKING_FOLDER, 0},
    {SYS_chdir, PROBE, WORKING_FOLDER, 0},
    {SYS_statfs, PROBE, WORKING_FOLDER, 0},
    {SYS_getxattr, PROBE, WORKING_FOLDER, 0},
    {SYS_lgetxattr, PROBE, WORKING_FOLDER, 0},
    {SYS_listxattr, PROBE, WORKING_FOLDER, 0},
    {SYS_llistxattr, PROBE, WORKING_FOLDER, 0},
    {SYS_setxattr, UPDATE, WORKING_FOLDER, 0},
    {SYS_lsetxattr, UPDATE, WORKING_FOLDER, 0},
    {SYS_removexattr, UPDATE, WORKING_FOLDER, 0},
    {SYS_lremovexattr, UPDATE, WORKING_FOLDER, 0},
    {SYS_inotify_add_watch, PROBE, WORKING_FOLDER, 1},
#ifdef SYS_open
    // Calls without a folder, which newer machines do not have.
    {SYS_stat, PROBE, WORKING_FOLDER, 0},
    {SYS_lstat, PROBE, WORKING_FOLDER, 0},
    {SYS_access, PROBE, WORKING_FOLDER, 0},
    {SYS_readlink, READLINK, WORKING_FOLDER, 0},
    {SYS_unlink, REMOVE, WORKING_FOLDER, 0},
    {SYS_rmdir, REMOVE, WORKING_FOLDER, 0},
    {SYS_mkdir, MAKE_FOLDER, WORKING_FOLDER, 0},
    {SYS_mknod, WRITE, WORKING_FOLDER, 0},
    {SYS_creat, WRITE, WORKING_FOLDER, 0},
    {SYS_chown, UPDATE, WORKING_FOLDER, 0},
    {SYS_lchown, UPDATE, WORKING_FOLDER, 0},
    {SYS_utime, UPDATE, WORKING_FOLDER, 0},
    {SYS_utimes, UPDATE, WORKING_FOLDER, 0},
    {SYS_futimesat, UPDATE, 0, 1},
#endif
};

static void note_path(enum kind kind, int folder, const char *path, int error) {
    if (kind == WRITE || kind == UPDATE) {
        note_change(kind, folder, path, error);
    } else {
        note(kind, folder, path, error);
    }
}

static void note_opened(int folder, const char *path, int64_t flags, int error) {
    if (flags & (O_PATH | O_DIRECTORY)) {
        note(PROBE, folder, path, error);
    } else {
        int reads = (flags & O_ACCMODE) == O_RDONLY && !(flags & (O_CREAT | O_TRUNC));
        note_path(reads ? READ : UPDATE, folder, path, error);
    }
}

// A hard link, or, where it goes, another name.
static void note_renamed(const long *a, enum old_name old, int error) {
    note_moved((int)a[0], (const char *)a[1], (int)a[2], (const char *)a[3], old, error);
}

// Calls with more than one path, and those that open.
static int note_special(long number, const long *a, int error) {
    switch (number) {
        case SYS_openat: note_opened((int)a[0], (const char *)a[1], a[2], error); break;
        case SYS_openat2:
            note_opened((int)a[0], (const char *)a[1], *(const int64_t *)a[2], error);
            break;
        case SYS_getdents64: note(LIST, (int)a[0], ".", error); break;
        case SYS_renameat2:
            note_renamed(a, a[4] & RENAME_EXCHANGE ? SWAPPED : GONE, error);
            break;
#ifdef SYS_renameat
        case SYS_renameat: note_renamed(a, GONE, error); break;
#endif
        case SYS_fchmodat:
        case SYS_fchmodat2:
            note_mode((int)a[0], (const char *)a[1], (mode_t)a[2], error);
            break;
        case SYS_linkat: note_renamed(a, STAYS, error); break;
#ifdef SYS_open
        case SYS_open: note_opened(AT_FDCWD, (const char *)a[0], a[1], error); break;
        case SYS_chmod: note_mode(AT_FDCWD, (const char *)a[0], (mode_t)a[1], error); break;
        case SYS_getdents: note(LIST, (int)a[0], ".", error); break;
        case SYS_rename:
        case SYS_link:
            note_moved(AT_FDCWD, (const char *)a[0], AT_FDCWD, (const char *)a[1],
                       number == SYS_rename ? GONE : STAYS, error);
            break;
#endif
        case SYS_fchmod:
        case SYS_fchown:
        case SYS_fsetxattr:
        case SYS_fremovexattr:
            if (error == 0) {
                note_change_of((int)a[0], number == SYS_fchmod ? (mode_t)a[1] : 0);
            }
            break;
        default: return 0;
    }
    return 1;
}

static void note_call(long number, const long *a, int error) {
    if (note_special(number, a, error)) {
        return;
    }
    for (size_t i = 0; i < sizeof RULES / sizeof *RULES; i++) {
        const struct rule *rule = &RULES[i];
        if (rule->number == number) {
            int folder = rule->folder == WORKING_FOLDER ? AT_FDCWD : (int)a[(int)rule->folder];
            note_path((enum kind)rule->kind, folder, (const char *)a[(int)rule->path], error);
            return;
        }
    }
    if (error == 0 && is_beyond_sight(number, a)) {
        note_untraceable("system call", number);
    }
}

static int is_fork(long number, const long *a) {
#ifdef SYS_fork
    if (number == SYS_fork) {
        return 1;
    }
#endif
    // Without a stack of its own.
    return number == SYS_clone && (a[0] & FAR_FORK) == 0 && a[1] == 0;
}

// Those that are wrapped under names of their own. Returns whether it is one.
static int call_by_name(long number, const long *a, long *result) {
    switch (number) {
        case SYS_execve:
            *result = execve((const char *)a[0], (char *const *)a[1], (char *const *)a[2]);
            return 1;
        case SYS_execveat:
            *result = execveat((int)a[0], (const char *)a[1], (char *const *)a[2],
                               (char *const *)a[3], (int)a[4]);
            return 1;
        case SYS_connect:
            *result = connect((int)a[0], (const void *)a[1], (socklen_t)a[2]);
            return 1;
        case SYS_bind:
            *result = bind((int)a[0], (const void *)a[1], (socklen_t)a[2]);
            return 1;
        case SYS_sendto:
            *result = sendto((int)a[0], (const void *)a[1], (size_t)a[2], (int)a[3],
                             (const void *)a[4], (socklen_t)a[5]);
            return 1;
        case SYS_sendmsg: *result = sendmsg((int)a[0], (const void *)a[1], (int)a[2]); return 1;
#ifdef SYS_symlink
        case SYS_symlink: *result = symlink((const char *)a[0], (const char *)a[1]); return 1;
#endif
        case SYS_symlinkat:
            *result = symlinkat((const char *)a[0], (int)a[1], (const char *)a[2]);
            return 1;
        case SYS_io_uring_setup:
            // Files would be read where nobody sees it; programs have another way.
            errno = ENOSYS;
            *result = -1;
            return 1;
        default: return 0;
    }
}

EXPORT long syscall(long number, ...) {
    long a[6];
    va_list more;
    va_start(more, number);
    for (int i = 0; i < 6; i++) {
        a[i] = va_arg(more, long);
    }
    va_end(more);
    long result;
    if (tracing() && call_by_name(number, a, &result)) {
        return result;
    }
    int forks = tracing() && is_fork(number, a);
    if (forks) {
        note_process();
    }
    result = raw6(number, a[0], a[1], a[2], a[3], a[4], a[5]);
    int error = result < 0 && result >= -4095 ? (int)-result : 0;
    if (forks) {
        note_forked(result);
    } else if (tracing()) {
        note_call(number, a, error);
    }
    if (error != 0) {
        errno = error;
        return -1;
    }
    return result;
}
