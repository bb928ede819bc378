package extract

import (
	"fmt"
	"strconv"
	"time"

	"cuibono"
)

// moment is a day, month or year relative to which words are resolved; the zero value is unknown.
type moment struct {
	day  time.Time
	unit byte // 'D', 'M' or 'Y': how much of day is known; 0 for nothing
}

// parseMoment reads an ISO 8601 date or a part of one.
func parseMoment(s string) moment {
	for _, layout := range []struct {
		text string
		unit byte
	}{{"2006-01-02", 'D'}, {"2006-01", 'M'}, {"2006", 'Y'}} {
		if len(s) >= len(layout.text) {
			if t, err := time.Parse(layout.text, s[:len(layout.text)]); err == nil {
				return moment{t, layout.unit}
			}
		}
	}
	return moment{}
}

// iso writes as much of t as unit says.
func iso(t time.Time, unit byte) string {
	switch unit {
	case 'D':
		return t.Format("2006-01-02")
	case 'M':
		return t.Format("2006-01")
	}
	return t.Format("2006")
}

// shift moves the moment by n units and writes the result to that unit; "" where the moment is not
// known that finely. A week is written as its month when months agree, else as the day of its middle.
func (m moment) shift(unit byte, n int) string {
	if m.unit == 0 || m.day.Year()+n > 9000 || m.day.Year()+n < 1000 || n > 1e6 || n < -1e6 {
		return ""
	}
	switch unit {
	case 'D':
		if m.unit == 'D' {
			return iso(m.day.AddDate(0, 0, n), 'D')
		}
		if m.unit == 'M' && n >= -2 && n <= 1 {
			return iso(m.day, 'M')
		}
		return ""
	case 'W':
		if m.unit == 'D' {
			return iso(m.day.AddDate(0, 0, 7*n), 'M')
		}
		return ""
	case 'M', 'Q':
		if m.unit == 'Y' {
			return ""
		}
		if unit == 'Q' {
			n *= 3
		}
		first := time.Date(m.day.Year(), m.day.Month(), 1, 0, 0, 0, 0, time.UTC)
		return iso(first.AddDate(0, n, 0), 'M')
	case 'X':
		n *= 10
	}
	return iso(time.Date(m.day.Year()+n, 1, 1, 0, 0, 0, 0, time.UTC), 'Y')
}

// when is a date or a horizon found in a list of items.
type when struct {
	first, last int
	value       string
	horizon     bool
	future      bool
}

// dates finds the dates and horizons among items, in order, resolved against now.
func (x *lexicon) datesIn(items []item, now moment) []when {
	var out []when
	for i := 0; i < len(items); {
		w, ok := x.dateAt(items, i, now)
		if !ok {
			i++
			continue
		}
		out = append(out, w)
		i = w.last + 1
	}
	return out
}

func (x *lexicon) dateAt(items []item, i int, now moment) (when, bool) {
	it := &items[i]
	if it.kind == letters {
		if r, n := x.relative.at(items, i); n > 0 {
			value := now.shift(r.Unit[0], r.Offset)
			return when{first: i, last: i + n - 1, value: value, future: r.Offset > 0}, value != ""
		}
		if month, ok := x.monthAt(items, i); ok {
			return x.fromMonth(items, i, month, now)
		}
		if day, ok := x.Dates.Weekdays[it.low]; ok {
			return x.fromWeekday(items, i, day, now)
		}
		if w, ok := x.period(items, i, now); ok {
			return w, true
		}
		return when{}, false
	}
	if it.kind != number {
		return when{}, false
	}
	if w, ok := x.numericDate(items, i, now); ok {
		return w, true
	}
	// a day before a month: "21 octobre 2024", "1er juin", "7th of August"
	if it.whole && it.value >= 1 && it.value <= 31 {
		j := i + 1
		if j < len(items) && items[j].glued && x.ordinal[items[j].low] {
			j++
		}
		if j < len(items) && x.link[items[j].low] {
			j++
		}
		if j < len(items) && items[j].kind == letters && !items[j].glued {
			if month, ok := x.Dates.Months[items[j].low]; ok && (items[j].text != items[j].low || !x.Names.DerivedCapitals) {
				return x.fromDayMonth(items, i, j, int(it.value), month, now)
			}
		}
	}
	if w, ok := x.period(items, i, now); ok {
		return w, true
	}
	if x.isYear(items, i) {
		if _, n := x.before.before(items, i); n > 0 || x.yearStands(items, i) {
			return when{first: i, last: i, value: it.text, future: now.unit != 0 && int(it.value) > now.day.Year()}, true
		}
	}
	return when{}, false
}

// monthAt tells whether items[i] names a month. Forms that are other words too count beside a number
// or after a preposition of dates.
func (x *lexicon) monthAt(items []item, i int) (int, bool) {
	it := &items[i]
	month, ok := x.Dates.Months[it.low]
	if !ok {
		return 0, false
	}
	if !x.ambiguous[it.low] {
		return month, true
	}
	if x.Names.DerivedCapitals && it.text == it.low {
		return 0, false // "may", "march"
	}
	if i+1 < len(items) {
		j := i + 1
		if items[j].text == "." {
			j++
		}
		if j < len(items) && items[j].kind == number {
			return month, true
		}
	}
	_, n := x.before.before(items, i)
	return month, n > 0
}

func (x *lexicon) isYear(items []item, i int) bool {
	it := &items[i]
	return i < len(items) && it.kind == number && it.whole && len(it.text) == 4 && it.value >= 1800 && it.value < 2200 &&
		(i+1 >= len(items) || !items[i+1].glued || items[i+1].kind == sign && items[i+1].text != "%" && items[i+1].text != "€" && items[i+1].text != "$")
}

// yearStands tells whether a four-digit number without preposition is a year all the same: in
// brackets, or after a comma or a dash at the end.
func (x *lexicon) yearStands(items []item, i int) bool {
	return i > 0 && i+1 < len(items) && items[i-1].text == "(" && (items[i+1].text == ")" || items[i+1].text == "-" || items[i+1].text == "–")
}

// numericDate reads 2025-01-21, 21/01/2025 and 21.01.2025.
func (x *lexicon) numericDate(items []item, i int, now moment) (when, bool) {
	if i+4 >= len(items) {
		return when{}, false
	}
	sep := items[i+1].text
	if sep != "-" && sep != "/" || items[i+3].text != sep || items[i+2].kind != number || items[i+4].kind != number {
		return when{}, false
	}
	for k := 1; k <= 4; k++ {
		if !items[i+k].glued {
			return when{}, false
		}
	}
	var text string
	switch {
	case len(items[i].text) == 4 && sep == "-":
		text = fmt.Sprintf("%s-%02.0f-%02.0f", items[i].text, items[i+2].value, items[i+4].value)
	case len(items[i+4].text) == 4 && x.decimal == ',':
		text = fmt.Sprintf("%s-%02.0f-%02.0f", items[i+4].text, items[i+2].value, items[i].value)
	default:
		return when{}, false
	}
	m := parseMoment(text)
	if m.unit != 'D' {
		return when{}, false
	}
	return when{first: i, last: i + 4, value: text, future: now.unit != 0 && m.day.After(now.day)}, true
}

// fromDayMonth completes "21 octobre" by a year, written or guessed: the nearest one that is not
// after the article's date by more than a month.
func (x *lexicon) fromDayMonth(items []item, first, at, day, month int, now moment) (when, bool) {
	w := when{first: first, last: at}
	j := at + 1
	if j < len(items) && items[j].text == "." {
		j++
	}
	if j < len(items) && items[j].text == "," {
		j++
	}
	year := 0
	if j < len(items) && x.isYear(items, j) {
		year, w.last = int(items[j].value), j
	} else if now.unit != 0 {
		year = x.yearOf(month, items, at, now)
	}
	if year == 0 {
		return w, false
	}
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if t.Day() != day {
		return w, false
	}
	w.value = iso(t, 'D')
	w.future = now.unit != 0 && t.After(now.day)
	return w, true
}

// yearOf guesses the year of a month named without one: the last such month up to the article's
// date, or the coming one after "next", "prochain".
func (x *lexicon) yearOf(month int, items []item, at int, now moment) int {
	year := now.day.Year()
	current := int(now.day.Month())
	if now.unit == 'Y' {
		return year
	}
	beside := func(words set) bool {
		return at > 0 && words[items[at-1].low] || at+1 < len(items) && words[items[at+1].low]
	}
	switch {
	case beside(x.next):
		if month <= current {
			year++
		}
	case beside(x.last):
		if month >= current {
			year--
		}
	case month > current+1:
		year--
	}
	return year
}

// fromMonth reads "juin 2023", "January 21, 2025", "juin dernier" or a month alone.
func (x *lexicon) fromMonth(items []item, i, month int, now moment) (when, bool) {
	w := when{first: i, last: i}
	j := i + 1
	if j < len(items) && items[j].text == "." && j+1 < len(items) && (items[j+1].kind == number) {
		j++
	}
	if j < len(items) && x.link[items[j].low] {
		j++
	}
	if j < len(items) && x.isYear(items, j) {
		w.last = j
		w.value = fmt.Sprintf("%04.0f-%02d", items[j].value, month)
		w.future = now.unit != 0 && w.value > iso(now.day, 'M')
		return w, true
	}
	if x.decimal == '.' && j < len(items) && items[j].kind == number && items[j].whole && items[j].value >= 1 && items[j].value <= 31 { // "July 17th, 2025"
		end := j
		if end+1 < len(items) && items[end+1].glued && x.ordinal[items[end+1].low] {
			end++
		}
		v, ok := x.fromDayMonth(items, i, end, int(items[j].value), month, now)
		return v, ok
	}
	if now.unit == 0 {
		return w, false
	}
	if j < len(items) && (x.next[items[j].low] || x.last[items[j].low]) {
		w.last = j
	}
	year := x.yearOf(month, items, i, now)
	w.value = fmt.Sprintf("%04d-%02d", year, month)
	w.future = w.value > iso(now.day, 'M') && now.unit != 'Y'
	return w, true
}

// fromWeekday reads "mercredi", "next Tuesday", and the day of the month that may follow.
func (x *lexicon) fromWeekday(items []item, i, day int, now moment) (when, bool) {
	w := when{first: i, last: i}
	if x.Names.DerivedCapitals && items[i].text == items[i].low || x.ambiguous[items[i].low] {
		return w, false
	}
	if i+1 < len(items) && items[i+1].kind == number { // "lundi 20 janvier"
		if v, ok := x.dateAt(items, i+1, now); ok && len(v.value) == 10 && !v.horizon {
			v.first = i
			return v, true
		}
	}
	if now.unit != 'D' {
		if now.unit == 'M' {
			w.value = iso(now.day, 'M')
			return w, true
		}
		return w, false
	}
	today := int(now.day.Weekday()+6)%7 + 1
	delta := day - today
	next := i > 0 && x.next[items[i-1].low]
	if i+1 < len(items) && x.next[items[i+1].low] {
		next, w.last = true, i+1
	} else if i+1 < len(items) && x.last[items[i+1].low] {
		w.last = i + 1
	}
	switch {
	case next && delta <= 0:
		delta += 7
	case !next && delta > 0:
		delta -= 7
	}
	w.value = iso(now.day.AddDate(0, 0, delta), 'D')
	w.future = delta > 0
	return w, true
}

// period reads a number of units of time: a horizon ("sur quatre ans", "over the next four years") or
// a distance back ("il y a deux ans", "three weeks ago"). It begins at the number.
func (x *lexicon) period(items []item, i int, now moment) (when, bool) {
	var n float64
	j := i
	if items[i].kind == number {
		if !items[i].whole || items[i].glued && i > 0 && items[i-1].kind != sign {
			return when{}, false
		}
		n, j = items[i].value, i+1
	} else {
		v, k := x.numberWords(items, i)
		if k == i {
			return when{}, false
		}
		n, j = v, k
	}
	if j < len(items) {
		if c, ok := x.Amounts.Collectives[items[j].low]; ok && c < 1000 {
			n *= c
			j++
			if j < len(items) && x.link[items[j].low] {
				j++
			}
		}
	}
	if j < len(items) && items[j].text == "-" && items[j].glued { // "five-year"
		j++
	}
	adjective := false
	if j < len(items) && (x.next[items[j].low] || x.last[items[j].low] || isPluralOf(x.next, items[j].low)) { // "quatre prochaines années"
		adjective = x.next[items[j].low] || isPluralOf(x.next, items[j].low)
		j++
	}
	if j >= len(items) || n < 1 || n > 1000 || n != float64(int(n)) {
		return when{}, false
	}
	unit, ok := x.Dates.Units[items[j].low]
	if !ok {
		return when{}, false
	}
	w := when{first: i, last: j}
	if _, k := x.agoBefore.before(items, i); k > 0 {
		w.first = i - k
		w.value = now.shift(unit[0], -int(n))
		return w, w.value != ""
	}
	if _, k := x.agoAfter.at(items, j+1); k > 0 {
		w.last = j + k
		w.value = now.shift(unit[0], -int(n))
		return w, w.value != ""
	}
	_, k := x.horizon.before(items, i)
	if k == 0 && i > 0 && (x.this[items[i-1].low] || x.isArticle(items[i-1].low)) {
		_, k = x.horizon.before(items, i-1)
		if k > 0 {
			k++
		}
	}
	if k == 0 && !adjective {
		return when{}, false
	}
	w.first, w.horizon = i-k, true
	switch unit {
	case "Q":
		w.value = "P" + strconv.Itoa(3*int(n)) + "M"
	case "X":
		w.value = "P" + strconv.Itoa(10*int(n)) + "Y"
	default:
		w.value = "P" + strconv.Itoa(int(n)) + unit
	}
	return w, true
}

// isPluralOf tells whether word is one of words with a final s.
func isPluralOf(words set, word string) bool {
	n := len(word)
	return n > 1 && word[n-1] == 's' && words[word[:n-1]]
}

// findDates fills d.dates and d.horizons.
func (d *document) findDates() {
	now := parseMoment(d.article.Date)
	var buffer []item
	for s := range d.tree.Sentences {
		sentence := &d.tree.Sentences[s]
		buffer = scanItems(d.tree.Text, sentence.Span, d.words.decimal, buffer)
		for _, w := range d.words.datesIn(buffer, now) {
			span := cuibono.Span{Start: buffer[w.first].Start, End: buffer[w.last].End}
			first, last := tokensOf(sentence, span)
			if first < 0 || d.spanInName(s, span) {
				continue
			}
			if w.horizon {
				d.horizons[s] = append(d.horizons[s], HorizonMention{Span: span, Sentence: s, First: first, Last: last, Value: w.value})
			} else {
				d.dates[s] = append(d.dates[s], DateMention{Span: span, Sentence: s, First: first, Last: last, Value: w.value, Future: w.future})
			}
		}
	}
}
