// Libraries: those that were loaded, and where they were looked for.
#include "loading.h"

#include <link.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statfs.h>
#include <unistd.h>

#include "environment.h"
#include "raw.h"

enum { READ_ONLY = 1 };

// The folders of LD_LIBRARY_PATH in which a build can put something, each with a NUL, and one more.
static char folders[4096];

static int begins(const char *text, const char *with) {
    return strncmp(text, with, strlen(with)) == 0;
}

static int is_of_system(const char *name) {
    return begins(name, "/usr/") || begins(name, "/lib");
}

static int probe(const char *path) {
    long result = raw4(SYS_faccessat, AT_FDCWD, (long)path, F_OK, 0);
    note(PROBE, AT_FDCWD, path, (int)-result);
    return result == 0;
}

static int join(char *path, const char *folder, const char *name) {
    if (strlen(folder) + 1 + strlen(name) >= LONGEST_PATH) {
        return 0;
    }
    strcpy(path, folder);
    strcat(path, "/");
    strcat(path, name);
    return 1;
}

// 1. LD_LIBRARY_PATH

// The loader does not say which names it tried in vain.
__attribute__((noinline)) static void note_search_in_folders(const char *name) {
    char path[LONGEST_PATH];
    for (const char *folder = folders; *folder != 0; folder += strlen(folder) + 1) {
        if (join(path, folder, name)) {
            probe(path);
        }
    }
}

static void note_search(const char *name) {
    if (folders[0] != 0) {
        note_search_in_folders(name);
    }
}

// What is mounted to be read is known from before the build.
static int is_fixed(const char *folder) {
    struct statfs system;
    return is_of_system(folder) || (raw3(SYS_statfs, (long)folder, (long)&system, 0) == 0 &&
                                    (system.f_flags & READ_ONLY) != 0);
}

// In these the loader looks first, if the processor is such a one.
static void note_kinds(const char *folder) {
    static const char *const kinds[] = {"glibc-hwcaps", "tls",     "haswell", "avx512_1",
                                        "x86_64",       "aarch64", "atomics"};
    char path[LONGEST_PATH];
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (join(path, folder, kinds[i]) && probe(path)) {
            note_text(UNTRACEABLE, 0, path);
        }
    }
}

static void keep_folder(const char *folder, size_t length, char **end) {
    static const char here[] = ".";
    if (length == 0) {
        folder = here;
        length = 1;
    }
    if (*end + length + 2 > folders + sizeof folders || memchr(folder, '$', length) != NULL) {
        note_text(UNTRACEABLE, 0, "LD_LIBRARY_PATH");
        return;
    }
    memcpy(*end, folder, length);
    (*end)[length] = 0;
    if (is_fixed(*end)) {
        **end = 0;
        return;
    }
    if (probe(*end)) {
        note_kinds(*end);
    }
    *end += length + 1;
    **end = 0;
}

static void keep_library_path(const char *path) {
    char *end = folders;
    while (1) {
        size_t length = strcspn(path, ":;");
        keep_folder(path, length, &end);
        if (path[length] == 0) {
            return;
        }
        path += length + 1;
    }
}

// 2. Variables by which the C library reads files

static void note_variables(void) {
    static const char *const names[] = {"LD_AUDIT", "LOCPATH",     "GCONV_PATH",
                                        "TZDIR",    "HOSTALIASES", "GETCONF_DIR"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value != NULL && value[0] != 0 && !begins(value, "/usr/")) {
            note_text(UNTRACEABLE, 0, names[i]);
        }
    }
    const char *zone = getenv("TZ");
    if (zone != NULL) {
        zone += zone[0] == ':';
        if (zone[0] == '/' || zone[0] == '.') {
            long result = raw4(SYS_faccessat, AT_FDCWD, (long)zone, R_OK, 0);
            note(READ, AT_FDCWD, zone, (int)-result);
        }
    }
}

void note_surroundings(void) {
    const char *path = getenv("LD_LIBRARY_PATH");
    if (path != NULL && path[0] != 0) {
        keep_library_path(path);
    }
    note_variables();
}

// 3. Libraries

// The loader has opened these before anything could be noted.
static int note_object(struct dl_phdr_info *object, size_t size, void *unused) {
    (void)size;
    (void)unused;
    const char *name = object->dlpi_name;
    if (name == NULL || name[0] != '/' || is_tracer(name)) {
        return 0;
    }
    if (!is_of_system(name)) {
        note(READ, AT_FDCWD, name, 0);
    }
    note_search(name_of_file(name));
    return 0;
}

void note_loaded_objects(void) { dl_iterate_phdr(note_object, NULL); }

// The C library looks for libraries where the caller's own file says. It knows the caller by the
// place to return to, so the last call has to be a jump; what was loaded is noted later.
DECLARE_REAL(dlopen);
EXPORT void *dlopen(const char *name, int flags) {
    FIND_REAL(dlopen);
    if (tracing()) {
        int error = errno;
        note_loaded_objects();
        if (name != NULL && strchr(name, '/') != NULL) {
            long result = raw4(SYS_faccessat, AT_FDCWD, (long)name, R_OK, 0);
            note(READ, AT_FDCWD, name, (int)-result);
        } else if (name != NULL) {
            note_search(name);
        }
        errno = error;
    }
    return REAL(dlopen)(name, flags);
}

// In a space of its own, a library has a C library of its own.
DECLARE_REAL(dlmopen);
EXPORT void *dlmopen(Lmid_t space, const char *name, int flags) {
    FIND_REAL(dlmopen);
    if (space != LM_ID_BASE) {
        note_text(UNTRACEABLE, 0, name == NULL ? "dlmopen" : name);
    }
    return REAL(dlmopen)(space, name, flags);
}

// 4. Programs that are handed to the loader

int is_loader(const char *program) {
    const char *name = name_of_file(program);
    return begins(name, "ld-linux") || begins(name, "ld-2.") || begins(name, "ld.so");
}

static int first_address(struct dl_phdr_info *object, size_t size, void *address) {
    (void)size;
    *(unsigned long *)address = (unsigned long)object->dlpi_phdr;
    return 1;
}

// A line of /proc/self/maps: 7f12-7f34 r-xp 00000000 08:01 4711   /path
static int is_about(const char *line, unsigned long address) {
    char *end;
    unsigned long from = strtoul(line, &end, 16);
    return *end == '-' && from <= address && address < strtoul(end + 1, NULL, 16);
}

// The first program in the list of what is loaded is the one that runs.
int find_loaded_program(char *path, size_t size) {
    char text[2 * LONGEST_PATH];
    size_t used = 0;
    unsigned long address = 0;
    dl_iterate_phdr(first_address, &address);
    long file = raw4(SYS_openat, AT_FDCWD, (long)"/proc/self/maps", O_RDONLY | O_CLOEXEC, 0);
    int found = 0;
    long count;
    while (!found &&
           (count = raw3(SYS_read, file, (long)text + used, sizeof text - 1 - used)) > 0) {
        used += (size_t)count;
        text[used] = 0;
        char *line = text;
        for (char *end; !found && (end = strchr(line, '\n')) != NULL; line = end + 1) {
            *end = 0;
            const char *name = strchr(line, '/');
            if (is_about(line, address) && name != NULL && strlen(name) < size) {
                strcpy(path, name);
                found = 1;
            }
        }
        used = strlen(line);
        memmove(text, line, used + 1);
    }
    raw3(SYS_close, file, 0, 0);
    return found;
}
