#!/bin/sh
# Compiles NAME-1.dll and NAME-2.dll beside this script from each NAME.cs; needs a .NET SDK on the PATH.
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
  <ItemGroup Condition="'$(MSBuildProjectName)' == 'Task'">
    <Reference Include="Microsoft.Build.Framework" HintPath="$(MSBuildToolsPath)/Microsoft.Build.Framework.dll" Private="false" />
  </ItemGroup>
</Project>
X
for name in External Task; do
    for version in 1 2; do
        # A folder for each: nothing of one is taken for the other.
        folder=$work/$name-$version
        mkdir "$folder"
        cp "$work/project" "$folder/$name.csproj"
        cp "$here/$name.cs" "$folder"
        dotnet build "$folder" -nologo -nodeReuse:false -c Release -o "$folder/out" \
            "-p:DefineConstants=VERSION_$version" "-p:PathMap=$folder/=/_/" -p:UseSharedCompilation=false
        cp "$folder/out/$name.dll" "$here/$name-$version.dll"
    done
done
