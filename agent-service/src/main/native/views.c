// Calls after which paths lead elsewhere than before.
#include "views.h"

#include <stdarg.h>
#include <stdio.h>
#include <sys/fanotify.h>
#include <sys/ipc.h>
#include <sys/mount.h>
#include <unistd.h>

void note_untraceable(const char *what, long number) {
    int error = errno;
    char text[64];
    snprintf(text, sizeof text, "%s %ld", what, number);
    note_text(UNTRACEABLE, 0, text);
    errno = error;
}

int is_beyond_sight(long number, const long *a) {
    if ((number >= SYS_open_tree && number <= SYS_fspick) || number > NEWEST) {
        return 1;
    }
    switch (number) {
        case SYS_unshare: return (a[0] & NEW_VIEWS) != 0;
        case SYS_shmget:
        case SYS_msgget:
        case SYS_semget: return a[0] != IPC_PRIVATE;
#ifdef SYS_vfork
        case SYS_vfork:
        case SYS_uselib:
#endif
        case SYS_clone:
        case SYS_clone3:
        case SYS_setns:
        case SYS_chroot:
        case SYS_mount:
        case SYS_umount2:
        case SYS_pivot_root:
        case SYS_mount_setattr:
        case SYS_statmount:
        case SYS_listmount:
        case SYS_quotactl:
        case SYS_quotactl_fd:
        case SYS_swapon:
        case SYS_acct:
        case SYS_open_by_handle_at:
        case SYS_fanotify_mark:
        case SYS_mq_open:
        case SYS_sendmmsg: return 1;
        default: return 0;
    }
}

#define VIEW(name, parameters, arguments, matters)               \
    DECLARE_REAL(name);                                          \
    EXPORT int name parameters {                                 \
        FIND_REAL(name);                                         \
        int result = REAL(name) arguments;                       \
        NOTE_UNTRACEABLE(#name, (matters) ? result : -1);        \
        return result;                                           \
    }
VIEW(chroot, (const char *path), (path), 1)
VIEW(unshare, (int what), (what), what & NEW_VIEWS)
VIEW(setns, (int file, int kind), (file, kind), 1)
VIEW(mount,
     (const char *what, const char *where, const char *type, unsigned long flags,
      const void *options),
     (what, where, type, flags, options), 1)
VIEW(umount, (const char *path), (path), 1)
VIEW(umount2, (const char *path, int flags), (path, flags), 1)
VIEW(open_by_handle_at, (int mount, struct file_handle *handle, int flags), (mount, handle, flags),
     1)
VIEW(fanotify_mark,
     (int group, unsigned flags, uint64_t mask, int folder, const char *path),
     (group, flags, mask, folder, path), 1)

int pivot_root(const char *root, const char *old);
VIEW(pivot_root, (const char *root, const char *old), (root, old), 1)

// A process that shares what its parent has can't be told from it.
DECLARE_REAL(clone);
EXPORT int clone(int (*begin)(void *), void *stack, int flags, void *argument, ...) {
    FIND_REAL(clone);
    va_list more;
    va_start(more, argument);
    void *parent = va_arg(more, void *);
    void *own = va_arg(more, void *);
    void *child = va_arg(more, void *);
    va_end(more);
    int result = REAL(clone)(begin, stack, flags, argument, parent, own, child);
    NOTE_UNTRACEABLE("clone", flags & CLONE_THREAD ? -1 : result);
    return result;
}
