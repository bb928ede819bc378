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
