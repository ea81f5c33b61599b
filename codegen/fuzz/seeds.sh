#!/usr/bin/env bash
# Makes the corpus that fuzzing begins with, from the generator's fixtures and rejected documents, and a dictionary of keywords.
#
#   codegen/fuzz/seeds.sh
#   cd codegen && cargo +nightly fuzz run generate -- -dict=fuzz/openapi.dict -max_len=20000
set -euo pipefail
cd "$(dirname "$0")"
mkdir -p corpus/generate
for document in ../tests/{fixtures/*,rejected}/*/openapi.{json,yaml}; do
    [ -f "$document" ] || continue
    name=$(basename "$(dirname "$document")")
    # The first byte says which of the two languages the text is in.
    case $document in *.yaml) format=y ;; *) format=j ;; esac
    { printf '%s' "$format"; cat "$document"; } >"corpus/generate/$name"
done
# Every key that a fixture has: what stands in quotes before a colon.
cat ../tests/fixtures/*/*/openapi.json | grep -oE '"[A-Za-z$x-]+" *:' | tr -d ' :' | sort -u >openapi.dict
echo "$(find corpus/generate -type f | wc -l) documents, $(wc -l <openapi.dict) words"
