# shellcheck shell=bash
# The slow half of build.sh, sourced by it: runs only when something has changed.
# shellcheck disable=SC2154 # root, temp, stamp, choice and polyfills are build.sh's.

answer_seconds=20

# ---- The place.

# MSBuild splits paths at some characters, unescapes others and expands a few. That it does not is no option: a project's
# folder is a property like any other. Measured with .NET 10.0.401: with these a build fails, or writes beside the clone.
check_path() {
  local character
  for character in "'" ';' ',' '%' '"' '\' '*' '?' '|' ':' '$(' '@('; do
    case $root in *"$character"*) refuse_path "$character" ;; esac
  done
  case $root in *[[:cntrl:]]*) refuse_path "a control character" ;; esac
}

refuse_path() {
  fail "the path of this clone, $(printf %q "$root"), has $1 in it, which MSBuild cannot handle: move the clone to a path without any of ' ; , % \" \\ * ? | : \$( @("
}

# Whether a block can be written into a folder, which is made if need be. Room for a name is left on many full disks.
can_write() {
  local probe=$1/.probe.$$
  { mkdir -p -- "$1" && printf '%4096s' '' > "$probe"; } 2> /dev/null || { rm -f -- "$probe" 2> /dev/null; return 1; }
  rm -f -- "$probe"
}

check_folders() {
  can_write "$temp" || fail "$temp cannot be written to: see who owns it, what lies in its place and whether the disk is full."
  if [ -z "${DOTNET_CLI_HOME:-}" ] || [ -z "${NUGET_PACKAGES:-}" ]; then
    can_write "$HOME" || fail "HOME is $HOME, which cannot be written to: .NET and NuGet keep packages there. Set HOME to a folder that can be written to, or both DOTNET_CLI_HOME and NUGET_PACKAGES."
  fi
}

# Several build.sh may find the same change. One compiles, the others wait and find it done. Descriptor 9 holds the lock
# and is closed for every child, since a child that stays would keep it.
lock() {
  mkdir -p "$temp"
  if command -v flock > /dev/null; then
    exec 9> "$temp/lock"
    flock 9
  fi
}

unlock() { exec 9>&-; }

# ---- The SDK.

find_sdk() {
  local candidate
  # A folder of PATH may be told from the working folder.
  candidate=$(command -v dotnet || true)
  case $candidate in '' | /*) ;; *) candidate=$PWD/$candidate ;; esac
  for candidate in "$candidate" "$root/.nuke/temp/dotnet-sdk/dotnet"; do
    # In the root, so that global.json decides.
    if [ -x "$candidate" ] && sdk=$(cd "$root" && "$candidate" --version 2> /dev/null 9>&-); then
      dotnet=$candidate
      return 0
    fi
  done
  return 1
}

download() {
  if command -v curl > /dev/null; then
    curl --fail --silent --location --connect-timeout 10 --max-time 60 --output "$2" "$1" 9>&-
  elif command -v wget > /dev/null; then
    wget --quiet --tries 1 --timeout 30 --output-document "$2" "$1" 9>&-
  else
    return 1
  fi
}

fetch_sdk() {
  local wanted installer=$temp/dotnet-install.sh
  wanted=$(sed -n 's/.*"version": *"\([^"]*\)".*/\1/p' "$root/global.json")
  say "Fetching the .NET SDK $wanted."
  if ! download https://dot.net/v1/dotnet-install.sh "$installer" \
    || ! bash -p "$installer" --jsonfile "$root/global.json" --install-dir "$root/.nuke/temp/dotnet-sdk" --no-path \
      > "$temp/sdk.log" 2>&1 9>&- \
    || ! find_sdk; then
    fail "the .NET SDK $wanted or a later 10.0 is missing and cannot be fetched: install it (https://dot.net/download) and put dotnet on PATH."
  fi
}

# ---- The packages.

# Restores a project of this folder. 0: the feed has it all; 1: it lacks a package; 2: no answer. Sets reason unless 0.
# The client tells of each request, so that silence tells a feed that is out of reach, which it tries again and again, from
# one that is slow.
ask_feed() {
  local log=$temp/$1.log restore size seen='' quiet=0
  (cd "$root" && DOTNET_CLI_UI_LANGUAGE=en exec "$dotnet" restore "build/Bootstrap/$1.csproj" -v:normal --disable-build-servers \
    -p:UsePolyfills=false) > "$log" 2>&1 < /dev/null 9>&- &
  restore=$!
  while kill -0 "$restore" 2> /dev/null; do
    size=$(wc -c < "$log")
    if [ "$size" = "$seen" ]; then quiet=$((quiet + 1)); else quiet=0; fi
    seen=$size
    if [ "$quiet" -ge $((answer_seconds * 5)) ]; then
      kill "$restore" 2> /dev/null || true
      wait "$restore" 2> /dev/null || true
      reason="the feed gave no answer for $answer_seconds s"
      return 2
    fi
    sleep 0.2
  done
  if wait "$restore"; then return 0; fi
  if grep -q NU1301 "$log"; then
    reason='the feed cannot be reached'
    return 2
  fi
  reason=$(missing_packages "$log")
  [ -z "$reason" ] || return 1
  reason="asking the feed failed, see $log"
  return 2
}

# The packages that a restore did not find, three by name.
missing_packages() {
  sed -nE "s/.*error NU110[0-9]: Unable to (find|resolve) (a stable )?(package )?'?([A-Za-z0-9_.-]*[A-Za-z0-9]).*/\\4/p" "$1" | LC_ALL=C sort -u | awk '
    NR <= 3 { names = names (NR > 1 ? ", " : "") $0 }
    END { if (NR) print "the feed lacks " names (NR > 3 ? " and " NR - 3 " more" : "") }'
}

# The certificates of packages' signatures may have been revoked: NuGet asks their authorities, nuget.org's being the one
# of this address. Where a closed network keeps it out of reach NuGet tries again and again, package by package, and a
# first restore takes three minutes more. The signatures are checked either way.
revocation_server=http://crl3.digicert.com/

find_revocation_server() {
  revocation=online
  # Without the program nobody can tell.
  if command -v curl > /dev/null && ! curl --silent --head --connect-timeout 3 --max-time 5 --output /dev/null "$revocation_server" 9>&-; then
    revocation=offline
  fi
}

# The answers hold for the machine: the SDK, its feeds and the versions asked for are their key.
answers_file() {
  local feeds versions key
  feeds=$(cd "$root" && "$dotnet" nuget list source --format Short 2> /dev/null 9>&-) || feeds=unknown
  versions=$(grep -E '"(Nuke|AWSSDK)\.' "$root/Directory.Packages.props")
  key=$(printf '%s\n' "$sdk" "$feeds" "$versions" | cksum)
  printf '%s/notejam-build/packages-%s' "${XDG_CACHE_HOME:-${HOME:-$temp}/.cache}" "${key%% *}"
}

remember() {
  # Only a convenience: a home that cannot be written to is no error.
  { mkdir -p "${1%/*}" && printf '%s\n' "$nuke" "$aws" "$readytorun" > "$1.$$" && mv -f "$1.$$" "$1"; } 2> /dev/null || true
}

# Sets answer (yes, or why not) and answered (whether it is the feed's word, which holds for the machine).
ask_family() {
  local code=0
  ask_feed "$1" || code=$?
  answer=yes
  answered=yes
  [ "$code" -eq 0 ] || answer=$reason
  [ "$code" -ne 2 ] || answered=no
}

# Sets nuke and aws (yes, or why not), and readytorun (yes, no).
ask_feeds() {
  local file
  file=$(answers_file)
  if [ -r "$file" ] && { read -r nuke && read -r aws && read -r readytorun; } < "$file"; then
    return 0
  fi

  say "Asking the package feed, once on this machine."
  ask_family NukePackages
  nuke=$answer
  # Who gave no answer gives none to the next question either.
  [ "$answered" = no ] || ask_family AwsPackages
  aws=$answer
  readytorun=no
  if [ "$answered" = yes ]; then
    if ask_feed ReadyToRun; then readytorun=yes; fi
    remember "$file"
  fi
}

# Whether a family has stand-ins, by what the feed answered.
stands_in() { if [ "$1" = yes ]; then printf false; else printf true; fi; }

# What a family is taken from.
taken() { if [ "$2" = yes ]; then printf '%s from the feed' "$1"; else printf 'stand-ins for %s (%s)' "$1" "$2"; fi; }

settle_packages() {
  find_revocation_server
  look_up_revoked
  ask_feeds
  case $polyfills in
    '')
      settled="asked $(stands_in "$nuke") $(stands_in "$aws")"
      say "Packages: $(taken 'Nuke.*' "$nuke"); $(taken 'AWSSDK.*' "$aws")."
      ;;
    *)
      settled="told $polyfills $polyfills"
      case $polyfills in
        true) say 'Packages: stand-ins for Nuke.* and AWSSDK.*, as --use-polyfills or NOTEJAM_POLYFILLS says.' ;;
        false) say 'Packages: Nuke.* and AWSSDK.* from the feed, as --use-polyfills or NOTEJAM_POLYFILLS says.' ;;
      esac
      ;;
  esac

  # Written only when it differs: its time is one of the inputs.
  local families=${settled#* } props
  props="<Project><PropertyGroup><UseNukePolyfills>${families% *}</UseNukePolyfills><UseAwsPolyfills>${families#* }</UseAwsPolyfills></PropertyGroup></Project>"
  if [ ! -f "$choice" ] || [ "$(cat "$choice")" != "$props" ]; then
    printf '%s\n' "$props" > "$choice.$$"
    mv -f "$choice.$$" "$choice"
  fi
}

# ---- The build.

# A folder of its own for each compilation: a build that still runs, or a sandbox that it left, keeps its files. The
# analyzers run when the solution is built, by Test and in every editor: here they would take as long as the compiler.
compile() {
  local log=$temp/compile.log started=$SECONDS folder families=${settled#* } options=()
  folder=$temp/build-$(date +%s)-$$
  [ "$readytorun" != yes ] || options=(--use-current-runtime --no-self-contained -p:PublishReadyToRun=true)
  say "Compiling the build."
  if ! (cd "$root" && "$dotnet" publish build/_build/_build.csproj --configuration Release --output "$folder" \
    -nodeReuse:false -p:RunAnalyzers=false -p:UseAppHost=false \
    -p:UseNukePolyfills="${families% *}" -p:UseAwsPolyfills="${families#* }" \
    ${options[@]+"${options[@]}"}) > "$log" 2>&1 < /dev/null 9>&-; then
    rm -rf "$folder"
    # The compiler has many words for a full disk.
    check_folders
    cat "$log" >&2
    fail "the build does not compile; what the compiler says is above."
  fi
  say "Compiled in $((SECONDS - started)) s."
  compiled=$folder
}

# Earlier compilations go, except the last one and those that a process still has open.
remove_old() {
  local folder
  for folder in "$temp"/build-*; do
    case $folder in
      "$compiled" | "$1") ;;
      *) is_in_use "$folder" || rm -rf "$folder" ;;
    esac
  done
}

is_in_use() {
  if [ -d /proc/self ]; then
    grep -qsF "$1/" /proc/[0-9]*/maps 9>&-
  else
    # Without /proc nobody can tell: a day is longer than any build.
    [ -n "$(find "$1" -maxdepth 0 -mtime -1)" ]
  fi
}

bootstrap() {
  local now previous
  check_path
  check_folders
  lock
  find_sdk || fetch_sdk
  sdk_dotnet=$dotnet
  read_stamp
  dotnet=$sdk_dotnet
  previous=$compiled
  settle_packages
  now=$(inputs)
  if ! is_compiled "$now"; then
    compile
    remove_old "$previous"
  fi
  # The inputs as they were before: what changed meanwhile is compiled next time.
  write_stamp "$now"
  unlock
}
