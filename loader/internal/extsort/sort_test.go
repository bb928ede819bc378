package extsort_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"cuibono/loader/internal/extsort"
)

// Whatever fits in memory, the result is the same, and no file stays behind.
func TestSorter(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	var want []string
	for range 3000 {
		want = append(want, fmt.Sprintf("line %d\nwith %q", rng.IntN(1000), "a break"))
	}
	input := slices.Clone(want)
	slices.Sort(want)
	want = slices.Compact(want)
	for _, memory := range []int{1, 500, 20_000, 0} {
		dir := t.TempDir()
		s := &extsort.Sorter{Dir: dir, Memory: memory}
		for _, line := range input[:min(len(input), 300+memory)] {
			if err := s.Add(line); err != nil {
				t.Fatal(err)
			}
		}
		for _, line := range input[min(len(input), 300+memory):] {
			if memory == 1 {
				s.Memory = 5000 // a file for each line would be too many
			}
			if err := s.Add(line); err != nil {
				t.Fatal(err)
			}
		}
		var got []string
		if err := s.Each(func(line string) error { got = append(got, line); return nil }); err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got, want) {
			t.Errorf("memory %d: %d lines, want %d", memory, len(got), len(want))
		}
		if left, _ := os.ReadDir(dir); len(left) != 0 {
			t.Errorf("memory %d: left behind %v", memory, left)
		}
	}
}
