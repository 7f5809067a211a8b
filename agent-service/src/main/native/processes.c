// Calls that begin processes and programs.
#include "environment.h"

#include <limits.h>
#include <pty.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wordexp.h>

#include "raw.h"

// 1. Turning into another program

DECLARE_REAL(execve);
DECLARE_REAL(execvpe);

// A child that was forked from among threads had better not look them up.
void warm_up(void) {
    FIND_REAL(execve);
    FIND_REAL(execvpe);
}

static int run(const char *path, char *const *arguments, char *const *environment) {
    warm_up();
    if (!tracing()) {
        return REAL(execve)(path, arguments, environment);
    }
    find_interpreter(path);
    COMPLETE(environment, completed);
    NOTE(EXEC, AT_FDCWD, path, 0);
    int result = REAL(execve)(path, arguments, completed);
    NOTE(EXEC, AT_FDCWD, path, result);
    return result;
}

// Looks along PATH as the C library is about to: a script without an interpreter does not count.
// Returns whether there is such a program.
static int find_program(const char *name, char *found) {
    const char *path = getenv("PATH");
    const char *at = path == NULL ? "/bin:/usr/bin" : path;
    size_t length = strlen(name);
    while (1) {
        size_t folder = strcspn(at, ":");
        if (folder + length + 2 < PATH_MAX) {
            memcpy(found, at, folder);
            found[folder] = '/';
            memcpy(found + folder + (folder > 0), name, length + 1);
            long result = raw4(SYS_faccessat, AT_FDCWD, (long)found, X_OK, 0);
            note(PROBE, AT_FDCWD, found, (int)-result);
            if (result == 0 && find_interpreter(found)) {
                return 1;
            }
        }
        if (at[folder] == 0) {
            return 0;
        }
        at += folder + 1;
    }
}

static int run_by_name(const char *name, char *const *arguments, char *const *environment) {
    warm_up();
    if (!tracing()) {
        return REAL(execvpe)(name, arguments, environment);
    }
    char found[PATH_MAX];
    const char *program = name;
    if (strchr(name, '/') == NULL) {
        program = find_program(name, found) ? found : NULL;
    } else {
        find_interpreter(name);
    }
    COMPLETE(environment, completed);
    NOTE(EXEC, AT_FDCWD, program, 0);
    int result = REAL(execvpe)(name, arguments, completed);
    NOTE(EXEC, AT_FDCWD, program, result);
    return result;
}

EXPORT int execve(const char *path, char *const arguments[], char *const environment[]) {
    return run(path, arguments, environment);
}
EXPORT int execv(const char *path, char *const arguments[]) {
    return run(path, arguments, environ);
}
EXPORT int execvp(const char *name, char *const arguments[]) {
    return run_by_name(name, arguments, environ);
}
EXPORT int execvpe(const char *name, char *const arguments[], char *const environment[]) {
    return run_by_name(name, arguments, environment);
}

DECLARE_REAL(fexecve);
EXPORT int fexecve(int file, char *const arguments[], char *const environment[]) {
    FIND_REAL(fexecve);
    COMPLETE(environment, completed);
    NOTE(EXEC, file, ".", 0);
    int result = REAL(fexecve)(file, arguments, completed);
    NOTE(EXEC, file, ".", result);
    return result;
}

DECLARE_REAL(execveat);
EXPORT int execveat(int folder, const char *path, char *const arguments[],
                    char *const environment[], int flags) {
    FIND_REAL(execveat);
    const char *shown = path[0] == 0 ? "." : path;
    COMPLETE(environment, completed);
    NOTE(EXEC, folder, shown, 0);
    int result = REAL(execveat)(folder, path, arguments, completed, flags);
    NOTE(EXEC, folder, shown, result);
    return result;
}

static size_t count_more(va_list more) {
    size_t count = 0;
    while (va_arg(more, char *) != NULL) {
        count++;
    }
    return count;
}

static void collect(char **arguments, const char *first, size_t count, va_list more) {
    arguments[0] = (char *)first;
    for (size_t i = 1; i <= count + 1; i++) {
        arguments[i] = va_arg(more, char *);
    }
}

// The arguments behind the first, the NULL, and for execle the environment are on the stack.
#define EXECL(name, environment, call)                               \
    EXPORT int name(const char *path, const char *first, ...) {      \
        va_list more;                                                \
        va_start(more, first);                                       \
        size_t count = count_more(more);                             \
        va_end(more);                                                \
        char *arguments[count + 2];                                  \
        va_start(more, first);                                       \
        collect(arguments, first, count, more);                      \
        char *const *with = environment;                             \
        va_end(more);                                                \
        return call(path, arguments, with);                          \
    }
EXECL(execl, environ, run)
EXECL(execlp, environ, run_by_name)
EXECL(execle, va_arg(more, char *const *), run)

// 2. New processes

// Both sides say so: the child, before anything else of it; the parent, before it goes on to
// something that the child has nothing to do with.
#define FORK(name, parameters, arguments)     \
    DECLARE_REAL(name);                       \
    EXPORT pid_t name parameters {            \
        FIND_REAL(name);                      \
        note_process();                       \
        pid_t result = REAL(name) arguments;  \
        note_forked(result);                  \
        return result;                        \
    }
FORK(fork, (void), ())
FORK(_Fork, (void), ())
FORK(forkpty,
     (int *terminal, char *name, const struct termios *settings, const struct winsize *size),
     (terminal, name, settings, size))

void note_forked(long result) {
    int error = errno;
    if (result == 0) {
        note_process();
    } else if (result > 0) {
        note_text(SPAWN, (int)result, "");
    }
    errno = error;
}

// The child of a true vfork would change what the parent remembers.
EXPORT pid_t vfork(void) { return fork(); }

static void note_spawned(const char *path, pid_t child, int status) {
    int error = errno;
    if (status == 0) {
        note_text(SPAWN, child, path);
    } else {
        note(EXEC, AT_FDCWD, path, status);
    }
    errno = error;
}

DECLARE_REAL(posix_spawn);
EXPORT int posix_spawn(pid_t *child, const char *path, const posix_spawn_file_actions_t *actions,
                       const posix_spawnattr_t *attributes, char *const arguments[],
                       char *const environment[]) {
    FIND_REAL(posix_spawn);
    note_process();
    pid_t started = 0;
    find_interpreter(path);
    COMPLETE(environment, completed);
    int status = REAL(posix_spawn)(&started, path, actions, attributes, arguments, completed);
    note_spawned(path, started, status);
    if (child != NULL) {
        *child = started;
    }
    return status;
}

DECLARE_REAL(posix_spawnp);
EXPORT int posix_spawnp(pid_t *child, const char *name, const posix_spawn_file_actions_t *actions,
                        const posix_spawnattr_t *attributes, char *const arguments[],
                        char *const environment[]) {
    FIND_REAL(posix_spawnp);
    note_process();
    char found[PATH_MAX];
    if (tracing() && strchr(name, '/') == NULL) {
        find_program(name, found);
    }
    pid_t started = 0;
    COMPLETE(environment, completed);
    int status = REAL(posix_spawnp)(&started, name, actions, attributes, arguments, completed);
    note_spawned(name, started, status);
    if (child != NULL) {
        *child = started;
    }
    return status;
}

// A file that the child is to open; it does so inside of the C library.
DECLARE_REAL(posix_spawn_file_actions_addopen);
EXPORT int posix_spawn_file_actions_addopen(posix_spawn_file_actions_t *restrict actions,
                                            int descriptor, const char *restrict path, int flags,
                                            mode_t mode) {
    FIND_REAL(posix_spawn_file_actions_addopen);
    long missing = raw4(SYS_faccessat, AT_FDCWD, (long)path, F_OK, 0);
    int reads = (flags & O_ACCMODE) == O_RDONLY && !(flags & O_CREAT);
    note(reads ? READ : UPDATE, AT_FDCWD, path, (int)-missing);
    return REAL(posix_spawn_file_actions_addopen)(actions, descriptor, path, flags, mode);
}

DECLARE_REAL(system);
EXPORT int system(const char *command) {
    FIND_REAL(system);
    complete_own();
    return REAL(system)(command);
}

DECLARE_REAL(popen);
EXPORT FILE *popen(const char *command, const char *mode) {
    FIND_REAL(popen);
    complete_own();
    return REAL(popen)(command, mode);
}

DECLARE_REAL(wordexp);
EXPORT int wordexp(const char *restrict words, wordexp_t *restrict result, int flags) {
    FIND_REAL(wordexp);
    complete_own();
    if (strpbrk(words, "*?[") != NULL) {
        // The C library looks for files by itself.
        note_text(UNRESOLVED, LIST, words);
    }
    return REAL(wordexp)(words, result, flags);
}

// New in 2.39 of the C library: the child is known by a descriptor only.
#define PIDFD_SPAWN(name)                                                                        \
    typedef int name##_type(int *, const char *, const posix_spawn_file_actions_t *,             \
                            const posix_spawnattr_t *, char *const[], char *const[]);            \
    EXPORT name##_type name;                                                                     \
    static name##_type *real_##name;                                                             \
    int name(int *child, const char *path, const posix_spawn_file_actions_t *actions,            \
             const posix_spawnattr_t *attributes, char *const arguments[],                       \
             char *const environment[]) {                                                        \
        FIND_REAL(name);                                                                         \
        note_text(UNTRACEABLE, 0, path);                                                         \
        return REAL(name) == NULL ? ENOSYS                                                       \
                                  : REAL(name)(child, path, actions, attributes, arguments,      \
                                               environment);                                     \
    }
PIDFD_SPAWN(pidfd_spawn)
PIDFD_SPAWN(pidfd_spawnp)
