# What a user or a contributor runs. Every target sets up what it needs.

GO          ?= go
BIN         := $(CURDIR)/bin
LINT_VERSION := v2.15.0
VULN_VERSION := v1.9.0
LINT        := $(BIN)/golangci-lint-$(LINT_VERSION)
VULN        := $(BIN)/govulncheck-$(VULN_VERSION)
FUZZTIME    ?= 20s
SOAK        ?= 10m
# Whose quickstart make run takes: Fiber v2's or Fiber v3's.
FIBER       ?= 2
FIBER_2     := .
FIBER_3     := fiberv3
# The modules besides the root: what they need stays out of its go.mod.
SUBMODULES  := $(patsubst %/go.mod,%,$(shell git ls-files '*/go.mod'))

.DEFAULT_GOAL := help
.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: run
run: ## Run the quickstart on port 8080 (PORT=…), on Fiber v2 (FIBER=3); without keys it has a Clerk built in
	@$(GO) build -C $(or $(FIBER_$(FIBER)),$(error FIBER is 2 or 3)) -o $(BIN)/quickstart-$(FIBER) ./quickstart
	@exec $(BIN)/quickstart-$(FIBER)

.PHONY: example
example: ## Run one of examples/: NAME=pages, or NAME=fiberv3/pages (ARGS=… for it); without keys it has a Clerk built in
	@[ -e "examples/$(NAME)/main.go" ] || { echo 'NAME is one of:' $(patsubst examples/%/main.go,%,$(wildcard examples/*/main.go examples/fiberv3/*/main.go)); exit 1; }
	@cd examples/$(dir $(NAME)) && exec $(GO) run ./$(notdir $(NAME)) $(ARGS)

.PHONY: test
test: ## Run all tests of the root module with the race detector, in random order
	$(GO) test -race -shuffle=on ./...

.PHONY: budgets
budgets: ## Hold what a request may allocate and what a cached token may take, which the race detector hides
	$(GO) test -count=1 -v -run Conformance/Budget .
	cd fiberv3 && $(GO) test -count=1 -v -run Conformance/Budget .
	$(GO) test -count=1 -v -run Budget ./internal/token ./backendapi

.PHONY: submodules
submodules: ## Run the tests of the modules beside the root
	@set -e; for module in $(SUBMODULES); do echo "== $$module"; (cd $$module && $(GO) test ./...); done

.PHONY: spec
spec: ## Hold backendapi against Clerk's OpenAPI description (CLERK_OPENAPI_SPEC=file)
	cd backendapi/spectest && $(GO) test -count=1 ./...

.PHONY: lint
lint: $(LINT) ## Run the linters, which also hold the import directions
	@failed=0; for module in . $(SUBMODULES); do echo "== $$module"; (cd $$module && $(LINT) run) || failed=1; done; exit $$failed

.PHONY: linter
linter: $(LINT) ## Build the linters, which lint does too

.PHONY: format
format: $(LINT) ## Format all Go files
	@set -e; for module in . $(SUBMODULES); do (cd $$module && $(LINT) fmt); done

.PHONY: race
race: ## Run the tests three times with the race detector, four threads at a time
	$(GO) test -race -shuffle=on -count=3 -cpu=4 ./...

.PHONY: cover
cover: ## Measure which lines the tests reach; writes coverage.html
	$(GO) test -coverpkg=./... -coverprofile=coverage.out ./...
	@$(GO) tool cover -func=coverage.out | tail -1
	@$(GO) tool cover -html=coverage.out -o coverage.html

.PHONY: fuzz
fuzz: ## Run every fuzz target for FUZZTIME (20s)
	@set -e; for file in $$(git ls-files '*_test.go' | xargs grep -l '^func Fuzz'); do \
		for target in $$(sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\).*/\1/p' $$file); do \
			echo "== $$(dirname $$file) $$target"; \
			(cd $$(dirname $$file) && $(GO) test -run='^$$' -fuzz="^$$target\$$" -fuzztime=$(FUZZTIME) -fuzzminimizetime=100x .); \
		done; \
	done

.PHONY: clerk-clients
clerk-clients: ## Run Clerk's own JavaScript clients, and applications of them, against clerktest (needs Node)
	@clerktest/npm/check.sh

.PHONY: parity
parity: ## Record anew what @clerk/fastify answers, and fail on a difference (needs Node)
	@parity/check.sh

.PHONY: parity-record
parity-record: ## Record what @clerk/fastify answers and show what changed (needs Node)
	@parity/record.sh

.PHONY: upstream
upstream: ## Say whether npm has newer Clerk packages than the pinned ones, and what they change (needs Node)
	@parity/upstream.sh

.PHONY: bench
bench: ## Measure the plugin beside its peers, in process and under load (needs Node and wrk)
	@bench/run.sh

.PHONY: soak
soak: ## Keep an application busy for SOAK (10m) and plot what it takes: soak.svg
	$(GO) run ./test/soak -for $(SOAK) -plot soak.svg

.PHONY: browser
browser: ## Test the quickstart (FIBER=3: on Fiber v3) in headless Chromium, with Clerk's own components too
	@FIBER=$(FIBER) test/browser/run.sh

.PHONY: deploy
deploy: ## Test prefork, and many instances behind nginx and Caddy with Redis
	@test/deploy/run.sh

.PHONY: screenshots
screenshots: ## Make the pictures in docs/screenshots anew
	@test/browser/screenshots.sh

.PHONY: release
release: ## Tag VERSION (v0.1.0) of every published module, after all that must hold of a release
	@tools/release.sh $(VERSION)

.PHONY: tidy
tidy: ## Tidy go.mod and go.sum of every module
	@set -e; for module in . $(SUBMODULES); do (cd $$module && $(GO) mod tidy); done

.PHONY: check
check: ## Run what must hold before a commit: tidy modules, vet, lint, tests
	@set -e; for module in . $(SUBMODULES); do echo "== tidy $$module"; (cd $$module && $(GO) mod tidy -diff); done
	$(GO) vet ./...
	@$(MAKE) --no-print-directory lint test budgets submodules

.PHONY: vuln
vuln: $(VULN) ## Look for known vulnerabilities in what is used (needs network)
	$(VULN) ./...

$(LINT):
	GOBIN=$(BIN) $(GO) install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(LINT_VERSION)
	@mv $(BIN)/golangci-lint $@

$(VULN):
	GOBIN=$(BIN) $(GO) install golang.org/x/vuln/cmd/govulncheck@$(VULN_VERSION)
	@mv $(BIN)/govulncheck $@
