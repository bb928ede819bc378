package eval

import (
	"bufio"
	"fmt"
	"io"

	"cuibono"
)

// maxListed is how many articles are listed one by one; of more, only the sums tell anything.
const maxListed = 200

// Write writes the report as text: a line for each article unless they are many, then relations, languages, qualifiers and the
// total. With errors it begins with what is wrong and missed, each with its sentence.
func (r *Report) Write(w io.Writer, errors bool) error {
	b := bufio.NewWriter(w)
	next := 0
	for _, a := range r.Articles {
		for ; errors && next < len(r.Errors) && r.Errors[next].Article == a.ID; next++ {
			e := &r.Errors[next]
			fmt.Fprintln(b, e)
			if e.Sentence != "" {
				fmt.Fprintf(b, "          «%s»\n", e.Sentence)
			}
		}
		if len(r.Articles) > maxListed {
			continue
		}
		fmt.Fprintf(b, "%-10s core %3d  right %3d  wrong %3d  P %.2f  R %.2f\n", a.ID, a.Core, a.Right, a.Wrong, a.Precision(), a.Recall())
	}
	fmt.Fprintln(b)
	for _, k := range sortedKeys(r.Relations) {
		c := r.Relations[k]
		fmt.Fprintf(b, "%-16s right %3d  wrong %3d  missed %3d\n", k, c.Right, c.Wrong, c.Missed)
	}
	for _, k := range sortedKeys(r.Qualifiers) {
		t := r.Qualifiers[k]
		fmt.Fprintf(b, "qualifier %-8s %d/%d\n", k, t.Right, t.Total)
	}
	for _, k := range sortedKeys(r.Languages) {
		c := r.Languages[k]
		fmt.Fprintf(b, "language %-3s P %.3f  R %.3f  F1 %.3f  (%d right, %d wrong, %d missed)\n", k, c.Precision(), c.Recall(), c.F1(), c.Right, c.Wrong, c.Missed)
	}
	if r.Unknown > 0 {
		fmt.Fprintf(b, "%d claims of articles without gold, left aside\n", r.Unknown)
	}
	fmt.Fprintf(b, "P %.3f  R %.3f  F1 %.3f  (%d right, %d wrong, %d missed)\n", r.Precision(), r.Recall(), r.F1(), r.Right, r.Wrong, r.Missed)
	return b.Flush()
}

// String gives the error in one line: "fr-a01  missed  (Velmor, invests_in, Ardane)".
func (e *Error) String() string {
	if e.Gold != nil {
		return e.Article + "  missed  " + e.Gold.String()
	}
	return e.Article + "  wrong   " + show(e.Claim)
}

func show(c *cuibono.Claim) string {
	object := ""
	if c.Object != nil {
		object = c.Object.Name
	} else if c.Amount != nil {
		object = number(c.Amount.Value) + " " + c.Amount.Currency
	}
	s := "(" + c.Subject.Name + ", " + c.Predicate + ", " + object + ")"
	if c.Polarity == cuibono.Denied {
		s += " denied"
	}
	if c.Pattern != "" {
		s += "  [" + c.Pattern + "]"
	}
	return s
}
