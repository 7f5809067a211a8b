// Calls that look at files and folders without opening them.
#include "calls.h"

#include <stdlib.h>
#include <sys/inotify.h>
#include <sys/ipc.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "raw.h"

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

// What they tell of a file system, of a file's further attributes and of what happens to it later
// on, nobody keeps; whether it is there, counts.
CALL(int, statfs, (const char *path, struct statfs *status), (path, status), PROBE, AT_FDCWD, path)
CALL(int, statfs64, (const char *path, struct statfs64 *status), (path, status), PROBE, AT_FDCWD,
     path)
CALL(int, statvfs, (const char *restrict path, struct statvfs *restrict status), (path, status),
     PROBE, AT_FDCWD, path)
CALL(int, statvfs64, (const char *restrict path, struct statvfs64 *restrict status),
     (path, status), PROBE, AT_FDCWD, path)
CALL(long, pathconf, (const char *path, int name), (path, name), PROBE, AT_FDCWD, path)
CALL(key_t, ftok, (const char *path, int number), (path, number), PROBE, AT_FDCWD, path)
CALL(ssize_t, getxattr, (const char *path, const char *name, void *value, size_t size),
     (path, name, value, size), PROBE, AT_FDCWD, path)
CALL(ssize_t, lgetxattr, (const char *path, const char *name, void *value, size_t size),
     (path, name, value, size), PROBE, AT_FDCWD, path)
CALL(ssize_t, listxattr, (const char *path, char *names, size_t size), (path, names, size), PROBE,
     AT_FDCWD, path)
CALL(ssize_t, llistxattr, (const char *path, char *names, size_t size), (path, names, size), PROBE,
     AT_FDCWD, path)
CALL(int, inotify_add_watch, (int watch, const char *path, uint32_t what), (watch, path, what),
     PROBE, AT_FDCWD, path)
CALL(int, name_to_handle_at,
     (int folder, const char *path, struct file_handle *handle, int *mount, int flags),
     (folder, path, handle, mount, flags), PROBE, folder, path)
