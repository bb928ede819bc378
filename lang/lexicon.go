package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// uposNames are the parts of speech of Universal Dependencies; a model speaks of them by index.
var uposNames = [...]string{"ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"}

const (
	upADJ = iota
	upADP
	upADV
	upAUX
	upCCONJ
	upDET
	upINTJ
	upNOUN
	upNUM
	upPART
	upPRON
	upPROPN
	upPUNCT
	upSCONJ
	upSYM
	upVERB
	upX
	upNone // outside the sentence
)

var uposIndex = func() map[string]uint8 {
	m := map[string]uint8{}
	for i, n := range uposNames {
		m[n] = uint8(i)
	}
	return m
}()

// lexicon holds the forms seen in the treebanks, in lower case with digits as 0.
type lexicon struct {
	entries map[string]*lexEntry
	// suffixes are the rules that make a lemma of an unknown form, by part of speech and ending.
	suffixes map[string]edit
	// forms is nil for a language without a table of forms.
	forms *forms
}

// lexEntry is what is known of a form.
type lexEntry struct {
	// tags are the parts of speech it was seen with, the most frequent first, with their counts.
	tags []lexTag
}

type lexTag struct {
	upos  uint8
	count int
	// lemma is the usual one with that part of speech.
	lemma string
}

// edit makes a lemma: cut bytes are taken off the end and add put in their place.
type edit struct {
	cut int
	add string
}

// lexeme is a token as the models see it.
type lexeme struct {
	word   uint32 // hash of the lower-case form with digits as 0
	shape  uint32
	prefix [3]uint32
	suffix [5]uint32 // of 1 to 5 letters; the whole word where it is shorter
	lex    uint32    // class of ambiguity in the lexicon
	entry  *lexEntry
}

// Shapes of a form.
const (
	shapeLower = iota
	shapeTitle
	shapeUpper // two capitals or more and no small letter
	shapeMixed
	shapeDigit
	shapeDigitMixed
	shapeOther
	shapeInitial // one capital
)

// encoder turns forms into lexemes. It is a scratch space: one for each call.
type encoder struct {
	lex   *lexicon
	buf   []byte
	runes []int // offsets of the runes of buf
}

// sentenceStyle tells how a sentence is written.
type sentenceStyle uint8

const (
	styleText     sentenceStyle = iota
	styleCapitals               // ALL CAPITALS
	styleTitle                  // Every Word Has Its Capital
)

// style judges the writing of a sentence by its words of four letters or more.
func style(tokens []Token) sentenceStyle {
	words, upper, title := 0, 0, 0
	for i := range tokens {
		f := tokens[i].Form
		if len(f) < 4 && !(len(f) > 1 && strings.ToUpper(f) == f) {
			continue
		}
		r, n := utf8.DecodeRuneInString(f)
		if !unicode.IsLetter(r) {
			continue
		}
		words++
		if unicode.IsUpper(r) {
			if second, _ := utf8.DecodeRuneInString(f[n:]); unicode.IsUpper(second) && strings.ToUpper(f) == f {
				upper++
			} else {
				title++
			}
		}
	}
	switch {
	case words >= 3 && upper*10 >= words*8:
		return styleCapitals
	case words >= 5 && (upper+title)*10 >= words*8:
		return styleTitle
	}
	return styleText
}

// normal writes the form as lexicon key into the encoder's buffer.
func (e *encoder) normal(form string) []byte {
	e.buf, e.runes = e.buf[:0], e.runes[:0]
	for i := 0; i < len(form); {
		e.runes = append(e.runes, len(e.buf))
		c := form[i]
		if c < utf8.RuneSelf {
			switch {
			case c >= 'A' && c <= 'Z':
				c += 'a' - 'A'
			case c >= '0' && c <= '9':
				c = '0'
			}
			e.buf = append(e.buf, c)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(form[i:])
		i += n
		if isApostrophe(r) {
			e.buf = append(e.buf, '\'')
			continue
		}
		e.buf = utf8.AppendRune(e.buf, unicode.ToLower(r))
	}
	return e.buf
}

func hashBytes(b []byte) uint32 {
	h := uint32(2166136261)
	for _, c := range b {
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

// encode looks a form up. first tells that it stands first in its sentence.
func (e *encoder) encode(form string, st sentenceStyle, first bool) lexeme {
	b := e.normal(form)
	n := len(e.runes)
	x := lexeme{word: hashBytes(b)}
	for k := 1; k <= 5; k++ {
		if k >= n {
			x.suffix[k-1] = x.word
		} else {
			x.suffix[k-1] = hashBytes(b[e.runes[n-k]:])
		}
	}
	for k := 1; k <= 3; k++ {
		if k >= n {
			x.prefix[k-1] = x.word
		} else {
			x.prefix[k-1] = hashBytes(b[:e.runes[k]])
		}
	}
	x.shape = shape(form)
	switch {
	case st == styleCapitals && (x.shape == shapeUpper || x.shape == shapeInitial):
		x.shape = 16
	case st == styleTitle && x.shape == shapeTitle:
		x.shape = 17
	case first && x.shape == shapeTitle:
		x.shape = 18
	}
	if e.lex != nil {
		x.entry = e.lex.entries[string(b)]
	}
	x.lex = e.class(b, x.entry, -1)
	return x
}

func shape(form string) uint32 {
	var lower, upper, digit, other bool
	letters, firstUpper := 0, false
	for i, r := range form {
		switch {
		case r >= '0' && r <= '9':
			digit = true
		case r >= 'a' && r <= 'z':
			lower = true
			letters++
		case unicode.IsUpper(r):
			if i == 0 {
				firstUpper = true
			} else {
				upper = true
			}
			letters++
		case unicode.IsLetter(r):
			lower = true
			letters++
		default:
			other = true
		}
	}
	switch {
	case digit && letters == 0:
		return shapeDigit
	case digit:
		return shapeDigitMixed
	case letters == 0:
		return shapeOther
	case firstUpper && letters == 1:
		return shapeInitial
	case firstUpper && !lower:
		return shapeUpper
	case firstUpper && !upper:
		return shapeTitle
	case upper || firstUpper:
		return shapeMixed
	case other && len(form) > 1 && false:
		return shapeOther
	}
	return shapeLower
}

// class is that of an entry without a token that has the part of speech without (-1 for none), or, of
// a form that was never seen in a treebank, what the table of forms has.
func (e *encoder) class(form []byte, x *lexEntry, without int) uint32 {
	c := x.class(without)
	if c == 0 && e.lex != nil && e.lex.forms != nil {
		return e.lex.forms.class(form)
	}
	return c
}

// class sums an entry up: its two most frequent parts of speech and how often it was seen. In
// training the token itself, which has the part of speech without, does not count.
func (x *lexEntry) class(without int) uint32 {
	if x == nil {
		return 0
	}
	first, second, c1, c2, total := upNone, upNone, 0, 0, 0
	for _, t := range x.tags {
		c := t.count
		if int(t.upos) == without {
			c--
		}
		total += c
		switch {
		case c > c1:
			first, second, c1, c2 = int(t.upos), first, c, c1
		case c > c2:
			second, c2 = int(t.upos), c
		}
	}
	if total <= 0 {
		return 0
	}
	bucket := uint32(0)
	switch {
	case total >= 20:
		bucket = 2
	case total >= 3:
		bucket = 1
	}
	if c2*50 < c1 {
		second = upNone
	}
	return 1 + uint32(first) + uint32(second)*32 + bucket*1024
}

// lemma gives the lemma of a form.
func (l *lexicon) lemma(e *encoder, form string, x *lexeme, upos uint8, verbForm string) string {
	if upos == upPROPN || upos == upPUNCT || upos == upSYM || x.shape == shapeDigit || x.shape == shapeDigitMixed {
		return form
	}
	if x.entry != nil {
		for _, t := range x.entry.tags {
			if t.upos == upos {
				return t.lemma
			}
		}
	}
	if upos == upX || upos == upNUM {
		return form
	}
	if x.entry == nil && (upos == upNOUN || upos == upADJ) && x.shape == shapeUpper {
		return form // an abbreviation
	}
	b := e.normal(form)
	if lemma := l.forms.lemma(b, upos, verbForm); lemma != "" {
		return lemma
	}
	key := suffixKey(upos, verbForm)
	for k := min(maxSuffix, len(e.runes)-1); k >= 0; k-- {
		from := len(b)
		if k > 0 {
			from = e.runes[len(e.runes)-k]
		}
		if r, ok := l.suffixes[key+string(b[from:])]; ok && r.cut <= len(b) {
			return string(b[:len(b)-r.cut]) + r.add
		}
	}
	return string(b)
}

const maxSuffix = 7

// suffixKey is what comes before the ending in a key of lexicon.suffixes.
func suffixKey(upos uint8, verbForm string) string {
	return uposNames[upos] + verbForm + "/"
}

// featValue gives the value of a feature in a string of features, "" where it has none.
func featValue(feats, name string) string {
	for feats != "" {
		f, rest, _ := strings.Cut(feats, "|")
		if len(f) > len(name) && f[len(name)] == '=' && f[:len(name)] == name {
			return f[len(name)+1:]
		}
		feats = rest
	}
	return ""
}
