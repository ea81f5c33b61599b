#!/usr/bin/env bash
# What generated code costs to compile, and how large programs with it are: ours, and that of other generators.
#
#   benches/build.sh [OPTION..] [DIR]
#
# DIR holds OpenAPI documents in JSON; without it, synthetic ones of the usual sizes are made. The pinned document is
# always among them. `benches/build.sh --help` tells the options: arms and documents to choose from, since all of it
# takes hours. Needs python3. The other generators are installed from the registry, in the versions that arms.py names.
set -euo pipefail
exec python3 "$(dirname "$0")/build" "$@"
