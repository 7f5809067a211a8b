// Calls that read the names in folders, or walk through them inside of the C library.
#include "trace.h"

#include <dirent.h>
#include <fts.h>
#include <ftw.h>
#include <glob.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>

static void note_folder(int folder, const char *path, const void *result) {
    NOTE(LIST, folder, path, result == NULL ? -1 : 0);
}

DECLARE_REAL(opendir);
EXPORT DIR *opendir(const char *path) {
    FIND_REAL(opendir);
    DIR *result = REAL(opendir)(path);
    note_folder(AT_FDCWD, path, result);
    return result;
}

DECLARE_REAL(fdopendir);
EXPORT DIR *fdopendir(int folder) {
    FIND_REAL(fdopendir);
    DIR *result = REAL(fdopendir)(folder);
    if (result != NULL) {
        note_folder(folder, ".", result);
    }
    return result;
}

ssize_t getdents64(int folder, void *names, size_t size);
DECLARE_REAL(getdents64);
EXPORT ssize_t getdents64(int folder, void *names, size_t size) {
    FIND_REAL(getdents64);
    ssize_t result = REAL(getdents64)(folder, names, size);
    if (result >= 0) {
        NOTE(LIST, folder, ".", 0);
    }
    return result;
}

#define GETDIRENTRIES(name, offset_type)                                                       \
    DECLARE_REAL(name);                                                                        \
    EXPORT ssize_t name(int folder, char *names, size_t size, offset_type *place) {            \
        FIND_REAL(name);                                                                       \
        ssize_t result = REAL(name)(folder, names, size, place);                               \
        NOTE(LIST, folder, ".", result);                                                       \
        return result;                                                                         \
    }
GETDIRENTRIES(getdirentries, off_t)
GETDIRENTRIES(getdirentries64, off64_t)

#define SCANDIR(name, entry)                                                        \
    DECLARE_REAL(name);                                                             \
    EXPORT int name(const char *restrict path, struct entry ***restrict names,      \
                    int (*wanted)(const struct entry *),                            \
                    int (*order)(const struct entry **, const struct entry **)) {   \
        FIND_REAL(name);                                                            \
        int result = REAL(name)(path, names, wanted, order);                        \
        NOTE(LIST, AT_FDCWD, path, result);                                         \
        return result;                                                              \
    }
SCANDIR(scandir, dirent)
SCANDIR(scandir64, dirent64)

#define SCANDIRAT(name, entry)                                                                   \
    DECLARE_REAL(name);                                                                          \
    EXPORT int name(int folder, const char *restrict path, struct entry ***restrict names,       \
                    int (*wanted)(const struct entry *),                                         \
                    int (*order)(const struct entry **, const struct entry **)) {                \
        FIND_REAL(name);                                                                         \
        int result = REAL(name)(folder, path, names, wanted, order);                             \
        NOTE(LIST, folder, path, result);                                                        \
        return result;                                                                           \
    }
SCANDIRAT(scandirat, dirent)
SCANDIRAT(scandirat64, dirent64)

// Walks call back for each file they came by. A walk may begin another one.
static void note_step(const char *path, int what) {
    NOTE(PROBE, AT_FDCWD, path, 0);
    if (what == FTW_D || what == FTW_DP || what == FTW_DNR) {
        NOTE(LIST, AT_FDCWD, path, 0);
    }
}

// A walk that changes the working folder calls back with paths that do not begin there.
static void note_walk(const char *path, int flags, int result) {
    NOTE(PROBE, AT_FDCWD, path, result);
    if (flags & FTW_CHDIR) {
        note_text(UNRESOLVED, LIST, path);
    }
}

#define WALK(name, callback_type, step_parameters, step_arguments, parameters, arguments, flags) \
    static __thread callback_type callback_of_##name;                                            \
    static int step_of_##name step_parameters {                                                  \
        note_step(path, what);                                                                   \
        return callback_of_##name step_arguments;                                                \
    }                                                                                            \
    DECLARE_REAL(name);                                                                          \
    EXPORT int name parameters {                                                                 \
        FIND_REAL(name);                                                                         \
        callback_type outer = callback_of_##name;                                                \
        callback_of_##name = callback;                                                           \
        int result = REAL(name) arguments;                                                       \
        note_walk(path, flags, result);                                                          \
        callback_of_##name = outer;                                                              \
        return result;                                                                           \
    }
WALK(ftw, __ftw_func_t, (const char *path, const struct stat *status, int what),
     (path, status, what), (const char *path, __ftw_func_t callback, int most),
     (path, step_of_ftw, most), 0)
WALK(ftw64, __ftw64_func_t, (const char *path, const struct stat64 *status, int what),
     (path, status, what), (const char *path, __ftw64_func_t callback, int most),
     (path, step_of_ftw64, most), 0)
WALK(nftw, __nftw_func_t,
     (const char *path, const struct stat *status, int what, struct FTW *place),
     (path, status, what, place), (const char *path, __nftw_func_t callback, int most, int how),
     (path, step_of_nftw, most, how), how)
WALK(nftw64, __nftw64_func_t,
     (const char *path, const struct stat64 *status, int what, struct FTW *place),
     (path, status, what, place), (const char *path, __nftw64_func_t callback, int most, int how),
     (path, step_of_nftw64, most, how), how)

#define FTS_READ(name, walk_type, found_type)                                      \
    DECLARE_REAL(name);                                                            \
    EXPORT found_type *name(walk_type *walk) {                                     \
        FIND_REAL(name);                                                           \
        found_type *found = REAL(name)(walk);                                      \
        if (found != NULL && found->fts_accpath != NULL) {                         \
            NOTE(PROBE, AT_FDCWD, found->fts_accpath, 0);                          \
            if (found->fts_info == FTS_D || found->fts_info == FTS_DNR) {          \
                NOTE(LIST, AT_FDCWD, found->fts_accpath, 0);                       \
            }                                                                      \
        }                                                                          \
        return found;                                                              \
    }
FTS_READ(fts_read, FTS, FTSENT)
FTS_READ(fts64_read, FTS64, FTSENT64)

// Names of a folder, ahead of the walk.
#define FTS_CHILDREN(name, walk_type, found_type)                          \
    DECLARE_REAL(name);                                                    \
    EXPORT found_type *name(walk_type *walk, int how) {                    \
        FIND_REAL(name);                                                   \
        found_type *found = REAL(name)(walk, how);                         \
        int error = errno;                                                 \
        note_text(UNRESOLVED, LIST, #name);                                \
        errno = error;                                                     \
        return found;                                                      \
    }
FTS_CHILDREN(fts_children, FTS, FTSENT)
FTS_CHILDREN(fts64_children, FTS64, FTSENT64)

// A pattern is answered through functions that the caller may bring: here, those that are wrapped.
static void *open_folder(const char *path) { return opendir(path); }
static struct dirent *read_folder(void *folder) { return readdir(folder); }
static struct dirent64 *read_folder64(void *folder) { return readdir64(folder); }
static void close_folder(void *folder) { closedir(folder); }

#define GLOB(name, glob_type, read)                                                     \
    DECLARE_REAL(name);                                                                 \
    EXPORT int name(const char *restrict pattern, int flags,                            \
                    int (*failed)(const char *, int), glob_type *restrict found) {      \
        FIND_REAL(name);                                                                \
        if (flags & GLOB_ALTDIRFUNC) {                                                  \
            return REAL(name)(pattern, flags, failed, found);                           \
        }                                                                               \
        found->gl_opendir = open_folder;                                                \
        found->gl_readdir = read;                                                       \
        found->gl_closedir = close_folder;                                              \
        found->gl_stat = stat_of_##name;                                                \
        found->gl_lstat = lstat_of_##name;                                              \
        int result = REAL(name)(pattern, flags | GLOB_ALTDIRFUNC, failed, found);       \
        found->gl_flags &= ~GLOB_ALTDIRFUNC;                                            \
        return result;                                                                  \
    }
static int stat_of_glob(const char *restrict path, struct stat *restrict status) {
    return stat(path, status);
}
static int lstat_of_glob(const char *restrict path, struct stat *restrict status) {
    return lstat(path, status);
}
static int stat_of_glob64(const char *restrict path, struct stat64 *restrict status) {
    return stat64(path, status);
}
static int lstat_of_glob64(const char *restrict path, struct stat64 *restrict status) {
    return lstat64(path, status);
}
GLOB(glob, glob_t, read_folder)
GLOB(glob64, glob64_t, read_folder64)
