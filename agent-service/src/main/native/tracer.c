// Notes which files a program and its children touch, for the cache of builds. Loaded into each
// program by LD_PRELOAD; wraps the functions of the GNU C library through which programs reach
// files, start programs and connect. BUILDSERVER_TRACE names the file for the records, which has to
// exist, as does the file of that name with ".intact" behind it, holding something: that one is
// emptied when a record was lost. Without the variable nothing is noted.
//
// A record is text up to a NUL: process, number of the record in the process's program, kind, a
// number (mostly that of the error, 0 for none), and a path or other text to the NUL. Paths are
// absolute. An equal record of the same process is left out until a marker was passed: a look for
// a file that is not there and begins with "/@".
//
// dev.buildserver.agent.trace reads it. Decisions: docs/adr/0022-tracer.md.
//
// record.c   records, their repeats, their file     files.c      open, stat, rename, ...
// path.c     absolute paths                         folders.c    names in folders, walks
// raw.h      system calls                           processes.c  fork, exec, spawn, start
// syscalls.c system calls by number           network.c    connect, look-ups of hosts
#include "environment.h"

#include <elf.h>
#include <link.h>
#include <string.h>
#include <unistd.h>

#include "raw.h"

enum { MOST_ARGUMENTS = 6 };

static int is_system_library(const char *name) {
    return strncmp(name, "/usr/", 5) == 0 || strncmp(name, "/lib", 4) == 0;
}

// Programs of Go call the system without the C library, also where they are linked with it.
static int is_go(struct dl_phdr_info *program) {
    for (int i = 0; i < program->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &program->dlpi_phdr[i];
        if (part->p_type != PT_NOTE || part->p_memsz < sizeof(ElfW(Nhdr)) + 4) {
            continue;
        }
        const char *note = (const char *)(program->dlpi_addr + part->p_vaddr);
        const ElfW(Nhdr) *header = (const ElfW(Nhdr) *)note;
        if (header->n_namesz == 4 && memcmp(note + sizeof *header, "Go", 3) == 0) {
            return 1;
        }
    }
    return 0;
}

// The loader has opened these before anything could be noted.
static int note_object(struct dl_phdr_info *object, size_t size, void *main_program) {
    (void)size;
    int *is_main = main_program;
    if (*is_main && is_go(object)) {
        note_text(UNTRACEABLE, 0, "Go");
    }
    *is_main = 0;
    const char *name = object->dlpi_name;
    if (name != NULL && name[0] == '/' && !is_system_library(name) && !is_tracer(name)) {
        note(READ, AT_FDCWD, name, 0);
    }
    return 0;
}

static void note_objects(int first_is_main) { dl_iterate_phdr(note_object, &first_is_main); }

void note_loaded_objects(void) { note_objects(0); }

static void note_arguments(void) {
    char words[4096];
    long file = raw4(SYS_openat, AT_FDCWD, (long)"/proc/self/cmdline", O_RDONLY | O_CLOEXEC, 0);
    long size = raw3(SYS_read, file, (long)words, sizeof words - 1);
    raw3(SYS_close, file, 0, 0);
    words[size < 0 ? 0 : size] = 0;
    const char *word = words;
    for (int i = 0; i < MOST_ARGUMENTS && word < words + size; i++) {
        note_text(ARGUMENT, i, word);
        word += strlen(word) + 1;
    }
}

void note_start(void) {
    char program[4096];
    long length = raw4(SYS_readlinkat, AT_FDCWD, (long)"/proc/self/exe", (long)program,
                       sizeof program - 1);
    program[length < 0 ? 0 : length] = 0;
    note_text(START, (int)raw3(SYS_getppid, 0, 0, 0), program);
    note_arguments();
}

// Other libraries may have been at work before.
__attribute__((constructor)) static void begin(void) {
    if (tracing()) {
        warm_up();
        note_process();
        note_objects(1);
        hide();
    }
}

__attribute__((destructor)) static void note_end(void) {
    if (tracing()) {
        note_loaded_objects();
    }
}

// The C library looks for libraries where the caller's own file says. It knows the caller by the
// place to return to, so the last call has to be a jump; what was loaded is noted later.
DECLARE_REAL(dlopen);
EXPORT void *dlopen(const char *name, int flags) {
    FIND_REAL(dlopen);
    if (tracing()) {
        int error = errno;
        note_loaded_objects();
        if (name != NULL && strchr(name, '/') != NULL) {
            long result = raw4(SYS_faccessat, AT_FDCWD, (long)name, 4, 0);
            note(READ, AT_FDCWD, name, (int)-result);
        }
        errno = error;
    }
    return REAL(dlopen)(name, flags);
}
