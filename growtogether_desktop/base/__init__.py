"""What every storey stands on: errors, signals, words, threads. No idea of mentoring, Qt or SQL."""
