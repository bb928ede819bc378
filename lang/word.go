package lang

import "strings"

// Word tells whether a form, in lower case, is a common word of the language as far as the model
// knows: seen as such in the treebanks at least as often as a name, or the plural of such a word. It
// helps to tell names from words where any word has a capital.
func (a *Analyzer) Word(form string) bool {
	if a.commonWord(form, upNone) {
		return true
	}
	return strings.HasSuffix(form, "s") && len(form) > 3 && a.commonWord(form[:len(form)-1], upNOUN)
}

// commonWord tells whether a form was seen as a word; with that part of speech, unless it is upNone.
func (a *Analyzer) commonWord(form string, upos uint8) bool {
	if a.tagger == nil || a.tagger.lex == nil {
		return false
	}
	x := a.tagger.lex.entries[form]
	if x == nil {
		return false
	}
	words, names, as := 0, 0, upos == upNone
	for _, t := range x.tags {
		switch t.upos {
		case upPROPN, upX:
			names += t.count
		case upNUM, upPUNCT, upSYM:
		default:
			words += t.count
			as = as || t.upos == upos
		}
	}
	return words > 0 && words >= names && as
}
