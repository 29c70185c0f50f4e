#!/bin/sh
# The part of the official image's contract that Compose files use: POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_DB,
# POSTGRES_HOST_AUTH_METHOD, PGDATA. The cluster is made at the first start, in an empty data folder.
set -eu

case "${1:-postgres}" in
  -*) set -- postgres "$@" ;;
esac

user=${POSTGRES_USER:-postgres}
database=${POSTGRES_DB:-$user}
method=${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}
unfinished=$PGDATA/.unfinished

make_cluster() {
  if [ -z "${POSTGRES_PASSWORD:-}" ] && [ "$method" != trust ]; then
    echo "Error: no superuser password: set POSTGRES_PASSWORD (or POSTGRES_HOST_AUTH_METHOD=trust to allow all)." >&2
    exit 1
  fi

  mkdir -p "$PGDATA"
  chmod 700 "$PGDATA"
  # An earlier start was cut off while making it.
  rm -rf "$PGDATA"/* "$unfinished"

  secret=$(umask 077 && mktemp)
  printf '%s\n' "${POSTGRES_PASSWORD:-unused}" >"$secret"
  initdb --pgdata="$PGDATA/new" --username="$user" --pwfile="$secret" \
    --auth-local=trust --auth-host="$method" --encoding=UTF8 --locale=C.UTF-8 --no-sync >/dev/null
  rm -f "$secret"

  : >"$unfinished"
  mv "$PGDATA"/new/* "$PGDATA"
  rmdir "$PGDATA/new"
  echo "host all all all $method" >>"$PGDATA/pg_hba.conf"
  echo "listen_addresses = '*'" >>"$PGDATA/postgresql.conf"
  if [ "$database" != postgres ]; then
    # Quoted as an identifier: a double quote in the name is doubled.
    quoted=$(printf '%s' "$database" | sed 's/"/""/g')
    echo "CREATE DATABASE \"$quoted\"" | postgres --single -D "$PGDATA" postgres >/dev/null
  fi
  rm -f "$unfinished"
  echo "PostgreSQL: new cluster for user $user, database $database."
}

if [ "${1:-postgres}" = postgres ] && { [ ! -s "$PGDATA/PG_VERSION" ] || [ -e "$unfinished" ]; }; then
  make_cluster
fi

exec "$@"
