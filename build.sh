#!/usr/bin/env bash
# Finds the SDK, settles which packages to build on, compiles the build when its inputs changed, and runs it.

# In bash alone, whichever shell was told to read this, and without what the caller's shell hands on by the environment:
# functions in the place of commands, options (SHELLOPTS), start-up files (BASH_ENV) and CDPATH, with which cd prints.
# That is what -p means; what children of this script would inherit is taken out of the environment besides.
case ${BASH_VERSION:+$-} in
  *p*) ;;
  *) exec env -u SHELLOPTS -u BASHOPTS -u BASH_ENV -u ENV -u CDPATH -u GLOBIGNORE -u POSIXLY_CORRECT -u GREP_OPTIONS bash -p -- "$0" "$@" ;;
esac
set -eu

# A program that finds its input or output closed gets the next file that it opens in its place: bash, this script.
{ : 8>&2 && [ ! "$0" -ef /dev/fd/2 ]; } || exec 2> /dev/null
{ : 8>&1 && [ ! "$0" -ef /dev/fd/1 ]; } 2> /dev/null || exec > /dev/null
{ : 8<&0; } 2> /dev/null || exec < /dev/null

say() { printf '%s\n' "$*" >&2; }
# As the build ends: 1 when it failed, 2 when the request was wrong.
fail() { say "build.sh: $*"; exit 1; }
refuse() { say "build.sh: $*"; exit 2; }

pwd -P > /dev/null 2>&1 || fail "the folder that you are in does not exist any more: change to one that does."

# It may be called by a link to it.
self=${BASH_SOURCE[0]}
case $self in */*) ;; *) self=./$self ;; esac
while [ -L "$self" ]; do
  link=$(readlink -- "$self")
  case $link in
    /*) self=$link ;;
    *) self=${self%/*}/$link ;;
  esac
done
# The letter keeps a line break at the name's end, which the substitution would drop.
root=$(cd -- "${self%/*}/" && pwd -P && printf x)
root=${root%?x}
temp=$root/.nuke/temp/bootstrap
stamp=$temp/stamp
choice=$root/.nuke/temp/polyfills.props

# ---- Options of the bootstrap itself; all others are the build's.

polyfills=${NOTEJAM_POLYFILLS:-}
remaining=$#
while [ "$remaining" -gt 0 ]; do
  case $1 in
    --use-polyfills)
      [ "$remaining" -gt 1 ] || refuse "--use-polyfills needs a value: true or false."
      polyfills=$2
      shift 2
      remaining=$((remaining - 2))
      ;;
    --use-polyfills=*)
      polyfills=${1#*=}
      shift
      remaining=$((remaining - 1))
      ;;
    *)
      set -- "$@" "$1"
      shift
      remaining=$((remaining - 1))
      ;;
  esac
done
case $polyfills in
  '' | true | false) ;;
  *) refuse "--use-polyfills (or NOTEJAM_POLYFILLS) is '$polyfills': give true or false." ;;
esac

# ---- The environment.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 NUKE_TELEMETRY_OPTOUT=1

# The SDK's processes, the compiler's above all, live for seconds: to count what is hot in them costs a third of their
# time and gives nothing back.
export DOTNET_TieredPGO=0

# NUKE takes its parameters from variables of the same name too, whatever their case and underscores. Many systems set
# HOST, PROFILE or TARGET for purposes of their own. Whoever means NUKE writes NUKE_HOST and so on.
# MSBuild takes its properties from them as well: each of these changes what is compiled, or where it lies.
# In no language: in Turkish I is not the capital of i.
properties=$'\n'$(< "$root/build/Bootstrap/msbuild-properties")$'\n'
colliding() {
  local LC_ALL=C
  shopt -s nocasematch
  while read -r name; do
    if [[ $properties == *$'\n'"$name"$'\n'* ]]; then
      printf '%s\n' "$name"
      continue
    fi
    case ${name//_/} in
      host | profile | target | root | verbosity | plan | help | skip | continue | nologo | partition | strict)
        printf '%s\n' "$name"
        ;;
    esac
  done < <(compgen -e)
}
while read -r name; do
  unset "$name"
done < <(colliding)

# Without it every program looks for its files in a place of its own.
[ -n "${HOME:-}" ] || { unset HOME; export HOME=~; }

folder=${TMPDIR:-/tmp}
{ [ -d "$folder" ] && [ -w "$folder" ]; } || fail "temporary files cannot be written to $folder: set TMPDIR to a folder that can be written to."

# NUKE looks for .nuke from the working directory upwards. The root is where this script lies, wherever it is called
# from; an inherited value belongs to a build that called this one.
export NUKE_ROOT=$root

# ---- What the compiled build depends on.

# Name, size and time of every input. A change, a deletion, a renaming and a checkout of an older file all show.
inputs() {
  local files=()
  local file
  for file in "$root"/Directory.* "$root"/global.json "$root"/.editorconfig "$root"/[Nn]u[Gg]et.[Cc]onfig "$choice"; do
    [ ! -e "$file" ] || files+=("$file")
  done
  case $OSTYPE in
    darwin* | *bsd*)
      find "$root/build" "${files[@]}" -type d \( -name bin -o -name obj \) -prune -o \
        -type f -exec stat -f '%N %z %Fm' {} +
      ;;
    *)
      find "$root/build" "${files[@]}" -type d \( -name bin -o -name obj \) -prune -o \
        -type f -printf '%p %s %T@\n'
      ;;
  esac | LC_ALL=C sort
}

# The stamp: the dotnet to run with, the folder of the compiled build, how the packages were settled, where revoked
# certificates are looked up, then the inputs.
dotnet='' compiled='' settled='' revocation='' compiled_inputs=''
read_stamp() {
  dotnet='' compiled='' settled='' revocation='' compiled_inputs=''
  [ -f "$stamp" ] || return 0
  {
    IFS= read -r dotnet || true
    IFS= read -r compiled || true
    IFS= read -r settled || true
    IFS= read -r revocation || true
    IFS= read -r -d '' compiled_inputs || true
  } < "$stamp"
}

write_stamp() {
  printf '%s\n' "$dotnet" "$compiled" "$settled" "$revocation" "$1" > "$stamp.$$"
  mv -f "$stamp.$$" "$stamp"
}

is_compiled() {
  [ -x "$dotnet" ] && [ -f "$compiled/_build.dll" ] && [ "$compiled_inputs" = "$1"$'\n' ]
}

is_settled() {
  case $polyfills in
    '') [ "${settled#asked }" != "$settled" ] ;;
    *) [ "${settled#* }" = "$polyfills $polyfills" ] ;;
  esac
}

# For the bootstrap's own dotnet and for the build's. Whoever has set it decides.
look_up_revoked() { export NUGET_CERT_REVOCATION_MODE="${NUGET_CERT_REVOCATION_MODE:-$revocation}"; }

run() {
  look_up_revoked
  case $dotnet in
    "$root"/*)
      # The build calls dotnet itself: it must find the same one.
      export DOTNET_ROOT=${dotnet%/*} PATH=${dotnet%/*}:$PATH
      ;;
  esac
  exec "$dotnet" "$compiled/_build.dll" "$@"
}

read_stamp
if is_settled && is_compiled "$(inputs)"; then
  run "$@"
fi

# ---- From here on seconds matter less: something has changed.

. "$root/build/Bootstrap/bootstrap.sh"
bootstrap
run "$@"
