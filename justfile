# Shortcuts; each is a command that also works without just. `just --list` shows them.

# Build this repository's portal into output/
build:
    cargo run --release -- build

# Check the portal and every link of its site; write nothing
check:
    cargo run --release -- check --strict

# Build the manual into docs/output/
manual:
    cargo run -- build --root docs

# Install what the tests need, and run them all
test:
    scripts/test

# Format the code
fmt:
    cargo fmt

# Lint; warnings are errors
lint:
    cargo fmt --check
    cargo clippy --all-targets -- -D warnings

# Write new expectations into tests and golden files; read the difference before committing
accept:
    UPDATE_EXPECT=1 cargo test

# Measure builds of a large generated portal
bench:
    bench/run
