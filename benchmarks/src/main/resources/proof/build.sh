#!/bin/sh
# Compiles External-1.dll and External-2.dll beside this script; needs a .NET SDK on the PATH.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd -P)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/External.csproj" <<'X'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>netstandard2.1</TargetFramework>
    <DebugType>none</DebugType>
  </PropertyGroup>
</Project>
X
cp "$here/External.cs" "$work"
for version in 1 2; do
    dotnet build "$work" -nologo -nodeReuse:false -c Release -o "$work/out-$version" \
        "-p:DefineConstants=VERSION_$version" "-p:PathMap=$work/=/_/" -p:UseSharedCompilation=false
    cp "$work/out-$version/External.dll" "$here/External-$version.dll"
done
