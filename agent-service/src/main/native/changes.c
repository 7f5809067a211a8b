// Calls that make, change and remove files and folders.
#include "calls.h"

#include <stdio.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/xattr.h>
#include <unistd.h>
#include <utime.h>

#include "raw.h"

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
CALL(int, mknod, (const char *path, mode_t mode, dev_t device), (path, mode, device), WRITE,
     AT_FDCWD, path)
CALL(int, mknodat, (int folder, const char *path, mode_t mode, dev_t device),
     (folder, path, mode, device), WRITE, folder, path)
int __xmknod(int version, const char *path, mode_t mode, dev_t *device);
int __xmknodat(int version, int folder, const char *path, mode_t mode, dev_t *device);
CALL(int, __xmknod, (int version, const char *path, mode_t mode, dev_t *device),
     (version, path, mode, device), WRITE, AT_FDCWD, path)
CALL(int, __xmknodat, (int version, int folder, const char *path, mode_t mode, dev_t *device),
     (version, folder, path, mode, device), WRITE, folder, path)
CHANGE(truncate, (const char *path, off_t length), (path, length), AT_FDCWD, path)
CHANGE(truncate64, (const char *path, off64_t length), (path, length), AT_FDCWD, path)
CHANGE(setxattr, (const char *path, const char *name, const void *value, size_t size, int flags),
     (path, name, value, size, flags), AT_FDCWD, path)
CHANGE(lsetxattr, (const char *path, const char *name, const void *value, size_t size, int flags),
     (path, name, value, size, flags), AT_FDCWD, path)
CHANGE(removexattr, (const char *path, const char *name), (path, name), AT_FDCWD, path)
CHANGE(lremovexattr, (const char *path, const char *name), (path, name), AT_FDCWD, path)
CHANGE(chown, (const char *path, uid_t user, gid_t group), (path, user, group), AT_FDCWD,
     path)
CHANGE(lchown, (const char *path, uid_t user, gid_t group), (path, user, group),
     AT_FDCWD, path)
CHANGE(fchownat, (int folder, const char *path, uid_t user, gid_t group, int flags),
     (folder, path, user, group, flags), folder, path)
// The times of files are in no key.
CALL(int, utimensat, (int folder, const char *path, const struct timespec times[2], int flags),
     (folder, path, times, flags), UPDATE, folder, path)
CALL(int, futimesat, (int folder, const char *path, const struct timeval times[2]),
     (folder, path, times), UPDATE, folder, path)
CALL(int, utimes, (const char *path, const struct timeval times[2]), (path, times), UPDATE, AT_FDCWD, path)
CALL(int, lutimes, (const char *path, const struct timeval times[2]), (path, times), UPDATE, AT_FDCWD, path)
CALL(int, utime, (const char *path, const struct utimbuf *times), (path, times), UPDATE, AT_FDCWD, path)

// NuGet and MSBuild open their folders in /tmp to all, each time: whoever owns one may go in as
// before, and modes of folders are not kept.
void note_mode(int folder, const char *path, mode_t mode, int error) {
    struct stat status;
    int stays_open = error == 0 && path != NULL && (mode & S_IRWXU) == S_IRWXU &&
                     raw4(SYS_newfstatat, folder, (long)path, (long)&status, 0) == 0 &&
                     S_ISDIR(status.st_mode);
    if (stays_open) {
        note(PROBE, folder, path, 0);
    } else {
        note_change(UPDATE, folder, path, error);
    }
}

#define MODE(name, parameters, arguments, folder)              \
    DECLARE_REAL(name);                                        \
    EXPORT int name parameters {                               \
        FIND_REAL(name);                                       \
        int result = REAL(name) arguments;                     \
        int error = errno;                                     \
        note_mode(folder, path, mode, result < 0 ? error : 0); \
        errno = error;                                         \
        return result;                                         \
    }
MODE(chmod, (const char *path, mode_t mode), (path, mode), AT_FDCWD)
MODE(lchmod, (const char *path, mode_t mode), (path, mode), AT_FDCWD)
MODE(fchmodat, (int folder, const char *path, mode_t mode, int flags), (folder, path, mode, flags),
     folder)

// What changes a file that was opened to be read. Of one opened for writing it is known.
#define CHANGE_OPEN(name, parameters, arguments, mode) \
    DECLARE_REAL(name);                                \
    EXPORT int name parameters {                       \
        FIND_REAL(name);                               \
        int result = REAL(name) arguments;             \
        if (result == 0) {                             \
            note_change_of(file, mode);                \
        }                                              \
        return result;                                 \
    }
CHANGE_OPEN(fchmod, (int file, mode_t mode), (file, mode), mode)
CHANGE_OPEN(fchown, (int file, uid_t user, gid_t group), (file, user, group), 0)
CHANGE_OPEN(fsetxattr,
            (int file, const char *name, const void *value, size_t size, int flags),
            (file, name, value, size, flags), 0)
CHANGE_OPEN(fremovexattr, (int file, const char *name), (file, name), 0)

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
void note_moved(int from_folder, const char *from, int to_folder, const char *to, enum old_name old,
                int error) {
    note(READ, from_folder, from, error);
    if (old == GONE) {
        note(REMOVE, from_folder, from, error);
    } else if (old == SWAPPED) {
        note(READ, to_folder, to, error);
        note(WRITE, from_folder, from, error);
    }
    note(WRITE, to_folder, to, error);
}

#define MOVE(name, parameters, arguments, from_folder, to_folder, old)                      \
    DECLARE_REAL(name);                                                                     \
    EXPORT int name parameters {                                                            \
        FIND_REAL(name);                                                                    \
        int result = REAL(name) arguments;                                                  \
        int error = errno;                                                                  \
        note_moved(from_folder, from, to_folder, to, old, result < 0 ? error : 0);          \
        errno = error;                                                                      \
        return result;                                                                      \
    }
MOVE(rename, (const char *from, const char *to), (from, to), AT_FDCWD, AT_FDCWD, GONE)
MOVE(renameat, (int from_folder, const char *from, int to_folder, const char *to),
     (from_folder, from, to_folder, to), from_folder, to_folder, GONE)
MOVE(renameat2,
     (int from_folder, const char *from, int to_folder, const char *to, unsigned int flags),
     (from_folder, from, to_folder, to, flags), from_folder, to_folder,
     flags & RENAME_EXCHANGE ? SWAPPED : GONE)
MOVE(link, (const char *from, const char *to), (from, to), AT_FDCWD, AT_FDCWD, STAYS)
MOVE(linkat, (int from_folder, const char *from, int to_folder, const char *to, int flags),
     (from_folder, from, to_folder, to, flags), from_folder, to_folder, STAYS)
