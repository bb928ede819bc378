package lang

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestPackHunspell(t *testing.T) {
	base := filepath.Join(t.TempDir(), "xx")
	aff := "SET UTF-8\nSFX a0 Y 4\nSFX a0 er er/x' er po:infi\nSFX a0 er era/x' er po:ifut po:3sg\nSFX a0 er âmes er po:ipsi po:1pl\nSFX a0 er é er po:ppas is:mas\n" +
		"SFX S. Y 2\nSFX S. 0 0/L' [^sxz] is:sg\nSFX S. 0 s/D' [^sxz] is:pl\n"
	dic := "5\nvaxer/a0() po:v1__t___zz\ngrole/S.() po:nom po:adj\nVexor/S. po:npr\nsans po:prep\nnouc po:adv\n"
	for name, text := range map[string]string{".aff": aff, ".dic": dic} {
		if err := os.WriteFile(base+name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	data, err := PackHunspell(base)
	if err != nil {
		t.Fatal(err)
	}
	f, err := decodeForms(data)
	if err != nil {
		t.Fatal(err)
	}
	for form, want := range map[string]string{
		"vaxer": "VERB vaxer", "vaxera": "VERB vaxer", "vaxé": "VERB vaxer", "vaxâmes": "",
		"grole": "NOUN grole, ADJ grole", "groles": "NOUN grole, ADJ grole", "nouc": "ADV nouc",
		"vexor": "", "sans": "", "": "", "zzz": "", "a": "",
	} {
		var got []string
		for _, a := range f.lookup([]byte(form)) {
			u := a.upos()
			got = append(got, fmt.Sprintf("%s %s", uposNames[u], f.lemma([]byte(form), u, "")))
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%q: %q, want %q", form, got, want)
		}
	}
	if _, err := PackHunspell(base + "no"); err == nil {
		t.Error("a dictionary that is not there is no error")
	}
	data[len(data)-1] ^= 1
	if _, err := decodeForms(data); err == nil || !strings.Contains(err.Error(), "checksum") {
		t.Errorf("a damaged table: %v", err)
	}
}

// TestLemmas looks at verbs that the treebanks do not hold.
func TestLemmas(t *testing.T) {
	for _, c := range []struct{ language, text, form, lemma string }{
		{"fr", "Il courtisait la présidente.", "courtisait", "courtiser"},
		{"fr", "Elle souscrira à cette offre.", "souscrira", "souscrire"},
		{"fr", "Vexor déploiera ses usines.", "déploiera", "déployer"},
		{"fr", "Ils se multiplient.", "multiplient", "multiplier"},
		{"fr", "Il l'a cofondée en 2019.", "cofondée", "cofonder"},
		{"en", "They withdrew the offer.", "withdrew", "withdraw"},
	} {
		a := load(t, c.language)
		d := a.Tokenize(c.text, nil)
		a.Tag(d)
		found := false
		for _, tok := range d.Sentences[0].Tokens {
			if tok.Form == c.form {
				found = true
				if tok.Lemma != c.lemma {
					t.Errorf("%s: lemma of %s is %s (%s), want %s", c.text, tok.Form, tok.Lemma, tok.UPOS, c.lemma)
				}
			}
		}
		if !found {
			t.Errorf("%s: no token %s", c.text, c.form)
		}
	}
}
