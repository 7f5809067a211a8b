// Files under other names than their own: those of open descriptors, and further links to them.
#include "trace.h"

#include <string.h>
#include <sys/stat.h>

#include "raw.h"

enum { MOST_STEPS = 3 };

static int begins(const char *text, const char *with) {
    return strncmp(text, with, strlen(with)) == 0;
}

static int is_number(const char *text) {
    return *text != 0 && text[strspn(text, "0123456789")] == 0;
}

// /dev/fd/3, /dev/stdin, /proc/self/fd/3
static int names_descriptor(const char *path) {
    if (begins(path, "/dev/")) {
        const char *name = path + strlen("/dev/");
        return begins(name, "std") || (begins(name, "fd/") && is_number(name + 3));
    }
    const char *folder = begins(path, "/proc/") ? strstr(path, "/fd/") : NULL;
    return folder != NULL && is_number(folder + strlen("/fd/"));
}

// Pipes have no place, and files that were removed no longer have theirs.
static int is_there(const char *path) {
    struct stat status;
    return path[0] == '/' && raw4(SYS_newfstatat, AT_FDCWD, (long)path, (long)&status, 0) == 0;
}

// Apart, for most calls need no such room.
__attribute__((noinline)) static void note_target(enum kind kind, const char *path) {
    char name[LONGEST_PATH];
    strcpy(name, path);
    for (int step = 0; step < MOST_STEPS && names_descriptor(name); step++) {
        char target[LONGEST_PATH];
        long length = raw4(SYS_readlinkat, AT_FDCWD, (long)name, (long)target, sizeof target - 1);
        if (length <= 0) {
            return;
        }
        target[length] = 0;
        strcpy(name, target);
    }
    if (strcmp(name, path) != 0 && is_there(name)) {
        note(kind, AT_FDCWD, name, 0);
    }
}

void note_behind(enum kind kind, const char *path) {
    if (names_descriptor(path)) {
        note_target(kind, path);
    }
}

void note_change(enum kind kind, int folder, const char *path, int error) {
    struct stat status;
    if (!tracing() || path == NULL) {
        return;
    }
    note(kind, folder, path, error);
    if (error == 0 && raw4(SYS_newfstatat, folder, (long)path, (long)&status, 0) == 0 &&
        S_ISREG(status.st_mode) && status.st_nlink > 1) {
        // Who reads it by the other name reads what was written by this one.
        note_text(UNTRACEABLE, FOR_ALL, "a file of several names that was written");
    }
}

void note_change_of(int file, mode_t mode) {
    int error = errno;
    if (tracing() && (raw3(SYS_fcntl, file, F_GETFL, 0) & O_ACCMODE) == O_RDONLY) {
        char place[LONGEST_PATH];
        if (absolute_path(file, ".", place, sizeof place) > 0 && is_there(place)) {
            note_mode(AT_FDCWD, place, mode, 0);
        }
    }
    errno = error;
}
