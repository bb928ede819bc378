package lang

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Verbs tells the infinitives of forms that the treebanks do not hold: the file
// data/<language>/verbs.yaml, which a language may lack.
type Verbs struct {
	// Endings are those of finite forms and participles.
	Endings []string `yaml:"endings"`
	// Prefixes may stand before a stem and before its infinitive.
	Prefixes []string `yaml:"prefixes"`
	// Stems are the stems of irregular verbs by infinitive.
	Stems map[string][]string `yaml:"stems"`
	// Alternations are changes at the end of the stems of regular verbs.
	Alternations []struct {
		From string `yaml:"from"`
		To   string `yaml:"to"`
	} `yaml:"alternations"`
	// Regular is the ending of regular infinitives, RegularOnly what begins the endings that only
	// regular verbs have.
	Regular     string `yaml:"regular"`
	RegularOnly string `yaml:"regular_only"`

	infinitive map[string]string
}

// readVerbs reads a language's file of verbs; nil without an error where it has none.
func readVerbs(language string) (*Verbs, error) {
	file := "data/" + language + "/verbs.yaml"
	data, err := fs.ReadFile(embedded, file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read verbs: %w", err)
	}
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	v := &Verbs{infinitive: map[string]string{}}
	if err := d.Decode(v); err != nil {
		return nil, fmt.Errorf("read verbs %s: %w", file, err)
	}
	if v.Regular == "" || len(v.Endings) == 0 {
		return nil, fmt.Errorf("%s: needs endings and the ending of regular infinitives", file)
	}
	for inf, stems := range v.Stems {
		for _, s := range stems {
			// Of two verbs with one stem the shorter, then the first in the alphabet, has it.
			if other, ok := v.infinitive[s]; !ok || cmp.Or(len(inf)-len(other), strings.Compare(inf, other)) < 0 {
				v.infinitive[s] = inf
			}
		}
	}
	slices.SortStableFunc(v.Endings, func(a, b string) int { return len(b) - len(a) })
	return v, nil
}

// lemma gives the infinitive of a form in lower case; known tells the infinitives that the treebanks
// hold. "" where nothing explains the form.
func (v *Verbs) lemma(form string, known func(string) bool) string {
	for _, e := range v.Endings {
		stem, ok := strings.CutSuffix(form, e)
		if !ok || stem == "" || v.regularOnly(e) {
			continue
		}
		if inf, ok := v.infinitive[stem]; ok {
			return inf
		}
	}
	// A regular verb that is known.
	for _, e := range v.Endings {
		stem, ok := strings.CutSuffix(form, e)
		if !ok || len(stem) < 2 {
			continue
		}
		if known(stem + v.Regular) {
			return stem + v.Regular
		}
		for _, a := range v.Alternations {
			if s, ok := strings.CutSuffix(stem, a.From); ok && known(s+a.To+v.Regular) {
				return s + a.To + v.Regular
			}
		}
	}
	for _, e := range v.Endings {
		stem, ok := strings.CutSuffix(form, e)
		if !ok || v.regularOnly(e) {
			continue
		}
		for _, p := range v.Prefixes {
			if s, ok := strings.CutPrefix(stem, p); ok && len(s) > 2 {
				if inf, ok := v.infinitive[s]; ok {
					return p + inf
				}
			}
		}
	}
	return ""
}

func (v *Verbs) regularOnly(ending string) bool {
	return v.RegularOnly != "" && strings.HasPrefix(ending, v.RegularOnly)
}
