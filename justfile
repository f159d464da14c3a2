# What one does here most. Without `just`, the lines below are the commands.

# List the recipes.
default:
    @just --list

# The desk on a sample journal; nothing of it stays.
demo *args:
    cargo run --release -- demo {{args}}

# The desk on your own journal, or any command: `just run pair list`.
run *args:
    cargo run --release -- {{args}}

test *args:
    cargo test {{args}}

# Every test with its long number of cases, and the time of each test binary; hours. See docs/reliability.md.
long *args:
    .ci/long {{args}}

lint:
    cargo clippy --all-targets -- -D warnings

fmt:
    cargo fmt

# Write the generated tables of the Markdown files again (keys, markers, imports).
docs:
    TOMONI_UPDATE_DOCS=1 cargo test --test docs_in_sync

bench:
    cargo bench

# Licences, advisories and sources of the dependencies (needs cargo-deny).
deny:
    cargo deny check

# The desk on the day of the pictures in docs/pictures; take them in a terminal of 120 columns and 36 rows.
pictures lang="en":
    TOMONI_NOW=2026-11-21T10:00:00+09:00 TOMONI_LANG={{lang}} cargo run --release -- demo

# Everything that has to hold, as on the server.
ci:
    .ci/run
