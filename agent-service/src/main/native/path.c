// Where a path leads.
#include "trace.h"

#include <string.h>

#include "raw.h"

enum { LONGEST_NAME = 4096, MOST_LINKS = 40 };

static long name_of_folder(int folder, char *result, size_t size) {
    if (folder == AT_FDCWD) {
        long length = raw3(SYS_getcwd, (long)result, (long)size, 0);
        return length > 0 && result[0] == '/' ? length - 1 : -1;
    }
    char link[40] = "/proc/self/fd/";
    char digits[12];
    int count = 0;
    unsigned rest = (unsigned)folder;
    if (folder < 0) {
        return -1;
    }
    do {
        digits[count++] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    char *end = link + strlen(link);
    while (count > 0) {
        *end++ = digits[--count];
    }
    *end = 0;
    long length = raw4(SYS_readlinkat, AT_FDCWD, (long)link, (long)result, (long)size - 1);
    if (length <= 0 || length >= (long)size - 1 || result[0] != '/') {
        return -1;
    }
    result[length] = 0;
    return length;
}

// A path under construction: absolute and clean at any time, "" for the root.
struct place {
    char *text;
    size_t length;
    size_t size;
    int follow;  // whether symbolic links are looked at
    int links;   // that were followed
};

static int append(struct place *place, const char *rest, int depth);

static void ascend(struct place *place) {
    while (place->length > 0 && place->text[--place->length] != '/') {
    }
    place->text[place->length] = 0;
}

// The last name of the place may be a link: then the place is where it leads.
static int follow_link(struct place *place, int depth) {
    char target[LONGEST_NAME];
    long length = raw4(SYS_readlinkat, AT_FDCWD, (long)place->text, (long)target,
                       (long)sizeof target - 1);
    if (length <= 0 || place->links >= MOST_LINKS || depth > MOST_LINKS) {
        return 0;
    }
    target[length] = 0;
    place->links++;
    note(READLINK, AT_FDCWD, place->text, 0);
    if (target[0] == '/') {
        place->length = 0;
        place->text[0] = 0;
    } else {
        ascend(place);
    }
    return append(place, target, depth + 1);
}

static int append_name(struct place *place, const char *name, size_t length, int depth) {
    if (length == 0 || (length == 1 && name[0] == '.')) {
        return 0;
    }
    if (length == 2 && name[0] == '.' && name[1] == '.') {
        ascend(place);
        return 0;
    }
    if (place->length + 1 + length + 1 > place->size) {
        return -1;
    }
    place->text[place->length] = '/';
    memcpy(place->text + place->length + 1, name, length);
    place->length += 1 + length;
    place->text[place->length] = 0;
    return place->follow ? follow_link(place, depth) : 0;
}

static int append(struct place *place, const char *rest, int depth) {
    while (*rest != 0) {
        size_t length = strcspn(rest, "/");
        if (append_name(place, rest, length, depth) < 0) {
            return -1;
        }
        rest += length;
        rest += strspn(rest, "/");
    }
    return 0;
}

static int has_parent_step(const char *path) {
    for (const char *at = path; (at = strstr(at, "..")) != NULL; at += 2) {
        if ((at == path || at[-1] == '/') && (at[2] == '/' || at[2] == 0)) {
            return 1;
        }
    }
    return 0;
}

// Before the last "..", links decide where it leads; what comes after it may stay a link.
static const char *after_last_parent_step(const char *path) {
    const char *after = path;
    for (const char *at = path; (at = strstr(at, "..")) != NULL; at += 2) {
        if ((at == path || at[-1] == '/') && (at[2] == '/' || at[2] == 0)) {
            after = at + 2;
        }
    }
    return after;
}

static int append_with_parent_steps(struct place *place, const char *path) {
    char before[LONGEST_NAME];
    const char *after = after_last_parent_step(path);
    size_t length = (size_t)(after - path);
    if (length >= sizeof before) {
        return -1;
    }
    memcpy(before, path, length);
    before[length] = 0;
    place->follow = 1;
    if (append(place, before, 0) < 0) {
        return -1;
    }
    place->follow = 0;
    return append(place, after, 0);
}

long absolute_path(int folder, const char *path, char *result, size_t size) {
    struct place place = {result, 0, size, 0, 0};
    result[0] = 0;
    if (path[0] != '/') {
        long length = name_of_folder(folder, result, size);
        if (length < 0) {
            return -1;
        }
        place.length = length == 1 ? 0 : (size_t)length;
    }
    int failed = has_parent_step(path) ? append_with_parent_steps(&place, path)
                                       : append(&place, path, 0);
    if (failed < 0) {
        return -1;
    }
    if (place.length == 0) {
        strcpy(result, "/");
        return 1;
    }
    return (long)place.length;
}

void note_links(const char *path) {
    char text[LONGEST_PATH];
    struct place place = {text, 0, sizeof text, 1, 0};
    text[0] = 0;
    if (path[0] != '/') {
        long length = name_of_folder(AT_FDCWD, text, sizeof text);
        if (length < 0) {
            return;
        }
        place.length = length == 1 ? 0 : (size_t)length;
    }
    append(&place, path, 0);
}
