#!/bin/sh
# Usage: make-feed.sh FEED_DIR
#
# Builds the test kit with the .NET SDK at hand ($DOTNET_ROOT/dotnet, else dotnet on the PATH) and puts its package
# into FEED_DIR, a folder to be used as a NuGet source. Prints that folder. Needs no network and no home folder,
# writes nothing else, leaves no process behind. Does nothing when the package is there and up to date.
set -eu

if [ $# -ne 1 ]; then
    echo "usage: $0 FEED_DIR" >&2
    exit 2
fi
kit=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
dotnet=dotnet
if [ -n "${DOTNET_ROOT:-}" ] && [ -x "$DOTNET_ROOT/dotnet" ]; then
    dotnet=$DOTNET_ROOT/dotnet
fi
mkdir -p "$1"
feed=$(CDPATH= cd -- "$1" && pwd)

work=$(mktemp -d "${TMPDIR:-/tmp}/testkit.XXXXXX")
incoming=$feed/.incoming.$$
trap 'rm -rf "$work" "$incoming"' EXIT
trap 'exit 1' HUP INT TERM

# Nothing of the user's is read or written: packages, settings and sockets stay in the working folder.
mkdir "$work/home" "$work/tmp" "$work/empty" "$work/src"
export HOME="$work/home" DOTNET_CLI_HOME="$work/home" NUGET_PACKAGES="$work/packages" TMPDIR="$work/tmp"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
export DOTNET_GENERATE_ASPNET_CERTIFICATE=false MSBUILDDISABLENODEREUSE=1

cp -R "$kit/." "$work/src"
find "$work/src" -type d \( -name bin -o -name obj \) -prune -exec rm -rf {} +
cd "$work/src"

# The package holds parts of the SDK, so it is up to date for one SDK only.
stamp=$({ "$dotnet" --version; find . -type f ! -name '*.md' | LC_ALL=C sort | xargs cat; } | cksum)
if [ "$(cat "$feed/.stamp" 2>/dev/null || true)" = "$stamp" ] && ls "$feed"/BuildServer.TestKit.*.nupkg >/dev/null 2>&1; then
    echo "$feed"
    exit 0
fi

mkdir "$incoming"
if ! "$dotnet" pack package/BuildServer.TestKit.csproj --configuration Release --output "$incoming" --nologo \
    -p:RestoreSources="$work/empty" -p:ImportDirectoryBuildTargets=false -noAutoResponse -p:UseSharedCompilation=false -nodeReuse:false > "$work/log" 2>&1; then
    cat "$work/log" >&2
    exit 1
fi

# One rename each: a reader of the feed sees the old package or the new one. The stamp comes last.
rm -f "$feed/.stamp"
for package in "$incoming"/*.nupkg; do
    mv -f "$package" "$feed/"
done
echo "$stamp" > "$incoming/stamp"
mv -f "$incoming/stamp" "$feed/.stamp"
echo "$feed"
