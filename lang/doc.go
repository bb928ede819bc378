// Package lang turns text into syntax: sentences, tokens, parts of speech, features, lemmas and
// dependency trees in the conventions of Universal Dependencies (universaldependencies.org).
//
// An Analyzer holds the models and the tokenisation rules of one language; both are data embedded in
// the binary (data/<language>/), learned from treebanks by `go run ./lang/train`. The stages are run
// one after the other on a Document, so that a caller can look at it, or change it, in between:
//
//	doc := analyzer.Tokenize(text, nil) // sentences, tokens
//	analyzer.Tag(doc)                   // UPOS, Feats, Lemma
//	doc.Join(0, units)                  // a name of several words becomes one token
//	analyzer.Parse(doc)                 // Head, Deprel
//
// # A further language
//
// needs data only, in data/<language>/:
//
//	tokens.yaml   how it is written (required; see Rules)
//	train.yaml    the treebanks to learn from and to measure with (required; see Recipe)
//	forms         inflected forms from a spelling dictionary, made by go run ./lang/train -forms
//	repairs.yaml  words that the repairs of trees look for (see Repairs)
//	model         written by go run ./lang/train <language>
//
// and cases in testdata/tokens and testdata/trees.
//
// # Where it departs from Universal Dependencies
//
// Labels are those of the treebanks with some subtypes merged (labels in train.yaml): obl for obl:mod
// and obl:arg, flat for flat:name and flat:foreign. A name right behind the noun that it explains
// (le fonds Vexor) hangs on it as appos or, as one of the treebanks has it, as nmod without a case.
// Joined names and sums are one token. Morphological features are those that train.yaml lists.
//
// All weights are integers and all sums are in a fixed order: the same text gives the same trees on
// every processor. Every stage takes time linear in the length of the text.
package lang
