"""`python -m tests.faults SEED` tells one story; with `--count`, it says what many of them went through."""

import argparse
import gc
import sys
import time
from contextlib import nullcontext

from tests.faults.mutants import MUTANTS
from tests.faults.simulator import STEPS, play


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("seed", type=int)
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--mutant", choices=sorted(MUTANTS), help="a mistake made on purpose, in its own weather")
    asked = parser.parse_args()
    tell = (lambda text: sys.stdout.write(text + "\n")) if asked.count == 1 else None
    mutant = MUTANTS[asked.mutant] if asked.mutant else None
    began, worked = time.perf_counter(), time.process_time()
    acts = faults = restores = failures = 0
    gc.disable()  # as in the tests, and looked after by chunks
    for seed in range(asked.seed, asked.seed + asked.count):
        with mutant.made() if mutant else nullcontext():
            sim, wrong = play(seed, asked.steps, mutant.weather if mutant else None, tell)
        acts, faults, restores = acts + sim.acts, faults + sim.fate.faults, restores + sim.restores
        if wrong:
            failures += 1
            sys.stdout.write(f"seed {seed}: {wrong}\n")
            sys.stdout.flush()
        if seed % 100 == 0:
            gc.collect()
    took, worked = time.perf_counter() - began, time.process_time() - worked
    sys.stdout.write(
        f"{asked.count} schedules, {acts} acts, {faults} faults, {restores} restores, {failures} failures; "
        f"{asked.count / took * 60:.0f} schedules a minute, {worked / asked.count * 1000:.1f} ms of CPU each\n"
    )
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main())
