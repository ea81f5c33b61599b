#!/usr/bin/env bash
# Instructions of each call and each model: by hand, and ours. Noise does not affect them.
#
#   benches/overhead.sh [--times]
#
# Needs valgrind. --times also measures time, allocations and memory: `cargo bench -p osparc-benches`.
set -euo pipefail

case ${1:-} in
    '' | --times) ;;
    *) sed -n '2,6s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
cd "$(dirname "$0")/.."
command -v valgrind >/dev/null || { echo "valgrind is not installed" >&2; exit 1; }
program=$(cargo bench --quiet --package osparc-benches --no-run --message-format json |
    sed -n 's/.*"name":"overhead".*"executable":"\([^"]*\)".*/\1/p' | tail -n 1)

# Instructions of a run.
run() { valgrind --tool=callgrind --callgrind-out-file=/dev/null "$program" "$@" 2>&1 | sed -n 's/.*Collected : //p'; }

# Instructions of one call or model: the difference of two runs, so that start-up is left out.
each() {
    local few many
    few=$(run "$@" 50)
    many=$(run "$@" 250)
    echo $(((many - few) / 200))
}

row() { awk -v title="$1" -v hand="$2" -v again="$3" -v ours="$4" 'BEGIN {
    printf "%-20s %12d %12d %12d %9.2f\n", title, hand, again, ours, ours / hand }'; }

printf '%-20s %12s %12s %12s %9s\n' instructions 'by hand' again ours ratio
case_number=0
for name in 'GET 0.3 KB' 'GET 4 KB' 'GET 50 KB' 'POST 4 KB'; do
    row "$name" "$(each call 0 $case_number)" "$(each call 1 $case_number)" "$(each call 2 $case_number)"
    case_number=$((case_number + 1))
done
for body in 'page 0.3 KB' 'page 4 KB' 'page 50 KB' 'status 0.2 KB' 'unions 4 KB' 'free 4 KB'; do
    for direction in read write; do
        name="$direction $body"
        row "$name" "$(each model "$name" 0)" "$(each model "$name" 1)" "$(each model "$name" 2)"
    done
done
if [ "${1:-}" = --times ]; then "$program"; fi
