package extract

import (
	"math"
	"unicode/utf8"

	"cuibono"
)

// maxValue bounds a sum; beyond it a number is an identifier or noise.
const maxValue = 1e17

// figure is a number as written, before it is known what it counts.
type figure struct {
	first, last int // items, both included
	value       float64
	max         float64 // upper end of a range
	scale       float64 // 0 where none is written
	currency    string  // ISO 4217, "" where none is written
	percent     bool
	approximate bool // "une dizaine de"
	inferred    bool
	numeral     bool // written in digits
}

// figures finds the numbers of a sentence that are sums, percentages, or large counts, in order.
func (x *lexicon) figures(items []item) []figure {
	var out []figure
	for i := 0; i < len(items); {
		f, ok := x.figure(items, i)
		if !ok {
			i++
			continue
		}
		f = x.rangeFrom(items, f)
		out = append(out, f)
		i = f.last + 1
	}
	return out
}

// figure reads one number with scale and currency at items[i].
func (x *lexicon) figure(items []item, i int) (f figure, ok bool) {
	f.first = i
	j := i
	if code, n := x.sign(items, j); n > 0 && j+n < len(items) {
		f.currency = code
		j += n
	}
	numberAt := min(j, len(items)-1)
	value, scale, k, digits := x.quantity(items, j, &f)
	if k == j {
		return f, false
	}
	f.value, f.scale, f.numeral = value, scale, digits
	j = k
	// A letter that goes on without a space makes a word of it ("47e", "n8n", "3D"), unless it is a currency.
	if code, n := x.currencyAfter(items, j, f.scale != 0); n > 0 && (f.currency == "" || f.currency == code) {
		f.currency = code
		j += n
	} else if f.currency == "" {
		if _, n := x.percent.at(items, j); n > 0 {
			f.percent = true
			j += n
		}
	}
	if digits && f.scale == 0 && f.currency == "" && !f.percent && j < len(items) && items[j].glued && items[j].kind == letters {
		return f, false
	}
	if f.value > maxValue || math.IsInf(f.value, 0) {
		return f, false
	}
	if items[numberAt].commaGroup && f.scale == 0 && f.currency != "" {
		f.value *= 1000 // "50,000 dollars" in a language whose comma is the decimal mark
	}
	f.last = j - 1
	if f.currency == "" && !f.percent && f.scale == 0 && !digits {
		return f, false // a number word alone: "deux", "one"
	}
	return f, true
}

// sign reads a currency sign or code before a number: "$", "US$", "CHF".
func (x *lexicon) sign(items []item, i int) (code string, n int) {
	it := &items[i]
	if it.kind == number {
		return "", 0
	}
	if i+1 < len(items) && items[i+1].glued && items[i+1].kind != number {
		if code, ok := x.Symbols[it.text+items[i+1].text]; ok {
			return code, 2
		}
	}
	if it.kind == letters && utf8.RuneCountInString(it.text) < 2 {
		return "", 0
	}
	if code, ok := x.Symbols[it.text]; ok {
		return code, 1
	}
	return "", 0
}

// quantity reads number words or digits and the scales after them; next is the item after.
func (x *lexicon) quantity(items []item, i int, f *figure) (value, scale float64, next int, digits bool) {
	n := len(items)
	if i >= n {
		return 0, 0, i, false
	}
	j := i
	switch {
	case items[j].kind == number:
		if items[j].glued && j > 0 && items[j-1].kind != sign && f.currency == "" {
			return 0, 0, i, false // digits inside a word: "n8n"
		}
		if items[j].glued && j > 0 && f.currency == "" && (items[j-1].text == "#" || items[j-1].text == "." || items[j-1].text == "/" || items[j-1].text == "@") {
			return 0, 0, i, false
		}
		value, digits = items[j].value, true
		j++
	default:
		if _, k := x.halfBefore.at(items, j); k > 0 {
			if s, w := x.scaleAt(items, j+k, false); w > 0 {
				return 0.5 * s, s, j + k + w, false
			}
		}
		v, k := x.numberWords(items, j)
		if k == j {
			// "billion-dollar": a scale that a hyphen ties to its currency counts once.
			if s, w := x.scaleAt(items, j, false); items[j].kind == letters && w > 0 && s >= 1e6 && j+w+1 < n && items[j+w].text == "-" && items[j+w].glued && x.currencies[items[j+w+1].low] != nil {
				if j == 0 || items[j-1].text != "-" {
					return s, s, j + w, false
				}
			}
			return 0, 0, i, false
		}
		value, j = v, k
		if j < n {
			if c, ok := x.Amounts.Collectives[items[j].low]; ok {
				value *= c
				j++
				f.approximate = true
				if j < n && x.link[items[j].low] {
					if _, w := x.scaleAt(items, j+1, true); w > 0 {
						j++
					}
				}
			} else if _, k := x.halfBefore.at(items, j); k > 0 { // "un demi-milliard"
				if s, w := x.scaleAt(items, j+k, false); w > 0 {
					return value * 0.5 * s, s, j + k + w, false
				}
			}
		}
	}
	if !digits { // "one and a half million"
		if _, h := x.halfAfter.at(items, j); h > 0 {
			if _, w := x.scaleAt(items, j+h, false); w > 0 {
				value += 0.5
				j += h
			}
		}
	}
	s, w := x.scaleAt(items, j, digits || f.currency != "")
	if w == 0 && f.currency != "" && j+1 < n && items[j].kind == letters && !items[j].glued && !items[j+1].glued {
		if m, ok := x.Amounts.Scales[items[j].text]; ok && m >= 1e6 { // "USD 5 M"
			s, w = m, 1
		}
	}
	if w == 0 {
		return value, 0, j, digits
	}
	scale = s
	value *= s
	j += w
	// "mille milliards", "2,000 billion": a scale of a scale.
	for {
		s, w := x.scaleAt(items, j, false)
		if w == 0 || s < 1000 || scale >= 1e9 {
			break
		}
		value *= s
		scale *= s
		j += w
	}
	if _, w := x.halfAfter.at(items, j); w > 0 {
		value += scale / 2
		j += w
	}
	return value, scale, j, digits
}

// scaleAt reads a scale word; one of a single letter must be glued to the number (numeral) and
// mean money by what follows or went before, which the caller knows.
func (x *lexicon) scaleAt(items []item, i int, numeral bool) (scale float64, n int) {
	if i < len(items) && items[i].text == "-" && items[i].glued && i+1 < len(items) && items[i+1].glued {
		if s, w := x.scaleAt(items, i+1, false); w > 0 { // "$2-billion"
			return s, w + 1
		}
		return 0, 0
	}
	if i >= len(items) || items[i].kind != letters {
		return 0, 0
	}
	it := &items[i]
	s, ok := x.Amounts.Scales[it.text]
	if !ok && len(it.text) > 2 {
		s, ok = x.Amounts.Scales[it.low]
	}
	if !ok {
		return 0, 0
	}
	if utf8.RuneCountInString(it.text) == 1 {
		if !numeral {
			return 0, 0
		}
		currencyNext := false
		if i+1 < len(items) && items[i+1].glued {
			_, k := x.sign(items, i+1)
			currencyNext = k > 0
		}
		if !it.glued && !currencyNext {
			return 0, 0
		}
		if !currencyNext && i+1 < len(items) && items[i+1].glued && items[i+1].kind == letters {
			return 0, 0
		}
		// "3M" alone is a name; "$3M", "3M€" and "3m euros" are sums.
		if !currencyNext {
			before := false
			if i >= 2 {
				_, k := x.sign(items, i-2)
				before = k > 0
			}
			_, after := x.currencyAfter(items, i+1, true)
			if !before && after == 0 {
				return 0, 0
			}
		}
	}
	return s, 1
}

// numberWords reads a run of number words ("deux cent cinquante", "twenty-one").
func (x *lexicon) numberWords(items []item, i int) (value float64, next int) {
	j := i
	for j < len(items) {
		v, ok := x.Amounts.Numbers[items[j].low]
		if !ok {
			break
		}
		switch {
		case v == 100 && math.Mod(value, 1000) >= 1 && math.Mod(value, 1000) < 100:
			value += 99 * math.Mod(value, 1000)
		case v >= 1000:
			value = max(value, 1) * v
		case v == 20 && value == 4 && j > i: // quatre-vingts
			value = 80
		case j > i && v < 100 && math.Mod(value, 10) != 0 && !(value >= 60 && value <= 99):
			return value, j // two numbers side by side
		default:
			value += v
		}
		j++
		// a hyphen or "et"/"and" goes on if another number word follows
		if j+1 < len(items) && (items[j].text == "-" && items[j].glued || x.and[items[j].low] && value >= 20) {
			if w, ok := x.Amounts.Numbers[items[j+1].low]; ok && w < 100 && w > 0 && !(x.and[items[j].low] && w >= value) {
				j++
			}
		}
	}
	return value, j
}

// currencyAfter reads a currency after a number: "€", "d'euros", "Canadian dollars", "US".
func (x *lexicon) currencyAfter(items []item, i int, scaled bool) (code string, n int) {
	if i >= len(items) {
		return "", 0
	}
	it := &items[i]
	if code, k := x.sign(items, i); k > 0 {
		if it.kind == letters && !x.isCode(it.text) {
			return "", 0
		}
		// "$ 5" begins the next sum
		if i+k < len(items) && items[i+k].kind == number && items[i+k].glued && !it.glued {
			return "", 0
		}
		return code, k
	}
	j := i
	if items[j].text == "-" && items[j].glued && j+1 < len(items) && items[j+1].glued { // "$2-billion", "50-dollar"
		j++
	} else if scaled && x.link[items[j].low] {
		j++
	}
	if j >= len(items) {
		return "", 0
	}
	// an adjective before: "Canadian dollars", "US dollars", "U.S. dollars"
	qualifier, q := x.qualifiers.at(items, j)
	if q > 0 && j+q < len(items) {
		if c := x.currencies[items[j+q].low]; c != nil {
			if code := c.Qualified[qualifier]; code != "" {
				return code, j + q + 1 - i
			}
		}
	}
	c := x.currencies[items[j].low]
	if c == nil {
		return "", 0
	}
	j++
	code = c.Code
	if q, k := x.qualifiers.at(items, j); k > 0 {
		if other := c.Qualified[q]; other != "" {
			code = other
			j += k
		}
	}
	return code, j - i
}

// isCode tells whether text is a currency code or sign that may stand after a number.
func (x *lexicon) isCode(text string) bool {
	return len(text) == 3 && text[0] >= 'A' && text[0] <= 'Z' && text[1] >= 'A' && text[1] <= 'Z' && text[2] >= 'A' && text[2] <= 'Z' || text == "FCFA"
}

// rangeFrom extends f by the upper end of a range: "2 à 3 milliards", "between £2m and £3m".
func (x *lexicon) rangeFrom(items []item, f figure) figure {
	j := f.last + 1
	if j+1 >= len(items) || f.percent {
		return f
	}
	opened := f.first > 0 && x.between[items[f.first-1].low]
	for k := 2; !opened && k <= 3 && f.first >= k; k++ { // "entre au moins 2 et 3"
		opened = x.between[items[f.first-k].low] && k == 2 && x.link[items[f.first-1].low]
	}
	switch w := items[j].low; {
	case opened && x.and[w]:
	case x.to[w]:
		if f.currency != "" && f.scale == 0 && f.value >= 1900 && f.value < 2100 {
			return f
		}
	default:
		return f
	}
	dash := items[j].kind == sign
	g, ok := x.figure(items, j+1)
	if !ok {
		return f
	}
	if !opened && f.currency != "" && g.currency != "" && !dash {
		return f // "de 2 M€ à 3 M€" moves from one sum to another
	}
	if g.percent || g.currency == "" && g.scale == 0 && !(opened && f.currency != "") {
		return f
	}
	if f.currency != "" && g.currency != "" && f.currency != g.currency {
		return f
	}
	low, high := f.value, g.value
	if f.scale == 0 && g.scale != 0 {
		low *= g.scale
	}
	if g.scale == 0 && f.scale != 0 {
		high *= f.scale
	}
	if low >= high {
		return f
	}
	r := f
	r.value, r.max, r.last = low, high, g.last
	if r.currency == "" {
		r.currency = g.currency
	}
	r.scale = math.Max(f.scale, g.scale)
	return r
}

// shareUnits gives a bare number that stands before a sum in a coordination that sum's unit:
// "de 100 et de 60 millions".
func (x *lexicon) shareUnits(items []item, figures []figure) {
	for i := len(figures) - 2; i >= 0; i-- {
		f, g := &figures[i], &figures[i+1]
		if f.scale != 0 || f.currency != "" || f.percent || g.scale == 0 || g.percent || g.first <= f.last+1 {
			continue
		}
		between := items[f.last+1 : g.first]
		if len(between) > 3 || !x.and[between[0].low] && between[0].text != "," {
			continue
		}
		plain := true
		for _, it := range between[1:] {
			plain = plain && (x.link[it.low] || x.and[it.low])
		}
		if plain && f.value < 1000 {
			f.value *= g.scale
			f.scale, f.currency, f.inferred = g.scale, g.currency, true
		}
	}
}

// elliptic tells whether the bare number f stands where a sum is expected.
func (x *lexicon) elliptic(items []item, f *figure) bool {
	if !f.numeral || f.scale != 0 || f.max != 0 || f.value < 1 || f.value >= 1000 {
		return false
	}
	if f.last+1 < len(items) {
		switch next := &items[f.last+1]; {
		case next.glued && next.kind != sign:
			return false
		case next.kind == number, next.text == "-", next.text == "/", next.text == ":":
			return false
		case next.kind == letters:
			if _, month := x.Dates.Months[next.low]; month {
				return false
			}
		}
	}
	_, n := x.ellipsis.before(items, f.first)
	return n > 0
}

// boundOf reads the words around a figure that bound it.
func (x *lexicon) boundOf(items []item, f *figure) cuibono.Bound {
	if f.max != 0 {
		return cuibono.Range
	}
	if b, n := x.bounds.before(items, f.first); n > 0 {
		return b
	}
	if f.first > 1 { // "plus d'« un milliard »": a quotation mark or bracket between
		if it := items[f.first-1]; it.kind == sign && (it.text == "\"" || it.text == "«" || it.text == "“" || it.text == "'") {
			if b, n := x.bounds.before(items, f.first-1); n > 0 {
				return b
			}
		}
	}
	if b, n := x.boundsAfter.at(items, f.last+1); n > 0 {
		return b
	}
	if f.approximate {
		return cuibono.About
	}
	return cuibono.Exact
}
