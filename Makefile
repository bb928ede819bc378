# Convenience for people; scripts/test is what the README and continuous integration call.
.PHONY: build demo test lint bench bench-peers

build: ## the binary, in ./bin
	go build -o bin/cuibono ./cmd/cuibono

demo: ## load the samples, answer, serve the console
	go run ./cmd/cuibono demo

test: ## everything, installing what the tests need
	scripts/test

lint: ## format, vet, staticcheck
	test -z "$$(gofmt -l .)"
	go vet ./...
	go run honnef.co/go/tools/cmd/staticcheck@v0.8.2 ./...

bench: ## Go benchmarks of the store; compare two runs with benchstat
	go test -run '^$$' -bench . -benchmem ./store/...

PYTHON ?= python3
bench-peers: ## the store beside Cayley's LevelDB and Bolt, and Oxigraph (pip install pyoxigraph)
	go run ./store/bench -python $(PYTHON)
	go run ./store/bench -claims 10000000
