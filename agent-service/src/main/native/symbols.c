// Functions by their names. A program that looks one up in the C library itself, as .NET does for
// DllImport("libc"), would go around this library: it is given the wrapped one instead.
//
// dlsym and dlvsym are wrapped for that, so that their names, too, lead here: the C library's own
// are found in its table of symbols.
#include "symbols.h"

#include "trace.h"

#include <elf.h>
#include <link.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>

// What programs can look up in a library.
struct table {
    ElfW(Addr) base;
    const ElfW(Sym) *symbols;
    const char *names;
    const uint32_t *hash;
};

typedef void *lookup(void *, const char *);
typedef void *lookup_of_version(void *, const char *, const char *);

static struct table own;
static lookup *real_dlsym;
static lookup_of_version *real_dlvsym;
static _Atomic int known;

// Addresses in there are those of the file in libraries that may not be written.
static const void *at(ElfW(Addr) base, ElfW(Addr) address) {
    return (const void *)(address < base ? base + address : address);
}

static struct table table_of(const struct dl_phdr_info *object) {
    struct table table = {object->dlpi_addr, NULL, NULL, NULL};
    for (int i = 0; i < object->dlpi_phnum; i++) {
        if (object->dlpi_phdr[i].p_type != PT_DYNAMIC) {
            continue;
        }
        const ElfW(Dyn) *entry = (const void *)(table.base + object->dlpi_phdr[i].p_vaddr);
        for (; entry->d_tag != DT_NULL; entry++) {
            const void *place = at(table.base, entry->d_un.d_ptr);
            switch (entry->d_tag) {
                case DT_SYMTAB: table.symbols = place; break;
                case DT_STRTAB: table.names = place; break;
                case DT_GNU_HASH: table.hash = place; break;
                default: break;
            }
        }
    }
    return table;
}

static uint32_t hash_of(const char *name) {
    uint32_t hash = 5381;
    for (const unsigned char *c = (const unsigned char *)name; *c != 0; c++) {
        hash = hash * 33 + *c;
    }
    return hash;
}

// By the table that the linker makes with --hash-style=gnu, as all do.
static void *find(const struct table *table, const char *name) {
    if (table->hash == NULL || table->symbols == NULL || table->names == NULL) {
        return NULL;
    }
    uint32_t hash = hash_of(name);
    uint32_t bucket_count = table->hash[0];
    uint32_t first = table->hash[1];
    uint32_t word_count = table->hash[2];
    const uint64_t *words = (const void *)&table->hash[4];
    uint64_t word = words[hash / 64 % word_count];
    if ((word >> hash % 64 & word >> (hash >> table->hash[3]) % 64 & 1) == 0) {
        return NULL;
    }
    const uint32_t *buckets = (const void *)&words[word_count];
    const uint32_t *chains = &buckets[bucket_count];
    uint32_t index = buckets[hash % bucket_count];
    for (; index >= first; index++) {
        uint32_t chain = chains[index - first];
        const ElfW(Sym) *symbol = &table->symbols[index];
        if ((chain | 1) == (hash | 1) && strcmp(table->names + symbol->st_name, name) == 0) {
            return (void *)(table->base + symbol->st_value);
        }
        if (chain & 1) {
            break;
        }
    }
    return NULL;
}

const char *name_of_file(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

// In pieces, before version 2.34.
static int is_c_library(const char *path) {
    static const char *const pieces[] = {"libc", "libdl", "libpthread", "librt", "libutil"};
    const char *name = name_of_file(path);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        size_t length = strlen(pieces[i]);
        if (strncmp(name, pieces[i], length) == 0 &&
            (strncmp(name + length, ".so.", 4) == 0 || strncmp(name + length, "-2.", 3) == 0)) {
            return 1;
        }
    }
    return 0;
}

static int is_in(const struct dl_phdr_info *object, const void *place) {
    for (int i = 0; i < object->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &object->dlpi_phdr[i];
        if (part->p_type == PT_LOAD &&
            (ElfW(Addr))place - (object->dlpi_addr + part->p_vaddr) < part->p_memsz) {
            return 1;
        }
    }
    return 0;
}

static int look_at(struct dl_phdr_info *object, size_t size, void *unused) {
    (void)size;
    (void)unused;
    struct table table = table_of(object);
    if (is_in(object, (const void *)look_at)) {
        own = table;
    } else if (object->dlpi_name != NULL && is_c_library(object->dlpi_name)) {
        void *one = find(&table, "dlsym");
        void *other = find(&table, "dlvsym");
        real_dlsym = one != NULL ? (lookup *)one : real_dlsym;
        real_dlvsym = other != NULL ? (lookup_of_version *)other : real_dlvsym;
    }
    return 0;
}

// Threads that meet here find the same.
static void find_all(void) {
    if (!atomic_load_explicit(&known, memory_order_acquire)) {
        dl_iterate_phdr(look_at, NULL);
        atomic_store_explicit(&known, 1, memory_order_release);
    }
}

void *next_symbol(const char *name) {
    find_all();
    return real_dlsym(RTLD_NEXT, name);
}

// Of other libraries a function of the same name is another one.
static void *wrapped(void *found, const char *name) {
    void *wrapper = found == NULL ? NULL : find(&own, name);
    Dl_info library;
    if (wrapper == NULL || wrapper == found || dladdr(found, &library) == 0 ||
        library.dli_fname == NULL || !is_c_library(library.dli_fname)) {
        return found;
    }
    return wrapper;
}

// What these two mean depends on the caller, which the C library knows by the place to return to,
// so that call has to be a jump. With them this library's functions come first anyway, but for what
// was loaded before it and wraps functions itself.
static int depends_on_caller(void *library) {
    return library == RTLD_DEFAULT || library == RTLD_NEXT;
}

EXPORT void *dlsym(void *restrict library, const char *restrict name) {
    find_all();
    if (tracing() && !depends_on_caller(library)) {
        return wrapped(real_dlsym(library, name), name);
    }
    return real_dlsym(library, name);
}

EXPORT void *dlvsym(void *restrict library, const char *restrict name,
                    const char *restrict version) {
    find_all();
    if (tracing() && !depends_on_caller(library)) {
        return wrapped(real_dlvsym(library, name, version), name);
    }
    return real_dlvsym(library, name, version);
}
