package lang

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"go.yaml.in/yaml/v3"
)

//go:embed data
var embedded embed.FS

// Rules is the tokenisation of a language as data: the file data/<language>/tokens.yaml. Keys that
// hold words with a `*` in front or behind match any beginning or ending.
type Rules struct {
	// Name is the language's name in the language.
	Name string `yaml:"name"`
	// Contractions are surface tokens that stand for two words; the words share the token's span.
	Contractions []Contraction `yaml:"contractions"`
	// Elisions are words, without their apostrophe, that are split from the word after it.
	Elisions []string `yaml:"elisions"`
	// Whole are words with an apostrophe that are not split.
	Whole []string `yaml:"whole"`
	// Enclitics are endings that begin with a hyphen and are tokens of their own; the longest wins.
	Enclitics []string `yaml:"enclitics"`
	// EncliticsWhole are words that end like an enclitic and are not split.
	EncliticsWhole []string `yaml:"enclitics_whole"`
	// Suffixes are endings with an apostrophe that are tokens of their own ('s, n't).
	Suffixes []string `yaml:"suffixes"`
	// Splits are words written as one whose parts have spans of their own (can|not).
	Splits []Contraction `yaml:"splits"`
	// SplitHyphens tells that the parts of a compound are tokens, and the hyphen too.
	SplitHyphens bool `yaml:"split_hyphens"`
	// HyphenPrefixes are first parts that stay with the rest (co-founder).
	HyphenPrefixes []string `yaml:"hyphen_prefixes"`
	// HyphenWhole are compounds that stay whole.
	HyphenWhole []string `yaml:"hyphen_whole"`
	// Titles are abbreviations, with their full stop, that never end a sentence.
	Titles []string `yaml:"titles"`
	// Numbered are abbreviations only where a number follows.
	Numbered []string `yaml:"numbered"`
	// Abbreviations are those that may.
	Abbreviations []string `yaml:"abbreviations"`
	// NumberSpaces tells that a plain space may part groups of three digits; no-break spaces always may.
	NumberSpaces bool `yaml:"number_spaces"`
	// Currencies are symbols of money, CurrencyPrefixes letters that may stand before one (US$).
	Currencies       []string `yaml:"currencies"`
	CurrencyPrefixes []string `yaml:"currency_prefixes"`
	// Multipliers are letters split from the number before them always, WeakMultipliers only beside a
	// currency symbol: 2bn, $2m, but 5G.
	Multipliers     []string `yaml:"multipliers"`
	WeakMultipliers []string `yaml:"weak_multipliers"`
	// Money are words that make up a sum of money with a number, in lower case.
	Money []string `yaml:"money"`
	// Months are the names of the months, which betray a dateline.
	Months []string `yaml:"months"`

	contraction map[string]*Contraction
	split       map[string]*Contraction
	elision     map[string]bool
	whole       wordSet
	encWhole    wordSet
	hyphenWhole wordSet
	prefix      map[string]bool
	title       map[string]bool
	abbrev      map[string]bool
	numbered    map[string]bool
	currency    map[string]bool
	curPrefix   map[string]bool
	mult        map[string]bool
	weak        map[string]bool
	month       map[string]bool
}

// Contraction is a written word that stands for several.
type Contraction struct {
	Form  string   `yaml:"form"`
	Words []string `yaml:"words"`
	// Unless is the part of speech that the form has where it is one word; empty where it never is.
	Unless string `yaml:"unless"`
}

// ReadRules reads a file of tokenisation rules. Unknown keys are errors.
func ReadRules(file string, data []byte) (*Rules, error) {
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	r := new(Rules)
	if err := d.Decode(r); err != nil {
		return nil, fmt.Errorf("read tokenisation rules %s: %w", file, err)
	}
	var errs []error
	index := func(cs []Contraction, concatenated bool) map[string]*Contraction {
		m := make(map[string]*Contraction, len(cs))
		for i := range cs {
			c := &cs[i]
			if c.Form == "" || len(c.Words) < 2 {
				errs = append(errs, fmt.Errorf("%s: %q needs a form and two words or more", file, c.Form))
			}
			if concatenated && strings.Join(c.Words, "") != c.Form {
				errs = append(errs, fmt.Errorf("%s: the parts of %q do not make it up; move it to contractions", file, c.Form))
			}
			m[c.Form] = c
		}
		return m
	}
	r.contraction, r.split = index(r.Contractions, false), index(r.Splits, true)
	r.elision, r.prefix = stringSet(r.Elisions), stringSet(r.HyphenPrefixes)
	r.title, r.abbrev = stringSet(r.Titles), stringSet(r.Abbreviations)
	r.numbered = stringSet(r.Numbered)
	r.currency, r.curPrefix = stringSet(r.Currencies), stringSet(r.CurrencyPrefixes)
	r.mult, r.weak, r.month = stringSet(r.Multipliers), stringSet(r.WeakMultipliers), stringSet(r.Months)
	r.whole, r.encWhole, r.hyphenWhole = newWordSet(r.Whole), newWordSet(r.EncliticsWhole), newWordSet(r.HyphenWhole)
	for _, e := range r.Enclitics {
		if !strings.HasPrefix(e, "-") {
			errs = append(errs, fmt.Errorf("%s: enclitic %q must begin with a hyphen", file, e))
		}
	}
	return r, errors.Join(errs...)
}

func readEmbeddedRules(language string) (*Rules, error) {
	file := "data/" + language + "/tokens.yaml"
	data, err := fs.ReadFile(embedded, file)
	if err != nil {
		return nil, fmt.Errorf("read tokenisation rules: %w", err)
	}
	return ReadRules(file, data)
}

func stringSet(words []string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

// wordSet is a set of words, beginnings (foo*), endings (*foo) and middles (*foo*).
type wordSet struct {
	exact                        map[string]bool
	beginnings, endings, middles []string
}

func newWordSet(words []string) wordSet {
	s := wordSet{exact: map[string]bool{}}
	for _, w := range words {
		front, back := strings.HasPrefix(w, "*"), strings.HasSuffix(w, "*")
		core := strings.Trim(w, "*")
		switch {
		case front && back:
			s.middles = append(s.middles, core)
		case front:
			s.endings = append(s.endings, core)
		case back:
			s.beginnings = append(s.beginnings, core)
		default:
			s.exact[core] = true
		}
	}
	return s
}

func (s *wordSet) has(w string) bool {
	if s.exact[w] {
		return true
	}
	for _, p := range s.beginnings {
		if strings.HasPrefix(w, p) {
			return true
		}
	}
	for _, p := range s.endings {
		if strings.HasSuffix(w, p) {
			return true
		}
	}
	for _, p := range s.middles {
		if strings.Contains(w, p) {
			return true
		}
	}
	return false
}
