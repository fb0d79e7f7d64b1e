# Icumi: one definition of how it is built, run and tested, for people and for .ci/run alike.
# Everything here may be repeated: what is already there costs a look, not a build.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules --no-print-directory

# The Rust that builds both sides: found, or made, by the first target that needs it.
ifneq ($(filter-out help fmt fmt-check clean,$(or $(MAKECMDGOALS),help)),)
include target/toolchain.mk
endif

target/toolchain.mk: app/toolchain.sh
	@bash app/toolchain.sh

# Cargo has its own idea of how many things to do at once.
CARGO := env -u MAKEFLAGS -u MFLAGS cargo
LOCKED := $(if $(CI),--locked)
# rustfmt is the same in every toolchain, but not every toolchain has it.
FMT = $(if $(shell cargo +stable fmt --version 2>/dev/null),cargo +stable fmt,cargo fmt)
BROWSER := --target wasm32-unknown-unknown --no-default-features --features hydrate
say := printf '\033[1m==>\033[0m %s\n'

# `--examples` (there are none) makes cargo settle features with the tests' dependencies in view. Without it the tests
# would compile the database layer, the web framework and the application a second time.
SERVER := build $(LOCKED) -p server --bins --examples

.PHONY: help run build release bench bench-deadline bench-jury bench-ranking calibrate-ranking server site test test-rust test-evenings test-browser test-programs tools lint fmt fmt-check sizes watch clean

help:
	@echo 'make run      build everything, load the demo competition, serve it on http://127.0.0.1:3000'
	@echo 'make test     everything that the tests need, then all of them'
	@echo 'make build    the server (target/debug/icumi) and the site (target/site)'
	@echo 'make release  the same, optimised, to be installed (target/release/icumi)'
	@echo 'make bench    cost of the main pages, of saves and of a start, beside their budgets'
	@echo 'make bench-deadline  300 teams save and submit at once while the server is killed twice, on SQLite and PostgreSQL'
	@echo 'make bench-jury      200 jurors save scores while organisers look, with the same kills and databases'
	@echo 'make bench-ranking  time and memory of rankings and assignments, natively and in WebAssembly'
	@echo 'make calibrate-ranking  stated probabilities against simulated juries'
	@echo 'make site     only what the browser loads'
	@echo 'make lint     clippy for the server and for the browser, warnings are errors'
	@echo 'make fmt      format the Rust code'
	@echo 'make sizes    what a browser has to load, against its budget'
	@echo 'make watch    rebuild and reload while you edit (needs cargo-leptos)'
	@echo 'make clean    remove all that was built'
	@echo
	@echo 'The first build takes several minutes on two cores; the next ones only what has changed.'

run: build
	@exec target/debug/icumi demo

# The two sides keep two cores busy best when they are built beside each other: the last step of the browser side
# uses one core for a long time. Its output waits in target/site.log, so that the two do not mix on the screen.
define beside_site
@$(MAKE) site >target/site.log 2>&1 & site=$$!; \
trap 'kill $$site 2>/dev/null || true' EXIT; \
$(1); \
if kill -0 $$site 2>/dev/null; then $(say) 'Still building the browser side (see target/site.log) ...'; fi; \
wait $$site || { cat target/site.log; exit 1; }
endef

build: tools
	@[ -e target/debug/icumi ] || $(say) 'Building the server and the browser side. The first time this takes several minutes.'
	$(call beside_site,$(CARGO) $(SERVER))

release: tools
	@[ -e target/release/icumi ] || $(say) 'Building the optimised server and the browser side. The first time this takes many minutes.'
	$(call beside_site,$(CARGO) build $(LOCKED) --release -p server --bins)

bench: release
	@node server/bench/run.mjs $(BENCH) # make bench BENCH='--requests 500 --json target/bench.json'

bench-deadline bench-jury: bench-%: release test-programs
	@node server/bench/$*.mjs
	@$(POSTGRES) sh -c 'node server/bench/$*.mjs --database "$$ICUMI_TEST_POSTGRES"'

# First rankings, then assignments.
SPEED := --release -p ranking --example speed --example assignment_speed
bench-ranking:
	@$(CARGO) build $(LOCKED) $(SPEED)
	@$(CARGO) build $(LOCKED) $(SPEED) --target wasm32-unknown-unknown
	@for program in speed assignment_speed; do \
		target/release/examples/$$program || exit 1; \
		node app/ranking/examples/wasm/run.mjs target/wasm32-unknown-unknown/release/examples/$$program.wasm || exit 1; \
	done

# Half a minute; fails where a figure leaves its bounds.
calibrate-ranking:
	@$(CARGO) run $(LOCKED) --release -p ranking --example calibration

server:
	@$(CARGO) $(SERVER)

site: tools target/bindgen/debug/bindgen
	@$(CARGO) build $(LOCKED) -p app --lib --profile wasm-release $(BROWSER)
	@node app/site.mjs

# npm's tools: wasm-opt, terser and the style's compiler for the site, Playwright for the tests.
tools: end2end/node_modules/.package-lock.json

end2end/node_modules/.package-lock.json: end2end/package.json end2end/package-lock.json end2end/.npmrc
	@command -v npm >/dev/null || .ci/packages 'Node.js' nodejs npm
	@node -e 'process.exit(process.versions.node.split(".")[0] >= 20 ? 0 : 1)' || \
		{ echo "Stopped: Node.js 20 or newer is needed (https://nodejs.org), here is $$(node --version)." >&2; exit 1; }
	@$(say) 'Installing the tools from npm (wasm-opt, terser, lightningcss, Playwright) ...'
	@cd end2end && npm ci --loglevel=error
	@touch $@

target/bindgen/debug/bindgen: app/bindgen/Cargo.toml app/bindgen/Cargo.lock app/bindgen/src/main.rs
	@$(say) 'Building wasm-bindgen (once) ...'
	@$(CARGO) build --locked --quiet --manifest-path app/bindgen/Cargo.toml --target-dir target/bindgen
	@touch $@

test: tools test-programs
	@[ -e target/debug/icumi ] || $(say) 'Building the server, the browser side and the tests. The first time this takes many minutes.'
	$(call beside_site,$(CARGO) $(SERVER); $(MAKE) test-rust)
	@$(MAKE) test-evenings
	@$(MAKE) test-browser

# One PostgreSQL for all test processes; each test has a database of its own in it.
POSTGRES := server/store/tests/postgres.sh run

# Tests wait for their databases more than they compute.
WAITING := --test-threads $(shell echo $$((2 * $$(getconf _NPROCESSORS_ONLN))))

test-rust:
	@if cargo nextest --version >/dev/null 2>&1; \
	then $(POSTGRES) $(CARGO) nextest run $(LOCKED) --workspace $(WAITING) $(if $(CI),--no-fail-fast); $(CARGO) test $(LOCKED) --workspace --exclude app --exclude server --doc --quiet; \
	else $(POSTGRES) $(CARGO) test $(LOCKED) --workspace; fi

test-browser:
	@cd end2end && node_modules/.bin/playwright test

# Short evenings of few people on the binary that was tested: what is acknowledged has to survive two kills. How long it takes
# is not looked at.
test-evenings:
	@export ICUMI_BINARY=target/debug/icumi; \
	node server/bench/deadline.mjs --teams 10 --seconds 9 --p99 60000; \
	node server/bench/jury.mjs --jurors 10 --seconds 9 --p99 60000

test-programs:
	@command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || \
		.ci/packages 'PostgreSQL (the tests start one of their own)' postgresql
	@[ -n "$${CHROMIUM:-}" ] || [ -x /usr/bin/chromium ] || .ci/packages 'a browser for the tests (or set CHROMIUM to one)' chromium

lint:
	@$(say) 'Clippy: server, tests and all crates'
	@$(CARGO) clippy $(LOCKED) --workspace --all-targets -- -D warnings
	@$(say) 'Clippy: the browser side'
	@$(CARGO) clippy $(LOCKED) -p app --lib $(BROWSER) -- -D warnings

fmt:
	@$(FMT) --all
	@$(FMT) --manifest-path app/bindgen/Cargo.toml

fmt-check:
	@$(FMT) --all --check
	@$(FMT) --manifest-path app/bindgen/Cargo.toml --check

sizes: site
	@node app/sizes.mjs

watch:
	@cargo leptos --version >/dev/null 2>&1 || \
		{ echo 'Stopped: cargo-leptos is not here: `cargo install cargo-leptos`. Without it: edit, then `make run` again.' >&2; exit 1; }
	@cargo leptos watch -- demo

clean:
	@rm -rf target end2end/node_modules end2end/test-results
