#!/bin/sh
# Compiles External-1.dll and External-2.dll beside this script; needs a .NET SDK on the PATH.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd -P)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/project" <<'X'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>netstandard2.1</TargetFramework>
    <DebugType>none</DebugType>
  </PropertyGroup>
</Project>
X
for version in 1 2; do
    # A folder for each: nothing of one is taken for the other.
    mkdir "$work/$version"
    cp "$work/project" "$work/$version/External.csproj"
    cp "$here/External.cs" "$work/$version"
    dotnet build "$work/$version" -nologo -nodeReuse:false -c Release -o "$work/$version/out" \
        "-p:DefineConstants=VERSION_$version" "-p:PathMap=$work/$version/=/_/" -p:UseSharedCompilation=false
    cp "$work/$version/out/External.dll" "$here/External-$version.dll"
done
