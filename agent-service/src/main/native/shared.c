// Memory, locks and queues that processes share by a name.
#include <mqueue.h>
#include <semaphore.h>
#include <stdarg.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>

#include "calls.h"

enum { LONGEST_NAME = 256 };

// Where the C library puts it. Locks have names of their own.
static void note_shared(enum kind kind, const char *prefix, const char *name, int result) {
    int error = errno;
    char path[LONGEST_NAME + 32] = "/dev/shm/";
    name += strspn(name, "/");
    if (strlen(name) < LONGEST_NAME) {
        strcat(path, prefix);
        strcat(path, name);
        note(kind, AT_FDCWD, path, result < 0 ? error : 0);
    }
    errno = error;
}

DECLARE_REAL(shm_open);
EXPORT int shm_open(const char *name, int flags, mode_t mode) {
    FIND_REAL(shm_open);
    int result = REAL(shm_open)(name, flags, mode);
    note_shared((flags & O_ACCMODE) == O_RDONLY ? READ : UPDATE, "", name, result);
    return result;
}

DECLARE_REAL(shm_unlink);
EXPORT int shm_unlink(const char *name) {
    FIND_REAL(shm_unlink);
    int result = REAL(shm_unlink)(name);
    note_shared(REMOVE, "", name, result);
    return result;
}

DECLARE_REAL(sem_open);
EXPORT sem_t *sem_open(const char *name, int flags, ...) {
    FIND_REAL(sem_open);
    va_list more;
    va_start(more, flags);
    mode_t mode = va_arg(more, mode_t);
    unsigned value = va_arg(more, unsigned);
    va_end(more);
    sem_t *result = REAL(sem_open)(name, flags, mode, value);
    note_shared(UPDATE, "sem.", name, result == SEM_FAILED ? -1 : 0);
    return result;
}

DECLARE_REAL(sem_unlink);
EXPORT int sem_unlink(const char *name) {
    FIND_REAL(sem_unlink);
    int result = REAL(sem_unlink)(name);
    note_shared(REMOVE, "sem.", name, result);
    return result;
}

DECLARE_REAL(mq_open);
EXPORT mqd_t mq_open(const char *name, int flags, ...) {
    FIND_REAL(mq_open);
    va_list more;
    va_start(more, flags);
    mode_t mode = va_arg(more, mode_t);
    struct mq_attr *attributes = va_arg(more, struct mq_attr *);
    va_end(more);
    mqd_t result = REAL(mq_open)(name, flags, mode, attributes);
    NOTE_UNTRACEABLE("mq_open", result);
    return result;
}

// Those of System V have numbers. With none, it is for a process and its children.
#define BY_NUMBER(name, parameters, arguments)                    \
    DECLARE_REAL(name);                                           \
    EXPORT int name parameters {                                  \
        FIND_REAL(name);                                          \
        int result = REAL(name) arguments;                        \
        NOTE_UNTRACEABLE(#name, key == IPC_PRIVATE ? -1 : result); \
        return result;                                            \
    }
BY_NUMBER(shmget, (key_t key, size_t size, int flags), (key, size, flags))
BY_NUMBER(msgget, (key_t key, int flags), (key, flags))
BY_NUMBER(semget, (key_t key, int count, int flags), (key, count, flags))
