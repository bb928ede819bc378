package extract

import (
	"strings"

	"cuibono"
)

// voices knows, of a whole article, which words are within which quotation and which paragraphs are the answers of
// an interview.
type voices struct {
	quote [][]int // by sentence and token: the number of the quotation, 0 outside
	// said are the speakers of quotations found so far, by number.
	said map[int]voice
	// answers tells for each sentence whether it is part of an answer; interviewee whose.
	answers     []bool
	interviewee int
	passage     []int // by sentence: the number of the passage
}

// findVoices marks quotations, which may run over several sentences of a paragraph, and answers.
func (r *reader) findVoices() {
	d := r.d
	v := &voices{quote: make([][]int, len(d.tree.Sentences)), said: map[int]voice{}, answers: make([]bool, len(d.tree.Sentences)), interviewee: Unresolved}
	passage := r.passageOf()
	n, open, last := 0, "", -1
	for i := range d.tree.Sentences {
		if passage[i] != last {
			open, last = "", passage[i]
		}
		toks := d.tree.Sentences[i].Tokens
		v.quote[i] = make([]int, len(toks))
		for t := range toks {
			switch f := toks[t].Form; f {
			case "«", "“", "„", "‘":
				if open == "" {
					n++
					open = f
				}
			case "»", "”", "’":
				if open != "" && (open != "‘" || f == "’") && (f != "’" || open == "‘") {
					v.quote[i][t] = n
					open = ""
					continue
				}
			case "\"", "''", "``":
				if open == f {
					v.quote[i][t] = n
					open = ""
					continue
				}
				if open == "" {
					n++
					open = f
				}
			}
			if open != "" {
				v.quote[i][t] = n
			}
		}
	}
	v.passage = passage
	r.voices = v
	r.findInterview(passage)
}

// passageOf gives for each sentence the number of the passage it stands in.
func (r *reader) passageOf() []int {
	d := r.d
	out := make([]int, len(d.tree.Sentences))
	if len(d.article.Passages) == 0 {
		for i := range out {
			if i > 0 {
				out[i] = out[i-1]
				if strings.ContainsRune(d.tree.Text[d.tree.Sentences[i-1].End:d.tree.Sentences[i].Start], '\n') {
					out[i]++
				}
			}
		}
		return out
	}
	p := 0
	for i := range out {
		for p < len(d.article.Passages) && d.article.Passages[p].End <= d.tree.Sentences[i].Start {
			p++
		}
		out[i] = p
	}
	return out
}

// findInterview tells whether the article is one: questions, each a short paragraph of its own, with answers
// between them, and someone named before the first question, or at the head of the first answer, who gives them.
func (r *reader) findInterview(passage []int) {
	d := r.d
	question := map[int]bool{}
	words := map[int]int{}
	var order []int
	for i := range d.tree.Sentences {
		p := passage[i]
		if words[p] == 0 {
			order = append(order, p)
		}
		toks := d.tree.Sentences[i].Tokens
		words[p] += len(toks)
		last := ""
		for t := len(toks) - 1; t >= 0 && t >= len(toks)-3; t-- {
			if f := toks[t].Form; f == "?" || f == "…" || f == "." || f == "!" {
				last = f
				break
			}
		}
		question[p] = last == "?" && words[p] <= 40
	}
	count, first := 0, -1
	for k, p := range order {
		if question[p] && k+1 < len(order) && !question[order[k+1]] {
			count++
			if first < 0 {
				first = p
			}
		}
	}
	if count < 3 {
		return
	}
	r.voices.interviewee = r.whoAnswers(passage, first, question)
	if r.voices.interviewee == Unresolved {
		return
	}
	for i := range d.tree.Sentences {
		if p := passage[i]; p > first && !question[p] {
			// A remark of the interviewer that is no question: a short paragraph between two answers.
			r.voices.answers[i] = words[p] > 14 || r.startsQuoted(i) || p > 0 && question[p-1]
		}
	}
}

func (r *reader) startsQuoted(i int) bool {
	return len(r.voices.quote[i]) > 0 && r.voices.quote[i][0] > 0
}

// whoAnswers gives the interviewee: the person whose name stands before a dash at the head of an answer, else the one
// whom the introduction names last as speaking.
func (r *reader) whoAnswers(passage []int, first int, question map[int]bool) int {
	d := r.d
	labelled, spoke, named := Unresolved, Unresolved, Unresolved
	for i := range d.tree.Sentences {
		for k := range d.mentions[i] {
			m := &d.mentions[i][k]
			if m.Kind != Name || m.Entity == Unresolved || !r.schema.IsA(d.entities[m.Entity].Type, r.personType()) {
				continue
			}
			if passage[i] > first && labelled == Unresolved && m.First == 0 {
				rest := strings.TrimLeft(d.tree.Text[m.End:min(len(d.tree.Text), m.End+12)], " .:")
				if strings.HasPrefix(rest, "–") || strings.HasPrefix(rest, "—") || strings.HasPrefix(rest, "- ") || strings.HasPrefix(d.tree.Text[m.End:], " :") || strings.HasPrefix(d.tree.Text[m.End:], ":") {
					labelled = m.Entity
				}
			}
			if passage[i] < first {
				named = m.Entity
				toks := d.tree.Sentences[i].Tokens
				if h := toks[m.Head].Head; h >= 0 && h < len(toks) && (r.cues.speech[strings.ToLower(toks[h].Lemma)] || r.cues.asking[strings.ToLower(toks[h].Lemma)]) {
					spoke = m.Entity
				}
			}
		}
	}
	switch {
	case labelled != Unresolved:
		return labelled
	case spoke != Unresolved:
		return spoke
	}
	return named
}

// personType is the name of the type that speakers of interviews have: the domain of nothing else, so the schema says
// it by its class in the public vocabulary.
func (r *reader) personType() string {
	for _, t := range r.schema.Types() {
		if t.IRI == "schema:Person" {
			return t.Name.Value
		}
	}
	return ""
}

// voiceOf gives who is responsible for what token t of a sentence states, the quotations and answers around it included.
func (r *reader) voiceOf(s *sentence, t int) voice {
	v := s.speaker(t)
	v.rumour = s.rumours(v.verb)
	if v.entity != Unresolved && !r.speaks(v.entity) {
		v.entity = Unresolved
	}
	q := r.voices.quote[s.index][t]
	if v.entity != Unresolved {
		if q > 0 {
			r.voices.said[q] = v
		}
	} else if q > 0 && !v.anonymous {
		v = r.quotedBy(s, q, v)
	}
	if v.entity == Unresolved && r.voices.answers[s.index] && !s.question {
		v.entity, v.score = r.voices.interviewee, 0.9
	}
	return v
}

// speaks tells whether an entity is of a type that can say something.
func (r *reader) speaks(entity int) bool {
	switch r.d.entities[entity].Type {
	case personType, organizationType, placeType:
		return true
	}
	return false
}

// quotedBy looks for the speaker of a quotation in the other sentences that it runs through, and those beside it.
func (r *reader) quotedBy(s *sentence, q int, v voice) voice {
	if known, ok := r.voices.said[q]; ok {
		return known
	}
	from, to := s.index, s.index
	for from > 0 && holds(r.voices.quote[from-1], q) {
		from--
	}
	for to+1 < len(r.voices.quote) && holds(r.voices.quote[to+1], q) {
		to++
	}
	if to-from > 20 {
		return v
	}
	for i := from; i <= to; i++ {
		if i == s.index {
			continue
		}
		other := newSentence(r.d, r.cues, i, r.voices.quote[i])
		for w := range other.toks {
			if other.quoted[w] == 0 && other.isSpeech(w) {
				if who, ok := other.sayer(w, -1); ok {
					who.score *= 0.9
					r.voices.said[q] = who
					return who
				}
			}
		}
	}
	// A further quotation in the paragraph of someone who was just quoted: "“…,” said Ana Velt. “…”"
	for i := from; i >= 0 && i >= from-3 && r.voices.passage[i] == r.voices.passage[from]; i-- {
		other := newSentence(r.d, r.cues, i, r.voices.quote[i])
		for w := len(other.toks) - 1; w >= 0; w-- {
			if other.quoted[w] == 0 && other.isSpeech(w) && other.quotes() {
				if who, ok := other.sayer(w, -1); ok && r.speaks(who.entity) {
					who.score *= 0.85
					r.voices.said[q] = who
					return who
				}
			}
		}
	}
	r.voices.said[q] = v
	return v
}

// quotes tells whether some of the sentence is within a quotation.
func (s *sentence) quotes() bool {
	for _, q := range s.quoted {
		if q > 0 {
			return true
		}
	}
	return false
}

func holds(list []int, q int) bool {
	for _, x := range list {
		if x == q {
			return true
		}
	}
	return false
}

// passageKind gives the kind of passage that sentence i stands in.
func (r *reader) passageKind(i int) cuibono.PassageKind {
	start := r.d.tree.Sentences[i].Start
	for _, p := range r.d.article.Passages {
		if p.Start <= start && start < p.End {
			return p.Kind
		}
	}
	return cuibono.Body
}
