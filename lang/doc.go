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
// All weights are integers and all sums are in a fixed order: the same text gives the same trees on
// every processor. Every stage takes time linear in the length of the text.
package lang
