// Records: made, kept from repeating, written.
#include "trace.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "raw.h"

#define VARIABLE "BUILDSERVER_TRACE="
#define INTACT ".intact"

enum {
    HEADER = 64,
    SHORT_PATH = 1000,
    SLOTS = 1 << 14,
    WAYS = 4,
    // Out of the way of shells and of programs that count on the lowest numbers.
    HIGH = 900,
    NONE = -1
};

static char variable[sizeof VARIABLE + 512];
static _Atomic int descriptor = NONE;
static dev_t device;
static ino_t inode;

static _Atomic int process;
static _Atomic unsigned sequence;
static _Atomic unsigned epoch;
static _Atomic uint64_t seen[SLOTS];

static const char *trace_file(void) { return variable + sizeof VARIABLE - 1; }

const char *trace_variable(void) { return variable; }

// Libraries may call from their constructors, before any of this one's has run.
static enum { UNKNOWN, NO, YES } find_trace(void) {
    const char *file = getenv("BUILDSERVER_TRACE");
    if (file == NULL || file[0] != '/' || strlen(file) >= 500) {
        return NO;
    }
    memcpy(variable, VARIABLE, sizeof VARIABLE);
    strcpy(variable + sizeof VARIABLE - 1, file);
    return YES;
}

int tracing(void) {
    static _Atomic int answer = UNKNOWN;
    int known = atomic_load_explicit(&answer, memory_order_acquire);
    if (known == UNKNOWN) {
        known = find_trace();
        atomic_store_explicit(&answer, known, memory_order_release);
    }
    return known == YES;
}

// A record that could not be written would make a cache lie. The file beside the trace says that
// it is whole until it is emptied, which needs no space on the disk.
static void lose(void) {
    char file[sizeof variable + sizeof INTACT];
    strcpy(file, trace_file());
    strcat(file, INTACT);
    long fd = raw4(SYS_openat, AT_FDCWD, (long)file, O_WRONLY | O_TRUNC | O_CLOEXEC, 0);
    if (fd >= 0) {
        raw3(SYS_close, fd, 0, 0);
    }
}

static int is_trace(int fd) {
    struct stat now;
    return raw4(SYS_newfstatat, fd, (long)"", (long)&now, AT_EMPTY_PATH) == 0 &&
           now.st_dev == device && now.st_ino == inode;
}

static int open_trace(void) {
    long low = raw4(SYS_openat, AT_FDCWD, (long)trace_file(), O_WRONLY | O_APPEND | O_CLOEXEC, 0);
    if (low < 0) {
        return NONE;
    }
    long high = raw3(SYS_fcntl, low, F_DUPFD_CLOEXEC, HIGH);
    if (high >= 0) {
        raw3(SYS_close, low, 0, 0);
        low = high;
    }
    struct stat now;
    raw4(SYS_newfstatat, low, (long)"", (long)&now, AT_EMPTY_PATH);
    device = now.st_dev;
    inode = now.st_ino;
    return (int)low;
}

// Programs close what they did not open, and get the number for a file of theirs: it is checked
// before each use.
static int trace_descriptor(void) {
    int fd = atomic_load(&descriptor);
    if (fd >= 0 && is_trace(fd)) {
        return fd;
    }
    int opened = open_trace();
    if (!atomic_compare_exchange_strong(&descriptor, &fd, opened)) {
        // Another thread was faster.
        raw3(SYS_close, opened, 0, 0);
        return fd;
    }
    return opened;
}

static char *put_number(char *to, long number) {
    char digits[24];
    int count = 0;
    unsigned long rest = number < 0 ? -(unsigned long)number : (unsigned long)number;
    do {
        digits[count++] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (number < 0) {
        *to++ = '-';
    }
    while (count > 0) {
        *to++ = digits[--count];
    }
    *to++ = ' ';
    return to;
}

// One call of write per record: with O_APPEND, records of many processes never mix.
// The text has HEADER bytes of room before it, and its NUL after it.
static void write_record(enum kind kind, long number, char *text, size_t length) {
    char header[HEADER];
    char *end = put_number(header, atomic_load_explicit(&process, memory_order_relaxed));
    end = put_number(end, atomic_fetch_add_explicit(&sequence, 1, memory_order_relaxed));
    *end++ = (char)kind;
    *end++ = ' ';
    end = put_number(end, number);
    size_t size = (size_t)(end - header);
    char *record = text - size;
    memcpy(record, header, size);
    size += length + 1;
    long written;
    do {
        written = raw3(SYS_write, trace_descriptor(), (long)record, (long)size);
    } while (written == -EINTR);
    if (written != (long)size) {
        lose();
    }
}

// What is in memory after a fork is the parent's: that is how a child is told, and its parent.
void note_process(void) {
    int now = (int)raw3(SYS_getpid, 0, 0, 0);
    int before = atomic_load_explicit(&process, memory_order_relaxed);
    if (now == before || !tracing()) {
        return;
    }
    atomic_store(&process, now);
    atomic_store(&sequence, 0);
    if (before == 0) {
        note_start();
    } else {
        char text[HEADER + 1];
        text[HEADER] = 0;
        write_record(BIRTH, before, text + HEADER, 0);
    }
}

static uint64_t mix(uint64_t hash, uint64_t value) {
    hash = (hash ^ value) * 0x9E3779B97F4A7C15u;
    return hash ^ (hash >> 29);
}

static uint64_t hash_of(enum kind kind, int error, const char *path, size_t length) {
    uint64_t hash = mix((uint64_t)atomic_load(&process) << 32 | atomic_load(&epoch),
                        (uint64_t)kind << 32 | (unsigned)error);
    while (length >= sizeof hash) {
        uint64_t word;
        memcpy(&word, path, sizeof word);
        hash = mix(hash, word);
        path += sizeof word;
        length -= sizeof word;
    }
    uint64_t rest = 0;
    memcpy(&rest, path, length);
    hash = mix(mix(hash, rest), length);
    return hash == 0 ? 1 : hash;
}

// Remembers what was written, not for ever: a forgotten one is written again. Two threads that meet
// here may both write theirs, never none.
static int is_repeated(uint64_t hash) {
    _Atomic uint64_t *set = &seen[(hash >> 20) % (SLOTS / WAYS) * WAYS];
    for (int i = 0; i < WAYS; i++) {
        uint64_t known = atomic_load_explicit(&set[i], memory_order_relaxed);
        if (known == hash) {
            return 1;
        }
        if (known == 0) {
            atomic_store_explicit(&set[i], hash, memory_order_relaxed);
            return 0;
        }
    }
    atomic_store_explicit(&set[hash % WAYS], hash, memory_order_relaxed);
    return 0;
}

static int is_of_system(const char *path) {
    return strncmp(path, "/dev/", 5) == 0 || strncmp(path, "/proc/", 6) == 0;
}

static void note_absolute(enum kind kind, int error, char *path, size_t length) {
    if (path[0] == '/' && path[1] == '@' && error != 0) {
        note_loaded_objects();
        atomic_fetch_add(&epoch, 1);
        write_record(MARKER, error, path, length);
        return;
    }
    // A start is expected after each EXEC that did not fail.
    if (kind == EXEC || !is_repeated(hash_of(kind, error, path, length))) {
        write_record(kind, error, path, length);
    }
    if (error == 0 && is_of_system(path)) {
        note_behind(kind, path);
    }
}

static int ends_name(char c) { return c == '/' || c == 0; }

static int is_plain(const char *path) {
    for (const char *at = path; *at != 0; at++) {
        if (at[0] == '/' &&
            (ends_name(at[1]) ||
             (at[1] == '.' && (ends_name(at[2]) || (at[2] == '.' && ends_name(at[3])))))) {
            return 0;
        }
    }
    return path[0] == '/';
}

// Few threads have little stack, and those run signal handlers: only long or odd paths need much.
__attribute__((noinline)) static void note_any(enum kind kind, int folder, const char *path,
                                               int error) {
    char record[HEADER + LONGEST_PATH];
    long length = absolute_path(folder, path, record + HEADER, LONGEST_PATH);
    if (length >= 0) {
        note_absolute(kind, error, record + HEADER, (size_t)length);
    } else {
        note_text(UNRESOLVED, kind, path);
    }
}

__attribute__((noinline)) static void note_plain(enum kind kind, const char *path, size_t length,
                                                 int error) {
    char record[HEADER + SHORT_PATH];
    memcpy(record + HEADER, path, length + 1);
    note_absolute(kind, error, record + HEADER, length);
}

void note(enum kind kind, int folder, const char *path, int error) {
    if (!tracing() || path == NULL || error == EFAULT || path[0] == 0) {
        return;
    }
    note_process();
    size_t length = strlen(path);
    if (length < SHORT_PATH && is_plain(path)) {
        note_plain(kind, path, length, error);
    } else {
        note_any(kind, folder, path, error);
    }
}

void note_text(enum kind kind, int number, const char *text) {
    if (!tracing()) {
        return;
    }
    note_process();
    char record[HEADER + 4097];
    size_t length = strlen(text);
    if (length > 4096) {
        length = 4096;
    }
    memcpy(record + HEADER, text, length);
    record[HEADER + length] = 0;
    write_record(kind, number, record + HEADER, length);
}
