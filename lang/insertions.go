package lang

import "slices"

// insertion is a relative clause, a participle's phrase or an apposition between commas after a noun: "Velmor, qui emploie 300
// personnes à Lyon, a racheté Trinova".
type insertion struct {
	host        int // the noun
	first, last int // what stands between the commas at first-1 and last+1
	kind        string
}

// longestInsertion is the most words that an insertion may have.
const longestInsertion = 40

// insertions finds what may be parsed by itself, so that the parser does not lose what stands before it and behind: in order,
// none within another.
func (r *Repairs) insertions(tokens []Token) []insertion {
	if !r.Insertions {
		return nil
	}
	var out []insertion
	predicate := false // a finite verb of the clause around stands before
	for i := 0; i < len(tokens); i++ {
		t := &tokens[i]
		switch {
		case t.Form == ";" || t.Form == ":":
			predicate = false
		case finite(t):
			predicate = true
		}
		if i+4 >= len(tokens) || !insertionHost(tokens, i) {
			continue
		}
		var last int
		kind := ""
		switch mark := tokens[i+1].Form; {
		case mark == ",":
			if predicate && i > 0 && tokens[i-1].Form == "," {
				continue // an apposition: where its clause ends is not to be seen
			}
			if kind = r.insertionAt(tokens, i+2); kind != "" {
				last = r.insertionEnd(tokens, i+2, kind, predicate)
			}
		case mark == "–" || mark == "—":
			kind, last = r.insertionAt(tokens, i+2), dashed(tokens, i+2, mark)
			if kind == "" || kind == "appos" {
				kind = "parataxis"
			}
		}
		if last > 0 {
			out = append(out, insertion{i, i + 2, last, kind})
			i = last + 1
		}
	}
	return out
}

// insertionHost tells whether token i is a noun that what follows between commas belongs to: a name, or a noun with its determiner
// and no preposition.
func insertionHost(tokens []Token, i int) bool {
	switch tokens[i].UPOS {
	case "PROPN":
		return true
	case "NOUN":
		for i--; i >= 0 && (tokens[i].UPOS == "ADJ" || tokens[i].UPOS == "NUM"); i-- {
		}
		return i >= 0 && tokens[i].UPOS == "DET" && (i == 0 || tokens[i-1].UPOS != "ADP")
	}
	return false
}

// dashed gives the last token before the dash that closes what begins at token first, or -1.
func dashed(tokens []Token, first int, mark string) int {
	for e := first; e < len(tokens)-1 && e <= first+longestInsertion; e++ {
		if tokens[e].Form == mark {
			return e - 1
		}
	}
	return -1
}

// insertionAt gives the relation that what begins at token i would have to the noun before, or "".
func (r *Repairs) insertionAt(tokens []Token, i int) string {
	t := &tokens[i]
	switch {
	case relative(t), t.UPOS == "ADP" && relative(&tokens[i+1]):
		return "acl:relcl"
	case t.UPOS == "VERB" && featValue(t.Feats, "VerbForm") == "Part":
		return "acl"
	case t.UPOS == "NOUN", t.UPOS == "DET" && featValue(t.Feats, "Definite") == "Ind", t.UPOS == "NUM" && tokens[i+1].UPOS == "NOUN":
		if tokens[i-2].UPOS == "PROPN" {
			return "appos"
		}
	}
	return ""
}

func relative(t *Token) bool {
	return t.UPOS == "PRON" && featValue(t.Feats, "PronType") == "Rel"
}

// insertionEnd gives the last token of the insertion that begins at token first: that before the comma behind which the clause
// around goes on, or -1.
func (r *Repairs) insertionEnd(tokens []Token, first int, kind string, predicate bool) int {
	clause := kind == "acl:relcl"
	verb, end := !clause, -1
	for e := first; e < len(tokens)-2 && e <= first+longestInsertion; e++ {
		t := &tokens[e]
		switch {
		case finite(t):
			if !clause {
				return end
			}
			verb = true
			continue
		case t.Form == ";" || t.Form == ":" || t.Form == "(" || opener(t.Form) || closer(t.Form):
			return end
		case t.Form != "," || !verb || e < first+2:
			continue
		}
		next := &tokens[e+1]
		if !predicate && predicateAt(tokens, e+1) {
			return e - 1
		}
		if kind == "appos" || end >= 0 {
			if kind == "appos" {
				return -1
			}
			continue
		}
		switch {
		case kind == "acl" && next.UPOS == "ADP" && hasForm(tokens[first:e], next.Form):
			return -1 // "composé de Vexor, de Quorlix et d'Oslinde": a list
		case next.UPOS == "ADP" && !relative(&tokens[e+2]) && (predicate || finiteAfter(tokens, e+2)):
			end = e - 1 // "lie Velmor, qui emploie 300 personnes, à Trinova"
		case next.UPOS == "CCONJ" && !predicate && nominalStart(&tokens[e+2]) && finiteAfter(tokens, e+2):
			end = e - 1 // "Velmor, fondée en 2012, et Trinova ont annoncé"
		}
		if predicate || kind == "acl" {
			return end
		}
	}
	return end
}

// predicateAt tells whether a finite verb begins at token i, over clitics and negations.
func predicateAt(tokens []Token, i int) bool {
	for ; i < len(tokens); i++ {
		t := &tokens[i]
		if finite(t) {
			return true
		}
		if t.UPOS == "ADV" || t.UPOS == "PRON" && featValue(t.Feats, "PronType") == "Prs" && featValue(t.Feats, "Case") != "Nom" || t.UPOS == "PART" {
			continue
		}
		return false
	}
	return false
}

func finiteAfter(tokens []Token, i int) bool {
	for ; i < len(tokens); i++ {
		if f := tokens[i].Form; f == ";" || f == ":" {
			return false
		}
		if finite(&tokens[i]) {
			return true
		}
	}
	return false
}

func hasForm(tokens []Token, form string) bool {
	return slices.ContainsFunc(tokens, func(t Token) bool { return t.Form == form })
}

func nominalStart(t *Token) bool { return t.UPOS == "DET" || t.UPOS == "PROPN" || t.UPOS == "NOUN" }

func finite(t *Token) bool {
	return (t.UPOS == "VERB" || t.UPOS == "AUX") && featValue(t.Feats, "VerbForm") == "Fin"
}

// parseAround parses a sentence without its insertions, and each of these with the noun that it follows.
func (a *Analyzer) parseAround(tokens []Token, list []insertion, s *parseScratch) {
	outer, place := make([]Token, 0, len(tokens)), make([]int, 0, len(tokens))
	n := 0
	for i := range tokens {
		if n < len(list) && i > list[n].last+1 {
			n++
		}
		if n < len(list) && i >= list[n].first-1 && i <= list[n].last+1 {
			continue
		}
		outer, place = append(outer, tokens[i]), append(place, i)
	}
	a.parser.parse(outer, s.state, &s.encoder)
	for k, i := range place {
		h := outer[k].Head
		if h >= 0 {
			h = place[h]
		}
		tokens[i].Head, tokens[i].Deprel = h, outer[k].Deprel
	}
	for _, in := range list {
		host := agreeing(tokens, in)
		inner := append([]Token{tokens[in.host]}, tokens[in.first-1:in.last+1]...)
		a.parser.parse(inner, s.state, &s.encoder)
		top := host
		for k := 1; k < len(inner); k++ {
			i := in.first - 2 + k
			switch h := inner[k].Head; {
			case h < 0 || h == 0 && inner[k].Deprel == "nsubj":
				tokens[i].Head, tokens[i].Deprel = host, in.kind
				top = i
			case h == 0:
				tokens[i].Head, tokens[i].Deprel = host, inner[k].Deprel
				if top == host && inner[k].Deprel != "punct" {
					top = i
				}
			default:
				tokens[i].Head, tokens[i].Deprel = in.first-2+h, inner[k].Deprel
			}
		}
		tokens[in.last+1].Head, tokens[in.last+1].Deprel = top, "punct"
	}
}

// agreeing gives the noun that an insertion says something of: that before it, or one above that which a participle agrees with
// as it does not with the first ("une tour de 99 mètres, baptisée Vexor").
func agreeing(tokens []Token, in insertion) int {
	part := &tokens[in.first]
	if n := tokens[in.host].Head; in.kind != "appos" && in.kind != "parataxis" && tokens[in.host].Deprel == "appos" && n == in.host-1 && tokens[n].UPOS == "NOUN" {
		return n // "le groupe Vexor – détenu par Lorium –"
	}
	if in.kind != "acl" || tokens[in.host].UPOS != "NOUN" {
		return in.host
	}
	for h, steps := in.host, 0; h >= 0 && steps < 4; h, steps = tokens[h].Head, steps+1 {
		if tokens[h].UPOS != "NOUN" && tokens[h].UPOS != "PROPN" {
			break
		}
		if tokens[h].UPOS == "PROPN" || agree(part, &tokens[h]) {
			return h
		}
		if tokens[h].Deprel != "nmod" {
			break
		}
	}
	return in.host
}

// agree tells whether nothing in the features of two words is against their agreeing.
func agree(a, b *Token) bool {
	for _, f := range [...]string{"Gender", "Number"} {
		x, y := featValue(a.Feats, f), featValue(b.Feats, f)
		if x != "" && y != "" && x != y {
			return false
		}
	}
	return true
}
