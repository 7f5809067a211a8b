#!/bin/sh
# What decides the bytes that a compiler makes, in one line: compiler.sh COMPILER.
set -eu
version=$("$1" --version | head -n 1)
linker=$("$("$1" -print-prog-name=ld)" --version | head -n 1)
headers=$(printf '#include <features.h>\n__GLIBC__ __GLIBC_MINOR__\n' | "$1" -E -P - | tail -n 1)
echo "$(basename "$1"): $version; $linker; C library $headers"
