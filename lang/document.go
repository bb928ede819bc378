package lang

import "cuibono"

// Document is a text with its syntax.
type Document struct {
	// Text is what the spans point into.
	Text string
	// Language is the ISO 639-1 code of the analyzer that read it.
	Language  string
	Sentences []Sentence
}

// Sentence is a run of tokens with one dependency tree. Its span covers its tokens.
type Sentence struct {
	cuibono.Span
	Tokens []Token
}

// Token is a syntactic word in the sense of Universal Dependencies.
type Token struct {
	// Span is in bytes of Document.Text. The words of a contraction whose parts cannot be told apart
	// in the text (du = de + le) share its span; others (do|n't, l'|eau) have their own.
	cuibono.Span
	// Form is the word: the text of the span with spaces normalised, or the word of a contraction.
	Form string
	// Lemma, UPOS and Feats ("Gender=Fem|Number=Sing", sorted, empty where there are none) are set by Tag.
	Lemma, UPOS, Feats string
	// Head is an index into Sentence.Tokens, -1 for the root; it and Deprel are set by Parse.
	Head   int
	Deprel string
	// Word is the index of the surface token within the sentence; the words of one contraction share it.
	Word int
}

// Unit is a run of tokens of a sentence, First to Last inclusive, to be joined into one.
type Unit struct {
	First, Last int
	// UPOS is the part of speech of the joined token; empty means PROPN.
	UPOS string
	// Lemma is its lemma; empty means its form.
	Lemma string
}
