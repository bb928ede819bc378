package rdf

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"math"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"cuibono"
)

// Folders of the graph's own names. Those of entities never fall into them: relation names and these
// are all lower-case, and a slash in a name is escaped (cuibono.EntityID).
const (
	ArticlePrefix = "article/"
	ClaimPrefix   = "claim/"
	AmountPrefix  = "amount/"
)

// noCurrency is what ISO 4217 has for "no currency".
const noCurrency = "XXX"

// AmountIRI names a sum by its content: <amount/USD500000000000>, <amount/USD20000000000_at_least>,
// <amount/EUR30000000000-50000000000> for a range.
func AmountIRI(a cuibono.Amount) quad.IRI {
	s := AmountPrefix + segment(cmp.Or(a.Currency, noCurrency)) + number(a.Value)
	switch a.Bound {
	case cuibono.Exact:
	case cuibono.Range:
		s += "-" + number(a.Max)
	default:
		s += "_" + segment(string(a.Bound))
	}
	return quad.IRI(s)
}

// number writes f in full, without an exponent.
func number(f float64) string {
	return strconv.FormatFloat(f, 'f', -1, 64)
}

// numeral is the value that stands for f in the graph: an integer where it is one, which is what a person
// compares with in a query.
func numeral(f float64) quad.Value {
	if f == math.Trunc(f) && math.Abs(f) < 1<<53 {
		return quad.Int(int64(f))
	}
	return quad.Float(f)
}

// segment is s as one segment of an IRI.
func segment(s string) string {
	return strings.TrimPrefix(cuibono.TopicID("", s), "/")
}

// ClaimIRI names a claim by what it says, where and in which words: the first 96 bits of a SHA-256. Two
// claims of ten to the ninth share one with a probability below 10⁻¹¹. The confidence is not part of
// what it says.
func ClaimIRI(article string, c *cuibono.Claim) quad.IRI {
	h := sha256.New()
	write := func(fields ...string) {
		for _, f := range fields {
			// The length in front keeps "ab"+"c" and "a"+"bc" apart.
			h.Write([]byte(strconv.Itoa(len(f))))
			h.Write([]byte{':'})
			h.Write([]byte(f))
		}
	}
	ref := func(r *cuibono.Ref) string {
		if r == nil {
			return ""
		}
		return r.ID
	}
	amount := ""
	if c.Amount != nil {
		amount = string(AmountIRI(*c.Amount))
	}
	write(article, c.Subject.ID, c.Predicate, ref(c.Object), amount, number(c.Share), c.Role, c.When, c.Horizon,
		string(c.Status), string(c.Polarity), ref(c.SaidBy), strconv.Itoa(c.Quote.Offset), c.Quote.Text)
	return quad.IRI(ClaimPrefix + hex.EncodeToString(h.Sum(nil)[:12]))
}
