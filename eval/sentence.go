package eval

import (
	"strings"
	"unicode"
)

// likelySentence gives the sentence of text that names both ends of an annotated claim, or as much of
// them as any does; "" without a text.
func likelySentence(g *Gold, c *GoldClaim, text string) string {
	if text == "" {
		return ""
	}
	ends := [][]string{g.namesOf(c.Subject)}
	if c.Object != "" {
		ends = append(ends, g.namesOf(c.Object))
	}
	best, bestPoints := "", 0
	for _, s := range sentences(text) {
		folded := " " + fold(s) + " "
		points := 0
		for _, names := range ends {
			for _, n := range names {
				if strings.Contains(folded, " "+n+" ") {
					points += 2
					break
				}
			}
		}
		if points > 0 && c.Amount != nil && strings.IndexFunc(s, unicode.IsDigit) >= 0 {
			points++
		}
		if points > bestPoints {
			best, bestPoints = s, points
		}
	}
	return best
}

// namesOf gives the folded names and aliases of an annotated entity.
func (g *Gold) namesOf(name string) []string {
	names := []string{fold(name)}
	for _, e := range g.Entities {
		if e.Name == name {
			for _, a := range e.Aliases {
				names = append(names, fold(a))
			}
		}
	}
	return names
}

// sentences cuts a text roughly: at line ends, and after a full stop before a capital.
func sentences(text string) []string {
	var out []string
	add := func(s string) {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	for line := range strings.Lines(text) {
		start := 0
		for i := 0; i+2 < len(line); i++ {
			if (line[i] == '.' || line[i] == '!' || line[i] == '?') && line[i+1] == ' ' && (line[i+2] < 'a' || line[i+2] > 'z') && i-start > 20 {
				add(line[start : i+1])
				start = i + 1
			}
		}
		add(line[start:])
	}
	return out
}
