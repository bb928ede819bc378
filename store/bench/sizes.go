package main

import (
	"fmt"
	"os"
	"path/filepath"

	"cuibono/store/bench/claims"
)

// compareSizes loads a claim graph of a million quads and one of size, and articles one by one.
func compareSizes(dir string, size int64) error {
	fmt.Println("| claim graph | quads | seconds | quads/s | seconds of processor | peak memory, MB | disk, MB | runs |\n|---|---|---|---|---|---|---|---|")
	for _, n := range []int64{1_000_000, size} {
		file := filepath.Join(dir, fmt.Sprintf("claims-%d.nq", n))
		if _, err := os.Stat(file); err != nil {
			f, err := os.Create(file)
			if err != nil {
				return err
			}
			if _, err := claims.Write(f, n); err != nil {
				return err
			}
			if err := f.Close(); err != nil {
				return err
			}
		}
		path := filepath.Join(dir, fmt.Sprintf("claims-%d", n))
		if err := os.RemoveAll(path); err != nil {
			return err
		}
		r, err := self("load", "pebble", file, path)
		if err != nil {
			return err
		}
		fmt.Printf("| bulk | %d | %.1f | %.0f | %.1f | %.0f | %.0f | %d |\n", r.Quads, r.Seconds, float64(r.Quads)/r.Seconds, r.CPU,
			float64(r.RSS)/1e6, float64(r.Disk)/1e6, r.Runs)
	}
	path := filepath.Join(dir, "articles")
	if err := os.RemoveAll(path); err != nil {
		return err
	}
	r, err := self("articles", "pebble", "-", path)
	if err != nil {
		return err
	}
	fmt.Printf("\nArticle by article, each in a synced transaction: %d articles, %.0f articles/s, %.0f quads/s, %.1f seconds of processor.\n",
		r.Runs, float64(r.Runs)/r.Seconds, float64(r.Quads)/r.Seconds, r.CPU)
	return nil
}
