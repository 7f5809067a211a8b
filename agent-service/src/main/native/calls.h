// Wrappers of calls that take one path.
#ifndef CALLS_H
#define CALLS_H

#include "trace.h"

#define CALL(result_type, name, parameters, arguments, kind, folder, path) \
    DECLARE_REAL(name);                                                    \
    EXPORT result_type name parameters {                                   \
        FIND_REAL(name);                                                   \
        result_type result = REAL(name) arguments;                         \
        NOTE(kind, folder, path, result);                                  \
        return result;                                                     \
    }

// A call that changes a file's content or what is said of it.
#define CHANGE(name, parameters, arguments, folder, path) \
    DECLARE_REAL(name);                                   \
    EXPORT int name parameters {                          \
        FIND_REAL(name);                                  \
        int result = REAL(name) arguments;                \
        NOTE_CHANGE(UPDATE, folder, path, result);        \
        return result;                                    \
    }

#endif
