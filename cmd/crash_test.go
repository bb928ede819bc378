package cmd_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// articleText makes the i-th of a series of invented articles. Names repeat between articles, so that
// they share entities.
func articleText(i int) string {
	name := func(k int) string {
		stems := []string{"Quil", "Ver", "Trin", "Solm", "Bren", "Kest", "Larr", "Ard", "Velm", "Osk"}
		ends := []string{"lon", "dane", "ova", "arra", "tec", "rel", "owby", "or"}
		return stems[k%len(stems)] + ends[k/len(stems)%len(ends)]
	}
	a, b, c := name(i), name(i*7+3), name(i*3+11)
	return fmt.Sprintf(`---
title: %[1]s and %[2]s, part %[4]d
date: 2025-%02[5]d-%02[6]d
lang: en
publisher: The Larrowby Courier
---
%[1]s Corp. has invested %[4]d million dollars in %[2]s Inc. this year. The company raised %[7]d million euros in March.

Ada Merrow, chief executive of %[2]s Inc., said that %[3]s Partners would acquire the rest. "%[1]s Corp. is building a
plant in Larrowby," she added. %[3]s Partners holds a %[8]d%% stake in %[1]s Corp.
`, a, b, c, i+1, i%12+1, i%28+1, i+20, i%40+5)
}

func writeArticles(t *testing.T, n int) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "articles")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for i := range n {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%03d.md", i)), []byte(articleText(i)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// cuibono runs the program and gives its standard output.
func cuibono(t *testing.T, args ...string) []byte {
	t.Helper()
	c := exec.Command("cuibono", args...)
	var stderr bytes.Buffer
	c.Stderr = &stderr
	out, err := c.Output()
	if err != nil {
		t.Fatalf("cuibono %s: %v\n%s", strings.Join(args, " "), err, stderr.String())
	}
	return out
}

// A load that is killed at any moment leaves every article whole or absent and the store sound, and
// loading again makes of it what an undisturbed load makes.
func TestKilledLoads(t *testing.T) {
	if testing.Short() {
		t.Skip("50 killed loads take most of a minute")
	}
	// Each store sees several kills, as a bad day would have it, before it is loaded to the end.
	const stores, kills, articles = 10, 5, 200
	seed := uint64(time.Now().UnixNano())
	if s := os.Getenv("SEED"); s != "" {
		if _, err := fmt.Sscan(s, &seed); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("SEED=%d", seed)
	random := rand.New(rand.NewPCG(seed, 0))

	dir := writeArticles(t, articles)
	whole := filepath.Join(t.TempDir(), "whole")
	start := time.Now()
	cuibono(t, "load", dir, "--store", whole, "--quiet")
	duration := time.Since(start)
	want := cuibono(t, "export", "--store", whole)
	wantByArticle := byArticle(want)
	if len(wantByArticle) != articles || bytes.Count(want, []byte("\n")) < 10*articles {
		t.Fatalf("%d articles and %d quads: the articles say too little for a test", len(wantByArticle), bytes.Count(want, []byte("\n")))
	}

	killed, midst := 0, 0
	for s := range stores {
		store := filepath.Join(t.TempDir(), fmt.Sprint("store", s))
		cuibono(t, "init", "--store", store, "--quiet")
		for range kills {
			after := time.Duration(random.Float64() * float64(duration))
			if !loadAndKill(dir, store, after) {
				continue // it was done before
			}
			killed++
			got := byArticle(cuibono(t, "export", "--store", store))
			for label, quads := range got {
				if quads != wantByArticle[label] {
					t.Errorf("store %d, killed after %v: %s is there in part", s, after, label)
				}
			}
			if len(got) > 0 && len(got) < articles {
				midst++
			}
		}
		cuibono(t, "verify", "--store", store, "--quiet")
		cuibono(t, "load", dir, "--store", store, "--quiet")
		cuibono(t, "verify", "--store", store, "--quiet")
		if got := cuibono(t, "export", "--store", store); !bytes.Equal(got, want) {
			t.Errorf("store %d: after loading again the export differs from an undisturbed one", s)
		}
	}
	t.Logf("a load takes %v; %d of %d were killed, %d of them with some articles written and others not", duration, killed, stores*kills, midst)
	if midst == 0 {
		t.Error("no load was killed in the midst of writing: the test shows nothing")
	}
}

// byArticle gathers the lines of an export by their label.
func byArticle(export []byte) map[string]string {
	lines := map[string]string{}
	for line := range strings.Lines(string(export)) {
		fields := strings.Fields(line)
		if len(fields) < 2 {
			continue
		}
		lines[fields[len(fields)-2]] += line
	}
	return lines
}

// loadAndKill starts a load and kills it (SIGKILL) after a while, unless it is done before.
func loadAndKill(dir, store string, after time.Duration) (killed bool) {
	ctx, cancel := context.WithTimeout(context.Background(), after)
	defer cancel()
	err := exec.CommandContext(ctx, "cuibono", "load", dir, "--store", store, "--quiet").Run()
	return err != nil && ctx.Err() != nil
}
