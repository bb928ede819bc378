package cuibono_test

import (
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"cuibono"
)

func TestEntityID(t *testing.T) {
	for name, want := range map[string]string{
		"Elon Musk":            "Elon_Musk",
		"  Elon \t Musk ":      "Elon_Musk",
		"xAI":                  "xAI",
		"iliad":                "Iliad",
		"claim":                "Claim",
		"AT&T":                 "AT&T",
		"L'Oréal":              "L'Oréal",
		"Novo Nordisk A/S":     "Novo_Nordisk_A%2FS",
		"Alien: Romulus":       "Alien%3A_Romulus",
		"C#":                   "C%23",
		"100%":                 "100%25",
		"<b>\"x\"</b>":         "%3Cb%3E%22x%22%3C%2Fb%3E",
		"ソフトバンク":               "ソフトバンク",
		"a\u200bb\u202ec":      "a%E2%80%8Bb%E2%80%AEc",
		"..":                   "%2E%2E",
		"":                     "",
		" _ ":                  "",
		"bad\xffbyte":          "bad%FFbyte",
		"Clayton, Dubilier #1": "Clayton,_Dubilier_%231",
	} {
		if got := cuibono.EntityID(name); got != want {
			t.Errorf("EntityID(%q) = %q, want %q", name, got, want)
		}
	}
	if got, want := cuibono.TopicID("Stargate", "funding"), "Stargate/funding"; got != want {
		t.Errorf("TopicID = %q, want %q", got, want)
	}
}

// Any name gives an IRI that a strict parser takes, that a base can be put before, and that shows the
// name again.
func FuzzEntityID(f *testing.F) {
	for _, s := range []string{"Elon Musk", "A/S: 100%?", "\x00\xff", "é\u0301", "..", "<>\"{}|^`\\"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		id := cuibono.EntityID(name)
		if id == "" {
			if strings.Trim(strings.Join(strings.Fields(name), "_"), "_") != "" {
				t.Fatalf("no IRI for %q", name)
			}
			return
		}
		if strings.ContainsAny(id, " \t\n\r<>\"{}|^`\\/:?#[]") || !utf8.ValidString(id) {
			t.Fatalf("EntityID(%q) = %q holds what an IRI must not", name, id)
		}
		u, err := url.Parse("https://base.example/id/" + id)
		if err != nil || id == "." || id == ".." || u.RawQuery != "" || u.Fragment != "" {
			t.Fatalf("EntityID(%q) = %q is no path segment: %v", name, id, err)
		}
		want := strings.Join(strings.Fields(strings.ReplaceAll(name, "_", " ")), " ")
		got := strings.Join(strings.Fields(cuibono.EntityName(id)), " ")
		if utf8.ValidString(name) && !strings.EqualFold(got, want) {
			t.Fatalf("EntityName(%q) = %q, want %q", id, got, want)
		}
		if again := cuibono.EntityID(cuibono.EntityName(id)); utf8.ValidString(name) && !strings.Contains(name, "_") && again != id {
			t.Fatalf("%q gives %q and then %q", name, id, again)
		}
	})
}
