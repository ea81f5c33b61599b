#!/usr/bin/env bash
# Compile times of generated code and sizes of programs with it: ours, and that of other generators.
#
#   benches/build.sh [OPTION..] [DIR]
#
# DIR holds OpenAPI documents in JSON; without it, synthetic ones of the usual sizes are made. The pinned document is
# always among them. `benches/build.sh --help` lists the options, with which you choose arms and documents: all of them
# take hours. Needs python3. The other generators are installed from the registry, in the versions that arms.py names.
set -euo pipefail
exec python3 "$(dirname "$0")/build" "$@"
