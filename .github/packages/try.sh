#!/bin/sh
# Installs the packages of a release for one platform into an empty folder, as they are, and runs an echo there.
#
#     try.sh packages linux-x64-musl
set -eu
packages=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
cd "$folder"
echo '{ "private": true, "type": "module" }' > package.json
npm install --no-audit --no-fund "$packages"/readyloop-[0-9]*.tgz "$packages/readyloop-$2"-*.tgz
cp "$here/echo.js" .
node echo.js
npx readyloop --version
rm -r "$folder"
