package lang

import "cuibono"

// Analyzer reads one language. It is immutable and safe for concurrent use.
type Analyzer struct {
	language string
}

// Load returns the analyzer of a language by its ISO 639-1 code. Models are decoded once and shared.
func Load(language string) (*Analyzer, error) { return &Analyzer{language: language}, nil }

// Languages lists the languages that Load knows, sorted.
func Languages() []string { return []string{"en", "fr"} }

// Detect names the language of a text and the probability that it is right among Languages. A text
// without a known function word gives the first language with confidence 0.
func Detect(text string) (language string, confidence float64) { return "fr", 0 }

// Tokenize splits text into sentences and tokens. Sentences never cross passages, which must be in
// order without overlap; nil means that blank lines part the paragraphs.
func (a *Analyzer) Tokenize(text string, passages []cuibono.Span) *Document {
	return &Document{Text: text, Language: a.language}
}

// Tag sets UPOS, Feats and Lemma of every token of d.
func (a *Analyzer) Tag(d *Document) {}

// Parse sets Head and Deprel of every token of d.
func (a *Analyzer) Parse(d *Document) {}

// ParseSentence is Parse for one sentence.
func (a *Analyzer) ParseSentence(d *Document, sentence int) {}

// Join makes each unit of a sentence one token. Units must lie within the sentence; of two that
// overlap the first in the list counts. Call it between Tag and Parse: indexes of tokens change.
func (d *Document) Join(sentence int, units []Unit) {}
