// Calls that reach for other machines, and those that let others in. Sockets of the file system and
// of pairs are not noted.
#include "trace.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

// "127.0.0.1:80", "[::1]:80"
static void note_address(enum kind kind, const struct sockaddr *address, socklen_t size,
                         int error) {
    char host[INET6_ADDRSTRLEN];
    char text[INET6_ADDRSTRLEN + 16];
    if (address == NULL || size < sizeof(sa_family_t)) {
        return;
    }
    if (address->sa_family == AF_INET && size >= sizeof(struct sockaddr_in)) {
        const struct sockaddr_in *inet = (const void *)address;
        inet_ntop(AF_INET, &inet->sin_addr, host, sizeof host);
        snprintf(text, sizeof text, "%s:%u", host, ntohs(inet->sin_port));
    } else if (address->sa_family == AF_INET6 && size >= sizeof(struct sockaddr_in6)) {
        const struct sockaddr_in6 *inet = (const void *)address;
        inet_ntop(AF_INET6, &inet->sin6_addr, host, sizeof host);
        snprintf(text, sizeof text, "[%s]:%u", host, ntohs(inet->sin6_port));
    } else {
        return;
    }
    note_text(kind, error, text);
}

static void note_contact(const struct sockaddr *address, socklen_t size, long result) {
    int error = errno;
    if (tracing()) {
        note_address(CONNECT, address, size, result < 0 ? error : 0);
    }
    errno = error;
}

DECLARE_REAL(connect);
EXPORT int connect(int socket, const struct sockaddr *address, socklen_t size) {
    FIND_REAL(connect);
    int result = REAL(connect)(socket, address, size);
    note_contact(address, size, result);
    return result;
}

DECLARE_REAL(sendto);
EXPORT ssize_t sendto(int socket, const void *bytes, size_t count, int flags,
                      const struct sockaddr *address, socklen_t size) {
    FIND_REAL(sendto);
    ssize_t result = REAL(sendto)(socket, bytes, count, flags, address, size);
    note_contact(address, size, result);
    return result;
}

DECLARE_REAL(sendmsg);
EXPORT ssize_t sendmsg(int socket, const struct msghdr *message, int flags) {
    FIND_REAL(sendmsg);
    ssize_t result = REAL(sendmsg)(socket, message, flags);
    note_contact(message->msg_name, message->msg_namelen, result);
    return result;
}

DECLARE_REAL(sendmmsg);
EXPORT int sendmmsg(int socket, struct mmsghdr *messages, unsigned count, int flags) {
    FIND_REAL(sendmmsg);
    int result = REAL(sendmmsg)(socket, messages, count, flags);
    for (unsigned i = 0; i < count; i++) {
        note_contact(messages[i].msg_hdr.msg_name, messages[i].msg_hdr.msg_namelen, result);
    }
    return result;
}

// Which port it is, the system may have chosen.
static void note_own_address(int socket) {
    int error = errno;
    struct sockaddr_storage address;
    socklen_t size = sizeof address;
    if (tracing() && getsockname(socket, (struct sockaddr *)&address, &size) == 0) {
        note_address(SERVE, (const struct sockaddr *)&address, size, 0);
    }
    errno = error;
}

DECLARE_REAL(bind);
EXPORT int bind(int socket, const struct sockaddr *address, socklen_t size) {
    FIND_REAL(bind);
    int result = REAL(bind)(socket, address, size);
    if (result == 0) {
        note_own_address(socket);
    }
    return result;
}

DECLARE_REAL(listen);
EXPORT int listen(int socket, int backlog) {
    FIND_REAL(listen);
    int result = REAL(listen)(socket, backlog);
    if (result == 0) {
        note_own_address(socket);
    }
    return result;
}

static void note_host(const char *name, int found) {
    int error = errno;
    if (name != NULL) {
        note_text(CONNECT, found ? 0 : ENOENT, name);
    }
    errno = error;
}

DECLARE_REAL(getaddrinfo);
EXPORT int getaddrinfo(const char *restrict name, const char *restrict service,
                       const struct addrinfo *restrict hints, struct addrinfo **restrict found) {
    FIND_REAL(getaddrinfo);
    int result = REAL(getaddrinfo)(name, service, hints, found);
    note_host(name, result == 0);
    return result;
}

DECLARE_REAL(gethostbyname);
EXPORT struct hostent *gethostbyname(const char *name) {
    FIND_REAL(gethostbyname);
    struct hostent *result = REAL(gethostbyname)(name);
    note_host(name, result != NULL);
    return result;
}

DECLARE_REAL(gethostbyname2);
EXPORT struct hostent *gethostbyname2(const char *name, int family) {
    FIND_REAL(gethostbyname2);
    struct hostent *result = REAL(gethostbyname2)(name, family);
    note_host(name, result != NULL);
    return result;
}

#define BY_NAME_R(name, parameters, arguments)                        \
    DECLARE_REAL(name);                                               \
    EXPORT int name parameters {                                      \
        FIND_REAL(name);                                              \
        int status = REAL(name) arguments;                            \
        note_host(host, status == 0 && *result != NULL);              \
        return status;                                                \
    }
BY_NAME_R(gethostbyname_r,
          (const char *restrict host, struct hostent *restrict entry, char *restrict space,
           size_t size, struct hostent **restrict result, int *restrict error),
          (host, entry, space, size, result, error))
BY_NAME_R(gethostbyname2_r,
          (const char *restrict host, int family, struct hostent *restrict entry,
           char *restrict space, size_t size, struct hostent **restrict result,
           int *restrict error),
          (host, family, entry, space, size, result, error))
