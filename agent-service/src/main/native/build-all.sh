#!/bin/sh
# Builds the libraries that are in the repository, and notes with what and of what. Debian: gcc, gcc-aarch64-linux-gnu.
set -eu
cd "$(dirname "$0")"
libraries=$(cd ../resources/native && pwd)
: > compilers.txt
for machine in x86_64 aarch64; do
    compiler=$machine-linux-gnu-gcc
    ./build.sh "$compiler" "$libraries/libtracer-$machine.so"
    ./compiler.sh "$compiler" >> compilers.txt
done
# Where no compiler is, a test still sees by these whether a source was changed and not built.
sha256sum build.sh *.c *.h ../resources/native/*.so > built.sha256
