package server_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
)

// Readers on every path beside a writer: each answer is that of some state between two writes.
func TestConcurrentRequests(t *testing.T) {
	o := openNews(t)
	o.Concurrency = 8
	base := start(t, o)
	post := func(path, body string) (string, error) {
		res, err := http.Post(base+path, "text/plain", strings.NewReader(body))
		if err != nil {
			return "", err
		}
		defer res.Body.Close()
		data, err := io.ReadAll(res.Body)
		if err == nil && res.StatusCode != http.StatusOK {
			err = fmt.Errorf("%s: %d %s", path, res.StatusCode, data)
		}
		return string(data), err
	}
	var wg sync.WaitGroup
	work := func(n int, f func(i int) error) {
		wg.Go(func() {
			for i := range n {
				if err := f(i); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	const rounds = 15
	work(rounds, func(i int) error {
		// Two quads go in together, so that a reader sees both or none.
		_, err := post("/api/v2/write", fmt.Sprintf("<pair%d> <left> <x> .\n<pair%d> <right> <x> .\n", i, i))
		return err
	})
	work(rounds, func(int) error {
		got, err := post("/api/v2/read", "")
		if left, right := strings.Count(got, "<left>"), strings.Count(got, "<right>"); err == nil && left != right {
			err = fmt.Errorf("%d left, %d right", left, right)
		}
		return err
	})
	work(rounds, func(int) error {
		got, err := post("/api/v2/query?lang=gizmo", hop)
		if err == nil && got != `{"result":[{"id":"<Sundial>"}]}` {
			err = fmt.Errorf("%s", got)
		}
		return err
	})
	work(rounds, func(int) error { _, err := post("/api/v1/shape/gizmo", hop); return err })
	work(rounds, func(int) error {
		res, err := http.Get(base + "/ask/who-funds?target=Valmeyrac")
		if err != nil {
			return err
		}
		defer res.Body.Close()
		data, err := io.ReadAll(res.Body)
		if err == nil && !strings.Contains(string(data), "Lorimont") {
			err = fmt.Errorf("%d %s", res.StatusCode, data)
		}
		return err
	})
	wg.Wait()
}
