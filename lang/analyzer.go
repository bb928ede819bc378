package lang

import (
	"fmt"
	"io/fs"
	"slices"
	"sort"
	"sync"
)

// Analyzer reads one language. Nothing of it changes once it is loaded; it is safe for concurrent use.
type Analyzer struct {
	language string
	rules    *Rules
	// starters are the words, in lower case, that begin a sentence without being a name.
	starters     map[string]bool
	tagger       *tagger
	contractions *linear
	parser       *parser
	repairs      *Repairs
	words        map[string]int // function words by frequency in a million
	states       sync.Pool      // of *parseScratch
}

// parseScratch is the working memory of a parse.
type parseScratch struct {
	state   *state
	encoder encoder
}

// loaded keeps one analyzer for each language.
var loaded struct {
	sync.Mutex
	analyzers map[string]*Analyzer
}

// Load returns the analyzer of a language by its ISO 639-1 code. Models are decoded once and shared.
func Load(language string) (*Analyzer, error) {
	loaded.Lock()
	defer loaded.Unlock()
	if a := loaded.analyzers[language]; a != nil {
		return a, nil
	}
	file := "data/" + language + "/model"
	data, err := fs.ReadFile(embedded, file)
	if err != nil {
		return nil, fmt.Errorf("load language %q: it is not one of %v", language, Languages())
	}
	a, err := newAnalyzer(language, file, data)
	if err != nil {
		return nil, fmt.Errorf("load language %q: %w", language, err)
	}
	if loaded.analyzers == nil {
		loaded.analyzers = map[string]*Analyzer{}
	}
	loaded.analyzers[language] = a
	return a, nil
}

// newAnalyzer makes an analyzer of a model file.
func newAnalyzer(language, file string, data []byte) (*Analyzer, error) {
	r, err := readEmbeddedRules(language)
	if err != nil {
		return nil, err
	}
	repairs, err := readRepairs(language)
	if err != nil {
		return nil, err
	}
	forms, err := readForms(language)
	if err != nil {
		return nil, err
	}
	m, err := decodeModel(file, data)
	if err != nil {
		return nil, err
	}
	if m.language != language {
		return nil, fmt.Errorf("%s is a model of %q", file, m.language)
	}
	m.lex.forms = forms
	return &Analyzer{language: language, rules: r, starters: m.starters, tagger: m.tagger, contractions: m.contraction, parser: m.parser, repairs: repairs, words: m.words}, nil
}

// Languages lists the languages that Load knows, sorted.
func Languages() []string {
	files, _ := fs.Glob(embedded, "data/*/model") // the pattern is a constant and well formed
	var out []string
	for _, f := range files {
		out = append(out, f[len("data/"):len(f)-len("/model")])
	}
	sort.Strings(out)
	return out
}

// Language is the code of the language that a reads.
func (a *Analyzer) Language() string { return a.language }

// Tag sets UPOS, Feats and Lemma of every token of d.
func (a *Analyzer) Tag(d *Document) {
	s := a.tagger.scratch()
	for i := range d.Sentences {
		tokens := d.Sentences[i].Tokens
		a.tagger.tag(tokens, s)
		a.tagger.lemmas(tokens, s)
		a.repairTags(tokens)
	}
}

// Parse sets Head and Deprel of every token of d.
func (a *Analyzer) Parse(d *Document) {
	for i := range d.Sentences {
		a.ParseSentence(d, i)
	}
}

// ParseSentence is Parse for one sentence.
func (a *Analyzer) ParseSentence(d *Document, sentence int) {
	s, ok := a.states.Get().(*parseScratch)
	if !ok {
		s = &parseScratch{state: a.parser.state()}
	}
	tokens := d.Sentences[sentence].Tokens
	a.repairJoined(tokens)
	units := a.repairs.adverbials.find(tokens, d.Text)
	if compounds := compoundAdjectives(tokens, a.repairs.CompoundEndings); len(compounds) > 0 {
		units = append(units, compounds...)
		slices.SortFunc(units, func(x, y Unit) int { return x.First - y.First })
	}
	if len(units) > 0 {
		folded, place := fold(tokens, units)
		a.parse(folded, s)
		unfold(tokens, folded, place, units)
	} else {
		a.parse(tokens, s)
	}
	a.repairs.repair(tokens)
	a.states.Put(s)
}

// parse is the parser's tree of a sentence, its insertions apart.
func (a *Analyzer) parse(tokens []Token, s *parseScratch) {
	if list := a.repairs.insertions(tokens); len(list) > 0 {
		a.parseAround(tokens, list, s)
		return
	}
	a.parser.parse(tokens, s.state, &s.encoder)
}
