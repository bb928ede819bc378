package extract

import (
	"strings"

	"cuibono/lang"
)

// receiverOfSum makes the name between a verb and a sum the one who gets it, where it was taken for part of the sum: "pay Velmor
// $3 million".
func (r *reader) receiverOfSum(i int, toks []lang.Token, named map[int]bool) {
	for k := range r.d.amounts[i] {
		a := &r.d.amounts[i][k]
		t := a.First - 1
		if a.Kind != Money || t < 1 || !named[t] || toks[t].Head != a.Head || toks[a.Head].Deprel != "obj" || !strings.HasPrefix(toks[t].Deprel, "compound") && toks[t].Deprel != "nmod" {
			continue
		}
		if v := toks[a.Head].Head; v == t-1 && toks[v].UPOS == "VERB" {
			toks[t].Head, toks[t].Deprel = v, "iobj"
		}
	}
}
