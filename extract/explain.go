package extract

import (
	"context"
	"fmt"
	"strings"

	"cuibono"
)

// Explain gives the claims of an article as text for a person who wants to know why they were found, or why
// not: for each sentence with a name its tree, the entities in it, and each claim with its
// pattern, the words that fill it, and what decided status, speaker and confidence. Claims below the
// threshold are shown as such.
func (x *Extractor) Explain(ctx context.Context, a *cuibono.Article) (string, error) {
	r, err := x.read(ctx, a, nil)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	bySentence := map[int][]*candidate{}
	for i := range r.out {
		c := &r.out[i]
		bySentence[c.sentence] = append(bySentence[c.sentence], c)
	}
	for i := range r.d.tree.Sentences {
		list := bySentence[i]
		if len(list) == 0 && len(r.d.mentions[i]) == 0 {
			continue
		}
		r.explainSentence(&b, i)
		for _, c := range list {
			r.explainClaim(&b, c, x.options.Threshold)
		}
		b.WriteByte('\n')
	}
	return b.String(), nil
}

// explainSentence writes a sentence with its tree: a line for each word, with its head and what it refers to.
func (r *reader) explainSentence(b *strings.Builder, i int) {
	s := &r.d.tree.Sentences[i]
	fmt.Fprintf(b, "# %s\n", strings.Join(strings.Fields(r.d.tree.Text[s.Start:s.End]), " "))
	for t := range s.Tokens {
		k := &s.Tokens[t]
		head := "-"
		if k.Head >= 0 && k.Head < len(s.Tokens) {
			head = s.Tokens[k.Head].Form
		}
		fmt.Fprintf(b, "  %3d %-24s %-18s %-6s %-12s < %s", t, k.Form, k.Lemma, k.UPOS, k.Deprel, head)
		if m := r.d.mentionHeaded(i, t); m != nil {
			name := "?"
			if m.Entity != Unresolved {
				e := &r.d.entities[m.Entity]
				name = e.Name + " (" + e.Type + ")"
			}
			fmt.Fprintf(b, "  = %s %.2f", name, m.Score)
		}
		b.WriteByte('\n')
	}
}

// explainClaim writes one claim with its reasons.
func (r *reader) explainClaim(b *strings.Builder, c *candidate, threshold float64) {
	sign := "+"
	if calibrated(c.score) < threshold {
		sign = "-"
	}
	object := ""
	if c.object.entity != Unresolved {
		object = " " + r.d.entities[c.object.entity].Name
	}
	fmt.Fprintf(b, "%s %s %s%s", sign, r.d.entities[c.subject.entity].Name, c.relation.Name.Value, object)
	if c.amount != nil {
		fmt.Fprintf(b, "; amount=%.0f %s", c.amount.Value, c.amount.Currency)
	}
	if c.share != 0 {
		fmt.Fprintf(b, "; share=%g", c.share)
	}
	if c.role != "" {
		fmt.Fprintf(b, "; role=%s", c.role)
	}
	fmt.Fprintf(b, "; status=%s", c.mode.status)
	if c.polarity == cuibono.Denied {
		b.WriteString("; polarity=no")
	}
	if c.voice.entity != Unresolved {
		fmt.Fprintf(b, "; by=%s", r.d.entities[c.voice.entity].Name)
	}
	fmt.Fprintf(b, "\n    pattern %s (%s) at %q, template %s, confidence %.2f", c.in.pattern.Name, c.in.pattern.Pos, c.s.toks[c.trigger].Form, c.template.Claim, calibrated(c.score))
	if c.mode.why != "" {
		fmt.Fprintf(b, ", status by %q", c.mode.why)
	}
	b.WriteByte('\n')
}
