// What the parts of the tracer know of one another. tracer.c tells what it is and how to read it.
#ifndef TRACE_H
#define TRACE_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/types.h>

#include "symbols.h"

#define EXPORT __attribute__((visibility("default")))

// Kinds of records, see dev.buildserver.agent.trace.AccessKind.
enum kind {
    READ = 'r',
    WRITE = 'w',       // made anew, or emptied
    UPDATE = 'u',      // written, and what was there before may be seen
    PROBE = 's',       // stat and the like
    LIST = 'l',        // names in a folder
    READLINK = 'k',
    REMOVE = 'd',
    MAKE_FOLDER = 'm',
    EXEC = 'x',        // number 0: is about to turn into that program
    CONNECT = 'n',
    SERVE = 'b',       // takes connections at that address
    MARKER = '@',
    BIRTH = 'f',       // number: the parent
    SPAWN = 'p',       // number: the child; with its program, if it is not a mere fork
    START = 'i',       // a program begins; number: the parent
    ARGUMENT = 'a',    // number: its position
    UNRESOLVED = '?',  // a path whose folder could not be found out
    UNTRACEABLE = '!'  // a program that goes around the C library
};

// Paths may be longer than the kernel takes at once: a folder of that length, and a name in it.
enum { LONGEST_PATH = 2 * 4096 + 2 };

// dladdr is in the one C library since 2.34; programs that are older, or younger, find it by this
// version.
#if defined(__x86_64__)
__asm__(".symver dladdr, dladdr@GLIBC_2.2.5");
#elif defined(__aarch64__)
__asm__(".symver dladdr, dladdr@GLIBC_2.17");
#endif

// The C library's own function. Looked up on first use.
#define REAL(name) real_##name
#define DECLARE_REAL(name) static __typeof__(name) *real_##name
#define FIND_REAL(name)                                        \
    (__builtin_expect(real_##name != NULL, 1)                  \
         ? (void)0                                             \
         : (void)(real_##name = (__typeof__(real_##name))next_symbol(#name)))

// record.c

// An access to a path, relative to a folder that is open or to AT_FDCWD. Repeats are left out.
void note(enum kind kind, int folder, const char *path, int error);

// Something that is no path, or is one already. Never left out.
void note_text(enum kind kind, int number, const char *text);

// For UNTRACEABLE: it concerns more than the one who did it.
enum { FOR_ALL = 1 };

// Says that this process is there, if nothing has been said of it yet.
void note_process(void);

// Whether a trace is being written.
int tracing(void);

// The trace's place, in the form of an environment variable.
const char *trace_variable(void);

// As note, for the result of a call of the C library: below 0 means that errno has the reason.
#define NOTE(kind, folder, path, result)                             \
    do {                                                             \
        int saved_error = errno;                                     \
        note(kind, folder, path, (result) < 0 ? saved_error : 0);    \
        errno = saved_error;                                         \
    } while (0)

// For a call of the C library that did not fail, of which nobody can tell what comes of it.
#define NOTE_UNTRACEABLE(what, result)         \
    do {                                       \
        int saved_error = errno;               \
        if ((result) >= 0) {                   \
            note_text(UNTRACEABLE, 0, (what)); \
        }                                      \
        errno = saved_error;                   \
    } while (0)

// changes.c

// What happens to an old name when there is a new one: it stays, for a hard link, it goes, or both
// swap what they name.
enum old_name { STAYS, GONE, SWAPPED };
void note_moved(int from_folder, const char *from, int to_folder, const char *to, enum old_name old,
                int error);

// A change of the mode of a file or folder.
void note_mode(int folder, const char *path, mode_t mode, int error);

// aliases.c

// As note, for a file whose content or mode has been changed: it may have other names, too.
void note_change(enum kind kind, int folder, const char *path, int error);

// A change by a descriptor. The mode is 0 where it is none of the mode.
void note_change_of(int file, mode_t mode);

// Notes which file it is, where the path stands for an open one.
void note_behind(enum kind kind, const char *path);

#define NOTE_CHANGE(kind, folder, path, result)                      \
    do {                                                             \
        int saved_error = errno;                                     \
        note_change(kind, folder, path, (result) < 0 ? saved_error : 0); \
        errno = saved_error;                                         \
    } while (0)

// loading.c

// Notes the libraries of this program that came from outside of the system's own folders.
void note_loaded_objects(void);

// interpreters.c

// Notes the interpreters of a script. Returns whether they are there, if it is one.
int find_interpreter(const char *program);

// tracer.c

// Says which program this is.
void note_start(void);

// environment.c

// Whether that is the file of this library.
int is_tracer(const char *name);

// processes.c

// Looks up what children need.
void warm_up(void);

// What a fork returned, in both processes.
void note_forked(long result);

// path.c

// The absolute path without doubled slashes, "." and "..". Symbolic links that had to be followed
// for a ".." are noted. Returns its length, or -1 where it can't be told.
long absolute_path(int folder, const char *path, char *result, size_t size);

// Notes every symbolic link on the way to a path.
void note_links(const char *path);

#endif
