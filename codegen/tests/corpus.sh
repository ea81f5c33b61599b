#!/usr/bin/env bash
# Generates a crate from every document of a folder, compiles it, and prints a table.
#
#   codegen/tests/corpus.sh [--clippy] [--doc] [--round-trip] [--keep] DIR [PATTERN]
#
# The generator is built with optimisations, as an installed one is; seconds are wall time, MB the peak of its memory.
# DIR holds OpenAPI documents (.json, .yaml, .yml); PATTERN picks some by name, as in 'osparc-*'.
# --clippy also runs clippy's pedantic lints, --doc also builds the documentation with warnings denied and runs the
# doctests; --round-trip also sends instances of every schema through the crate's types: schemas, instances, equal,
# explained (by the report), unexplained, schemas that nothing valid was drawn from, examples, examples that are not valid.
# --keep leaves the crates and says where. The exit status is 1 if anything that was generated does not compile, with
# --doc has no clean documentation, or with --round-trip has a difference that is not explained. Warnings are shown in
# the table, their texts in the logs that --keep leaves.
set -euo pipefail

usage() { sed -n '2,14s/^# \{0,1\}//p' "$0" >&2; exit 2; }

clippy=no doc=no trips=no keep=no
while [ $# -gt 0 ]; do
    case $1 in
        --clippy) clippy=yes ;;
        --doc) doc=yes ;;
        --round-trip) trips=yes ;;
        --keep) keep=yes ;;
        -*) usage ;;
        *) break ;;
    esac
    shift
done
[ $# -ge 1 ] && [ -d "$1" ] || usage
documents=$(cd "$1" && pwd)
pattern=${2:-*}
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
clean() { if [ "$keep" = yes ]; then echo "crates and logs: $work" >&2; else rm -rf "$work"; fi; }
trap clean EXIT

build=$(cd "$root" && cargo metadata --no-deps --format-version 1 | sed 's/.*"target_directory":"\([^"]*\)".*/\1/')
(cd "$root" && cargo build --quiet --release --package osparc-codegen)
generator=$build/release/osparc-codegen
if [ "$trips" = yes ]; then (cd "$root" && cargo build --quiet --release --package osparc-round-trip); fi
traveller=$build/release/osparc-round-trip
# The crates share one target folder, so that the runtime is compiled once.
export CARGO_TARGET_DIR=$work/target

# Runs a command; its output goes to a log, its seconds and the peak of its memory in MB to $seconds and $memory.
measure() {
    local log=$1 status=0
    shift
    if /usr/bin/time -f '' true 2>/dev/null; then
        /usr/bin/time -q -o "$work/time" -f '%e %M' "$@" >"$log" 2>&1 || status=$?
    else
        python3 - "$work/time" "$@" >"$log" 2>&1 <<'PYTHON' || status=$?
import resource, subprocess, sys, time
begin = time.time()
status = subprocess.run(sys.argv[2:]).returncode
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
with open(sys.argv[1], "w") as file:
    print(f"{time.time() - begin:.2f} {peak // (1024 if sys.platform == 'darwin' else 1)}", file=file)
sys.exit(status)
PYTHON
    fi
    read -r seconds memory <"$work/time"
    memory=$((memory / 1024))
    return $status
}

# How often a pattern is in a file.
count() { grep -cE "$1" "$2" || true; }

compile() {
    local crate=$1
    cp "$root/Cargo.lock" "$crate/Cargo.lock"
    if ! (cd "$crate" && measure "$crate.check.log" cargo check --no-default-features --message-format short); then
        echo no
        return
    fi
    local found
    found=$(count ': warning' "$crate.check.log")
    if [ "$found" -eq 0 ]; then echo yes; else echo "$found warnings"; fi
}

extras() {
    local crate=$1 found
    if [ "$clippy" = yes ]; then
        (cd "$crate" && cargo clippy --no-default-features --message-format short -- -W clippy::pedantic) \
            >"$crate.clippy.log" 2>&1 || true
        found=$(count '^src/.*: (warning|error)' "$crate.clippy.log")
        printf '  clippy %s' "$found"
    fi
    if [ "$doc" = yes ]; then
        if (cd "$crate" && RUSTDOCFLAGS='-D warnings' cargo doc --quiet --no-default-features --no-deps &&
            cargo test --quiet --no-default-features --doc) >"$crate.doc.log" 2>&1; then
            found=$(sed -n 's/^running \([0-9]*\) tests\{0,1\}$/\1/p' "$crate.doc.log" | head -n 1)
            printf '  doc yes, %s doctests' "${found:-0}"
        else
            printf '  doc NO'
            documented=no
        fi
    fi
    if [ "$trips" = yes ]; then travel "$crate" "$2" "$3"; fi
}

# Sends instances of a document through its crate; the totals are added up.
travel() {
    local crate=$1 document=$2 module=${3//-/_} tally
    mkdir -p "$crate/examples"
    if ! { "$traveller" program "$document" "$module" >"$crate/examples/round_trip.rs" &&
        (cd "$crate" && cargo build --quiet --no-default-features --example round_trip); } 2>"$crate.trip.build.log"; then
        printf '  round trip does not compile'
        travelled=no
        return
    fi
    "$traveller" run "$document" "$CARGO_TARGET_DIR/debug/examples/round_trip" >"$crate.trip.log" 2>&1 || travelled=no
    read -r -a tally <"$crate.trip.log"
    printf '  round trip %s' "${tally[*]}"
    for column in "${!tally[@]}"; do
        totals[column]=$((${totals[column]:-0} + ${tally[column]}))
    done
}

printf '%-36s %-9s %-12s %8s %8s %6s %8s %8s\n' document generated compiled gen/s check/s MB lines degraded
total=0 generated=0 compiled=0 failed=0 documented=yes travelled=yes totals=()
for document in "$documents"/*; do
    case $document in *.json | *.yaml | *.yml) ;; *) continue ;; esac
    name=$(basename "$document")
    name=${name%.*}
    # shellcheck disable=SC2254
    case $name in $pattern) ;; *) continue ;; esac
    total=$((total + 1))
    crate=$work/$name
    package=corpus-$(printf '%s' "$name" | tr -c 'A-Za-z0-9' '-')
    status=0
    measure "$crate.generate.log" "$generator" crate "$document" --out "$crate" --name "$package" \
        --runtime-path "$root/runtime" || status=$?
    degraded=$(count '^warning\[degraded-' "$crate.generate.log")
    if [ "$status" -ne 0 ]; then
        # 1 is a refusal; anything else is a crash.
        what=refused
        if [ "$status" -ne 1 ]; then what=CRASHED failed=$((failed + 1)); fi
        printf '%-36s %-9s %-12s %8s %8s %6s %8s %8s\n' "$name" $what - "$seconds" - "$memory" - "$degraded"
        grep -A 2 '^error' "$crate.generate.log" | head -n 12 | sed 's/^/    /' || true
        continue
    fi
    generated=$((generated + 1))
    generating=$seconds peak=$memory
    lines=$(cat "$crate"/src/*.rs | wc -l)
    result=$(compile "$crate")
    read -r seconds _ <"$work/time"
    case $result in
        no) failed=$((failed + 1)) ;;
        yes) compiled=$((compiled + 1)) ;;
    esac
    printf '%-36s %-9s %-12s %8s %8s %6s %8s %8s' "$name" yes "$result" "$generating" "$seconds" "$peak" \
        "$lines" "$degraded"
    if [ "$result" != no ]; then extras "$crate" "$document" "$package"; fi
    printf '\n'
    if [ -f "$crate.trip.log" ]; then sed -n '/^    \(unexplained\|undrawn\)/p' "$crate.trip.log" | cut -c 1-200 | head -n 12; fi
    if [ "$result" = no ]; then grep -E ': error' "$crate.check.log" | head -n 8 | sed 's/^/    /' || true; fi
done
echo "$total documents: $generated generated, $compiled compiled without a warning, $failed failed"
if [ "$trips" = yes ]; then echo "round trip: ${totals[*]}"; fi
[ "$failed" -eq 0 ] && [ "$documented" = yes ] && [ "$travelled" = yes ]
