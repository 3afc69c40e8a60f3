"""Prints the cells of run.sh: rounds side by side, and the ratios that matter."""
import collections
import json
import statistics
import sys

RATIOS = [
    ("intake", "echo", 0.30),
    ("intake", "intake-single", 3.5),
    ("intake", "postgres", 1.5),
    ("call", "echo", 0.30),
    ("call", "call-single", 3.5),
    ("get-case", "echo", None),
]

cells = collections.defaultdict(list)
for line in open(sys.argv[1], encoding="utf-8"):
    name, figures = line.split(" ", 1)
    cells[name].append(json.loads(figures))
print(f"{'cell':14s} {'calls a second, by round':36s} p50 ms   p99 ms  server µs a call")
for name, rounds in cells.items():
    rates = "  ".join(f"{r['rps']:9.0f}" for r in rounds)
    p50 = statistics.median(r.get("p50_ms", float("nan")) for r in rounds)
    p99 = statistics.median(r.get("p99_ms", float("nan")) for r in rounds)
    # Where nobody counted it: NaN.
    cpu = statistics.median(r.get("server_us", float("nan")) / r.get("sent", 1) for r in rounds)
    print(f"{name:14s} {rates:36s} {p50:6.2f}  {p99:7.2f}  {cpu:7.1f}")
print()
for above, below, wanted in RATIOS:
    if above not in cells or below not in cells:
        continue
    pairs = [a["rps"] / b["rps"] for a, b in zip(cells[above], cells[below])]
    goal = f"   wanted {wanted}" if wanted else ""
    print(f"{above} / {below}: {min(pairs):.2f} .. {max(pairs):.2f}, "
          f"median {statistics.median(pairs):.2f}{goal}")
