package cmd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"cuibono/loader"
	"cuibono/loader/article"
)

// inputs gives what the arguments of load name: files and folders, URLs, standard input. Skipped counts
// the files of folders that are neither texts nor quads by their names.
func (a *app) inputs(args []string) (inputs []loader.Input, skipped int, err error) {
	standard := false
	for _, arg := range args {
		switch {
		case arg == article.Stdin && standard:
			return nil, 0, usage("cuibono load -", "cuibono load: standard input is named twice")
		case arg == article.Stdin:
			standard = true
			inputs = append(inputs, loader.Stream(article.Stdin, a.in))
		case isURL(arg):
			inputs = append(inputs, a.fetched(arg))
		default:
			found, left := loader.Walk([]string{arg})
			inputs, skipped = append(inputs, found...), skipped+left
		}
	}
	return inputs, skipped, nil
}

// isURL tells an address of the web from a path.
func isURL(arg string) bool {
	u, err := url.Parse(arg)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

// fetched is an input that is fetched when it is its turn. It is the only request that leaves the
// machine, and only for a URL that the user named.
func (a *app) fetched(address string) loader.Input {
	return loader.Input{Source: address, Open: func() (io.ReadCloser, error) {
		a.detail("fetching %s", address)
		return fetch(a.ctx, address, a.conf.duration("load.timeout"))
	}}
}

// fetch opens what stands at an address.
func fetch(ctx context.Context, address string, timeout time.Duration) (io.ReadCloser, error) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		cancel()
		return nil, err
	}
	request.Header.Set("User-Agent", "cuibono/"+version)
	request.Header.Set("Accept", "text/html, text/plain, text/markdown, application/n-quads, application/ld+json;q=0.9, */*;q=0.5")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		cancel()
		var u *url.Error
		if errors.As(err, &u) {
			err = u.Err // the address is named already
		}
		return nil, fmt.Errorf("fetch: %w", err)
	}
	if response.StatusCode != http.StatusOK {
		cancel()
		response.Body.Close()
		return nil, fmt.Errorf("fetch: the server answers %s", strings.TrimSpace(response.Status))
	}
	return body{response.Body, cancel}, nil
}

// body is what a server sends, with the deadline of the request.
type body struct {
	io.ReadCloser
	cancel context.CancelFunc
}

func (b body) Close() error {
	defer b.cancel()
	return b.ReadCloser.Close()
}
