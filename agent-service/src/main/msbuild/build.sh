#!/bin/sh
# Usage: build.sh OUT_DIR
#
# Compiles the logger with the .NET SDK at hand ($DOTNET_ROOT/dotnet, else dotnet on the PATH) into
# OUT_DIR/BuildServer.MSBuild.dll. Needs no network and no home folder, writes nothing else, leaves no process behind.
# SDK 3.1.102 gives, from any folder, the bytes that are committed in src/main/resources/msbuild.
set -eu

if [ $# -ne 1 ]; then
    echo "usage: $0 OUT_DIR" >&2
    exit 2
fi
sources=$(CDPATH= cd -- "$(dirname -- "$0")/logger" && pwd)
dotnet=dotnet
if [ -n "${DOTNET_ROOT:-}" ] && [ -x "$DOTNET_ROOT/dotnet" ]; then
    dotnet=$DOTNET_ROOT/dotnet
fi
mkdir -p "$1"
out=$(CDPATH= cd -- "$1" && pwd)

work=$(mktemp -d "${TMPDIR:-/tmp}/msbuild-logger.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# Nothing of the user's is read or written: packages, settings and sockets stay in the working folder.
mkdir "$work/home" "$work/tmp" "$work/empty" "$work/logger"
export HOME="$work/home" DOTNET_CLI_HOME="$work/home" NUGET_PACKAGES="$work/packages" TMPDIR="$work/tmp"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
export DOTNET_GENERATE_ASPNET_CERTIFICATE=false MSBUILDDISABLENODEREUSE=1

cp "$sources"/*.cs "$sources"/*.csproj "$work/logger"
cd "$work/logger"
if ! "$dotnet" build BuildServer.MSBuild.csproj --configuration Release --output "$work/out" --nologo \
    -p:RestoreSources="$work/empty" -p:ImportDirectoryBuildProps=false -p:ImportDirectoryBuildTargets=false \
    -noAutoResponse -p:UseSharedCompilation=false -nodeReuse:false > "$work/log" 2>&1; then
    cat "$work/log" >&2
    exit 1
fi
mv -f "$work/out/BuildServer.MSBuild.dll" "$out/BuildServer.MSBuild.dll"
