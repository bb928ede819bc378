"""Loads N-Quads into Oxigraph on disk, or asks it questions, and prints what it measured as JSON."""

import json
import os
import sys
import time

import pyoxigraph


def disk(path):
    return sum(os.path.getsize(os.path.join(d, f)) for d, _, files in os.walk(path) for f in files)


def main():
    task, data, path = sys.argv[1:4]
    start = time.perf_counter()
    store = pyoxigraph.Store(path)
    if task == "load":
        store.bulk_load(path=data, format=pyoxigraph.RdfFormat.N_QUADS)
        store.flush()
        seconds = time.perf_counter() - start
        print(json.dumps({"seconds": seconds, "quads": len(store), "disk": disk(path)}))
        return
    times, rows = {}, {}
    with open(data, encoding="utf-8") as f:
        questions = json.load(f)
    for name, text in sorted(questions.items()):
        taken = []
        begin = time.perf_counter()
        while len(taken) < 3 or (time.perf_counter() - begin < 1 and len(taken) < 200):
            t = time.perf_counter()
            rows[name] = len(list(store.query(text)))
            taken.append(1000 * (time.perf_counter() - t))
        times[name] = sorted(taken[1:])[len(taken[1:]) // 2]
    print(json.dumps({"times": times, "rows": rows}))


main()
