#!/bin/sh
# As the official image: options or a configuration file alone mean redis-server, which listens on all interfaces.
set -eu

case "${1:-redis-server}" in
  -* | *.conf) set -- redis-server "$@" ;;
esac

if [ "${1:-redis-server}" = redis-server ]; then
  case "$*" in
    *protected-mode*) ;;
    # The container's network is the boundary; protected mode would refuse every other container.
    *) set -- "$@" --protected-mode no ;;
  esac
fi

exec "$@"
