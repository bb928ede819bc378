package extract

import (
	"testing"

	"cuibono/schema"
)

// A sum that several give together belongs to none of them; one that each gives belongs to each.
func TestJointSums(t *testing.T) {
	s, err := schema.Load("")
	if err != nil {
		t.Fatal(err)
	}
	x, err := New(s, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		language, text string
		claims         int
		want           float64
	}{
		{"fr", "Velmor et Ardane ont investi 3 millions d'euros dans Trinova.", 2, 0},
		{"fr", "Velmor et Ardane ont investi chacun 3 millions d'euros dans Trinova.", 2, 3e6},
		{"fr", "Velmor a investi 3 millions d'euros dans Trinova.", 1, 3e6},
		{"en", "Velmor and Ardane invested $3 million in Trinova.", 2, 0},
		{"en", "Velmor and Ardane each invested $3 million in Trinova.", 2, 3e6},
	} {
		found := 0
		for _, claim := range extractText(t, x, c.language, c.text, "2025-01-02") {
			if claim.Object == nil || claim.Object.Name != "Trinova" {
				continue
			}
			found++
			got := 0.0
			if claim.Amount != nil {
				got = claim.Amount.Value
			}
			if got != c.want {
				t.Errorf("%s\ngot  %v for %s\nwant %v", c.text, got, claim.Subject.Name, c.want)
			}
		}
		if found != c.claims {
			t.Errorf("%s\ngot %d claims on Trinova, want %d", c.text, found, c.claims)
		}
	}
}
