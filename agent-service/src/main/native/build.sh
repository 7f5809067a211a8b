#!/bin/sh
# Builds the tracer: build.sh COMPILER FILE. Equal compilers make equal bytes, wherever they run.
set -eu
cd "$(dirname "$0")"
compiler=$1
library=$2
strip=$("$compiler" -print-prog-name=strip)
# dladdr is in libdl before version 2.34 of the C library, and a libdl is there since.
"$compiler" -std=gnu11 -O2 -fPIC -shared -fvisibility=hidden -fno-builtin -fno-stack-protector \
    -fno-asynchronous-unwind-tables -U_FORTIFY_SOURCE -Wall -Wextra -Werror \
    -frandom-seed=tracer -ffile-prefix-map="$PWD"=. \
    -Wl,--build-id=none -Wl,--hash-style=gnu -Wl,-z,relro -Wl,-soname,libtracer.so \
    -o "$library" \
    tracer.c record.c path.c files.c folders.c environment.c processes.c network.c syscalls.c \
    symbols.c opening.c changes.c aliases.c views.c \
    loading.c interpreters.c shared.c \
    -Wl,--no-as-needed -l:libdl.so.2
"$strip" --strip-all --remove-section=.comment "$library"
