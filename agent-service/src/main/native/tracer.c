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
// record.c   records, their repeats, their file     opening.c   open, fopen, mkstemp, ...
// path.c     absolute paths                         files.c     stat, readlink, statfs, ...
// aliases.c  files under other names                changes.c   unlink, chmod, rename, ...
// raw.h      system calls                           folders.c   names in folders, walks
// syscalls.c system calls by number                 processes.c fork, exec, spawn, start
// symbols.c  functions by name                      interpreters.c of scripts
// loading.c  libraries and their loader             network.c   connect, look-ups of hosts
// views.c    mounts, chroot, namespaces             shared.c    shared memory, locks, queues
// environment.c what programs see of the tracer
#include "environment.h"
#include "loading.h"

#include <elf.h>
#include <link.h>
#include <string.h>
#include <unistd.h>

#include "raw.h"

enum { MOST_ARGUMENTS = 6 };

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

static int note_language(struct dl_phdr_info *object, size_t size, void *unused) {
    (void)size;
    (void)unused;
    if (is_go(object)) {
        note_text(UNTRACEABLE, 0, "Go");
    }
    // The first one is the program itself.
    return 1;
}

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
    int known = !is_loader(program) || find_loaded_program(program, sizeof program);
    note_text(START, (int)raw3(SYS_getppid, 0, 0, 0), program);
    if (!known) {
        note_text(UNTRACEABLE, 0, program);
    }
    note_arguments();
}

// Other libraries may have been at work before.
__attribute__((constructor)) static void begin(void) {
    if (tracing()) {
        warm_up();
        note_process();
        dl_iterate_phdr(note_language, NULL);
        note_surroundings();
        note_loaded_objects();
        hide();
    }
}

__attribute__((destructor)) static void note_end(void) {
    if (tracing()) {
        note_loaded_objects();
    }
}
