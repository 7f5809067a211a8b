#!/bin/sh
# Builds the libraries that are in the repository. Debian: gcc, gcc-aarch64-linux-gnu.
set -eu
cd "$(dirname "$0")"
libraries=$(cd ../resources/native && pwd)
./build.sh "${CC_X86_64:-x86_64-linux-gnu-gcc}" "$libraries/libtracer-x86_64.so"
./build.sh "${CC_AARCH64:-aarch64-linux-gnu-gcc}" "$libraries/libtracer-aarch64.so"
