package lang

import (
	"fmt"
	"io/fs"
)

// Analyzer reads one language. It is immutable and safe for concurrent use.
type Analyzer struct {
	language string
	rules    *Rules
	// starters are the words, in lower case, that begin a sentence without being a name.
	starters map[string]bool
}

// Load returns the analyzer of a language by its ISO 639-1 code. Models are decoded once and shared.
func Load(language string) (*Analyzer, error) {
	if _, err := fs.Stat(embedded, "data/"+language+"/tokens.yaml"); err != nil {
		return nil, fmt.Errorf("load language %q: not one of %v", language, Languages())
	}
	r, err := readEmbeddedRules(language)
	if err != nil {
		return nil, err
	}
	return &Analyzer{language: language, rules: r}, nil
}

// expands tells whether the ambiguous contraction pieces[i] stands for its words.
func (a *Analyzer) expands(pieces []piece, i int) bool { return true }

// Languages lists the languages that Load knows, sorted.
func Languages() []string { return []string{"en", "fr"} }

// Detect names the language of a text and the probability that it is right among Languages. A text
// without a known function word gives the first language with confidence 0.
func Detect(text string) (language string, confidence float64) { return "fr", 0 }

// Tag sets UPOS, Feats and Lemma of every token of d.
func (a *Analyzer) Tag(d *Document) {}

// Parse sets Head and Deprel of every token of d.
func (a *Analyzer) Parse(d *Document) {}

// ParseSentence is Parse for one sentence.
func (a *Analyzer) ParseSentence(d *Document, sentence int) {}

// Join makes each unit of a sentence one token. Units must lie within the sentence; of two that
// overlap the first in the list counts. Call it between Tag and Parse: indexes of tokens change.
func (d *Document) Join(sentence int, units []Unit) {}
