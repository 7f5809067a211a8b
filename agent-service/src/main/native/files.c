// Calls that open, look at and change files. Each does what the C library does, and notes it.
#include "trace.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>
#include <utime.h>

#include "raw.h"

// 1. Opening

static void note_open(int folder, const char *path, int flags, int result) {
    if (flags & (O_PATH | O_DIRECTORY)) {
        // The names in a folder are noted when they are read.
        NOTE(PROBE, folder, path, result);
    } else if ((flags & O_ACCMODE) == O_RDONLY && !(flags & (O_CREAT | O_TRUNC))) {
        NOTE(READ, folder, path, result);
    } else {
        NOTE(flags & (O_TRUNC | O_EXCL) ? WRITE : UPDATE, folder, path, result);
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
        NOTE(WRITE, AT_FDCWD, path, result);                             \
        return result;                                                   \
    }
CREAT(creat)
CREAT(creat64)

static void note_stream(const char *path, const char *mode, FILE *stream) {
    int result = stream == NULL ? -1 : 0;
    if (mode[0] == 'w') {
        NOTE(WRITE, AT_FDCWD, path, result);
    } else if (mode[0] == 'a' || strchr(mode, '+') != NULL) {
        NOTE(UPDATE, AT_FDCWD, path, result);
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

// 2. Looking

// By system calls: which of these functions a C library has depends on its age, and on 64-bit
// machines they all fill the same structure.
static int look(int folder, const char *path, void *status, int flags) {
    long result = raw4(SYS_newfstatat, folder, (long)path, (long)status, flags);
    note(PROBE, folder, path, (int)(result < 0 ? -result : 0));
    if (result < 0) {
        errno = (int)-result;
        return -1;
    }
    return 0;
}

EXPORT int stat(const char *path, struct stat *status) { return look(AT_FDCWD, path, status, 0); }
EXPORT int stat64(const char *path, struct stat64 *status) {
    return look(AT_FDCWD, path, status, 0);
}
EXPORT int lstat(const char *path, struct stat *status) {
    return look(AT_FDCWD, path, status, AT_SYMLINK_NOFOLLOW);
}
EXPORT int lstat64(const char *path, struct stat64 *status) {
    return look(AT_FDCWD, path, status, AT_SYMLINK_NOFOLLOW);
}
EXPORT int fstatat(int folder, const char *path, struct stat *status, int flags) {
    return look(folder, path, status, flags);
}
EXPORT int fstatat64(int folder, const char *path, struct stat64 *status, int flags) {
    return look(folder, path, status, flags);
}

// What programs call that were linked with a C library before 2.33. There is one version here.
int __xstat(int version, const char *path, struct stat *status);
int __xstat64(int version, const char *path, struct stat64 *status);
int __lxstat(int version, const char *path, struct stat *status);
int __lxstat64(int version, const char *path, struct stat64 *status);
int __fxstatat(int version, int folder, const char *path, struct stat *status, int flags);
int __fxstatat64(int version, int folder, const char *path, struct stat64 *status, int flags);
EXPORT int __xstat(int version, const char *path, struct stat *status) {
    (void)version;
    return look(AT_FDCWD, path, status, 0);
}
EXPORT int __xstat64(int version, const char *path, struct stat64 *status) {
    (void)version;
    return look(AT_FDCWD, path, status, 0);
}
EXPORT int __lxstat(int version, const char *path, struct stat *status) {
    (void)version;
    return look(AT_FDCWD, path, status, AT_SYMLINK_NOFOLLOW);
}
EXPORT int __lxstat64(int version, const char *path, struct stat64 *status) {
    (void)version;
    return look(AT_FDCWD, path, status, AT_SYMLINK_NOFOLLOW);
}
EXPORT int __fxstatat(int version, int folder, const char *path, struct stat *status, int flags) {
    (void)version;
    return look(folder, path, status, flags);
}
EXPORT int __fxstatat64(int version, int folder, const char *path, struct stat64 *status,
                        int flags) {
    (void)version;
    return look(folder, path, status, flags);
}

DECLARE_REAL(statx);
EXPORT int statx(int folder, const char *restrict path, int flags, unsigned mask,
                 struct statx *restrict status) {
    FIND_REAL(statx);
    int result = REAL(statx)(folder, path, flags, mask, status);
    NOTE(PROBE, folder, path, result);
    return result;
}

#define CALL(result_type, name, parameters, arguments, kind, folder, path) \
    DECLARE_REAL(name);                                                    \
    EXPORT result_type name parameters {                                   \
        FIND_REAL(name);                                                   \
        result_type result = REAL(name) arguments;                         \
        NOTE(kind, folder, path, result);                                  \
        return result;                                                     \
    }

CALL(int, access, (const char *path, int mode), (path, mode), PROBE, AT_FDCWD, path)
CALL(int, euidaccess, (const char *path, int mode), (path, mode), PROBE, AT_FDCWD, path)
CALL(int, eaccess, (const char *path, int mode), (path, mode), PROBE, AT_FDCWD, path)
CALL(int, faccessat, (int folder, const char *path, int mode, int flags),
     (folder, path, mode, flags), PROBE, folder, path)
CALL(int, chdir, (const char *path), (path), PROBE, AT_FDCWD, path)
CALL(ssize_t, readlink, (const char *restrict path, char *restrict to, size_t size),
     (path, to, size), READLINK, AT_FDCWD, path)
CALL(ssize_t, readlinkat, (int folder, const char *restrict path, char *restrict to, size_t size),
     (folder, path, to, size), READLINK, folder, path)

ssize_t __readlink_chk(const char *path, char *to, size_t size, size_t room);
ssize_t __readlinkat_chk(int folder, const char *path, char *to, size_t size, size_t room);
CALL(ssize_t, __readlink_chk, (const char *path, char *to, size_t size, size_t room),
     (path, to, size, room), READLINK, AT_FDCWD, path)
CALL(ssize_t, __readlinkat_chk,
     (int folder, const char *path, char *to, size_t size, size_t room),
     (folder, path, to, size, room), READLINK, folder, path)

// The answer depends on each link on the way. EINVAL: there was no path.
#define REALPATH(name, parameters, arguments)                          \
    DECLARE_REAL(name);                                                \
    EXPORT char *name parameters {                                     \
        FIND_REAL(name);                                               \
        char *result = REAL(name) arguments;                           \
        int before = errno;                                            \
        int error = result == NULL ? before : 0;                       \
        if (tracing() && error != EINVAL) {                               \
            note(PROBE, AT_FDCWD, path, error);                        \
            note_links(path);                                          \
        }                                                              \
        errno = before;                                                \
        return result;                                                 \
    }
char *__realpath_chk(const char *path, char *to, size_t room);
REALPATH(realpath, (const char *restrict path, char *restrict to), (path, to))
REALPATH(__realpath_chk, (const char *path, char *to, size_t room), (path, to, room))
REALPATH(canonicalize_file_name, (const char *path), (path))

// 3. Changing

CALL(int, unlink, (const char *path), (path), REMOVE, AT_FDCWD, path)
CALL(int, unlinkat, (int folder, const char *path, int flags), (folder, path, flags), REMOVE,
     folder, path)
CALL(int, rmdir, (const char *path), (path), REMOVE, AT_FDCWD, path)
CALL(int, remove, (const char *path), (path), REMOVE, AT_FDCWD, path)
CALL(int, mkdir, (const char *path, mode_t mode), (path, mode), MAKE_FOLDER, AT_FDCWD, path)
CALL(int, mkdirat, (int folder, const char *path, mode_t mode), (folder, path, mode), MAKE_FOLDER,
     folder, path)
CALL(int, mkfifo, (const char *path, mode_t mode), (path, mode), WRITE, AT_FDCWD, path)
CALL(int, mkfifoat, (int folder, const char *path, mode_t mode), (folder, path, mode), WRITE,
     folder, path)
CALL(int, truncate, (const char *path, off_t length), (path, length), UPDATE, AT_FDCWD, path)
CALL(int, truncate64, (const char *path, off64_t length), (path, length), UPDATE, AT_FDCWD, path)
CALL(int, chmod, (const char *path, mode_t mode), (path, mode), UPDATE, AT_FDCWD, path)
CALL(int, fchmodat, (int folder, const char *path, mode_t mode, int flags),
     (folder, path, mode, flags), UPDATE, folder, path)
CALL(int, chown, (const char *path, uid_t user, gid_t group), (path, user, group), UPDATE, AT_FDCWD,
     path)
CALL(int, lchown, (const char *path, uid_t user, gid_t group), (path, user, group), UPDATE,
     AT_FDCWD, path)
CALL(int, fchownat, (int folder, const char *path, uid_t user, gid_t group, int flags),
     (folder, path, user, group, flags), UPDATE, folder, path)
CALL(int, utimensat, (int folder, const char *path, const struct timespec times[2], int flags),
     (folder, path, times, flags), UPDATE, folder, path)
CALL(int, futimesat, (int folder, const char *path, const struct timeval times[2]),
     (folder, path, times), UPDATE, folder, path)
CALL(int, utimes, (const char *path, const struct timeval times[2]), (path, times), UPDATE, AT_FDCWD,
     path)
CALL(int, lutimes, (const char *path, const struct timeval times[2]), (path, times), UPDATE, AT_FDCWD,
     path)
CALL(int, utime, (const char *path, const struct utimbuf *times), (path, times), UPDATE, AT_FDCWD,
     path)

// From now on there are paths that lead to somewhere else than they say.
#define LINK(name, parameters, arguments, folder)                               \
    DECLARE_REAL(name);                                                         \
    EXPORT int name parameters {                                                \
        FIND_REAL(name);                                                        \
        int result = REAL(name) arguments;                                      \
        NOTE(WRITE, folder, path, result);                                      \
        if (result == 0) {                                                      \
            int error = errno;                                                  \
            note_text(UNTRACEABLE, 0, "a symbolic link that was made meanwhile"); \
            errno = error;                                                      \
        }                                                                       \
        return result;                                                          \
    }
LINK(symlink, (const char *target, const char *path), (target, path), AT_FDCWD)
LINK(symlinkat, (const char *target, int folder, const char *path), (target, folder, path), folder)

// What is under the new name was under the old one before.
static void note_moved(int from_folder, const char *from, int to_folder, const char *to,
                       int gone, int result) {
    NOTE(READ, from_folder, from, result);
    if (gone) {
        NOTE(REMOVE, from_folder, from, result);
    }
    NOTE(WRITE, to_folder, to, result);
}

#define MOVE(name, parameters, arguments, from_folder, to_folder, gone)  \
    DECLARE_REAL(name);                                                  \
    EXPORT int name parameters {                                         \
        FIND_REAL(name);                                                 \
        int result = REAL(name) arguments;                               \
        note_moved(from_folder, from, to_folder, to, gone, result);      \
        return result;                                                   \
    }
MOVE(rename, (const char *from, const char *to), (from, to), AT_FDCWD, AT_FDCWD, 1)
MOVE(renameat, (int from_folder, const char *from, int to_folder, const char *to),
     (from_folder, from, to_folder, to), from_folder, to_folder, 1)
MOVE(renameat2,
     (int from_folder, const char *from, int to_folder, const char *to, unsigned int flags),
     (from_folder, from, to_folder, to, flags), from_folder, to_folder, 1)
MOVE(link, (const char *from, const char *to), (from, to), AT_FDCWD, AT_FDCWD, 0)
MOVE(linkat, (int from_folder, const char *from, int to_folder, const char *to, int flags),
     (from_folder, from, to_folder, to, flags), from_folder, to_folder, 0)
