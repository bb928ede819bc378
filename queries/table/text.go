package table

import (
	"math"
	"strconv"
	"strings"
	"unicode"

	"cuibono"
)

// forPeople is a cell in the words of a language.
func forPeople(c Cell, kind Kind, language string) string {
	switch c := c.(type) {
	case nil:
		return ""
	case string:
		return visible(c)
	case bool:
		return strconv.FormatBool(c)
	case int64:
		return grouped(strconv.FormatInt(c, 10), language)
	case float64:
		s := decimal(c, language)
		if kind == Share {
			if language == "fr" {
				return s + "\u00a0%"
			}
			return s + "%"
		}
		return s
	case Ref:
		if c.Label != "" {
			return visible(c.Label)
		}
		return visible(c.ID)
	case cuibono.Amount:
		return Money(c, language)
	case []Cell:
		parts := make([]string, len(c))
		for i, one := range c {
			parts[i] = forPeople(one, kind, language)
		}
		return strings.Join(parts, "; ")
	}
	return ""
}

// visible takes out what would move the cursor or change the terminal: articles are other people's text.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case unicode.IsControl(r), r == '\u2028', r == '\u2029', r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
			return -1
		}
		return r
	}, s)
}

// units of money for people, from great to small, by language: (value, name).
var units = map[string][]struct {
	value float64
	name  string
}{
	"en": {{1e12, "tn"}, {1e9, "bn"}, {1e6, "m"}},
	"fr": {{1e9, "Md"}, {1e6, "M"}},
}

// Money is an amount for people: "≥ 19 bn USD", "30–50 Md EUR".
func Money(a cuibono.Amount, language string) string {
	list, ok := units[language]
	if !ok {
		list = units["en"]
	}
	value, name := 1.0, ""
	for _, u := range list {
		// The unit must keep the number whole or nearly so: 1,234,567 stays as it is.
		if math.Abs(a.Value) >= u.value && short(a.Value/u.value) && (a.Max == 0 || short(a.Max/u.value)) {
			value, name = u.value, " "+u.name
			break
		}
	}
	s := decimal(a.Value/value, language)
	if a.Bound == cuibono.Range {
		s += "–" + decimal(a.Max/value, language)
	}
	switch a.Bound {
	case cuibono.AtLeast:
		s = "≥ " + s
	case cuibono.AtMost:
		s = "≤ " + s
	case cuibono.About:
		s = "≈ " + s
	}
	return strings.ReplaceAll(s+name+" "+visible(a.Currency), " ", "\u00a0")
}

// short tells whether f has at most three digits after the point.
func short(f float64) bool {
	_, fraction, _ := strings.Cut(strconv.FormatFloat(f, 'f', -1, 64), ".")
	return len(fraction) <= 3
}

// decimal writes a number in full, in a language.
func decimal(f float64, language string) string {
	whole, fraction, more := strings.Cut(strconv.FormatFloat(f, 'f', -1, 64), ".")
	whole = grouped(whole, language)
	if !more {
		return whole
	}
	if language == "fr" {
		return whole + "," + fraction
	}
	return whole + "." + fraction
}

// grouped puts a mark between the thousands of a whole number.
func grouped(digits, language string) string {
	mark := ","
	if language == "fr" {
		mark = "\u202f"
	}
	sign := ""
	if strings.HasPrefix(digits, "-") {
		sign, digits = "-", digits[1:]
	}
	if len(digits) <= 4 {
		return sign + digits
	}
	var parts []string
	for len(digits) > 3 {
		parts = append([]string{digits[len(digits)-3:]}, parts...)
		digits = digits[:len(digits)-3]
	}
	return sign + strings.Join(append([]string{digits}, parts...), mark)
}

// forMachines is a cell in one line of text without rounding: IRIs of articles and claims, labels of
// other nodes, "at_least 19000000000 USD", "30000000000..50000000000 EUR"; lists by "; ".
func forMachines(c Cell, kind Kind) string {
	switch c := c.(type) {
	case nil:
		return ""
	case string:
		return c
	case bool:
		return strconv.FormatBool(c)
	case int64:
		return strconv.FormatInt(c, 10)
	case float64:
		return strconv.FormatFloat(c, 'f', -1, 64)
	case Ref:
		if kind == Article || kind == Claim || c.Label == "" {
			return c.ID
		}
		return c.Label
	case cuibono.Amount:
		s := strconv.FormatFloat(c.Value, 'f', -1, 64)
		switch c.Bound {
		case cuibono.Exact:
		case cuibono.Range:
			s += ".." + strconv.FormatFloat(c.Max, 'f', -1, 64)
		default:
			s = string(c.Bound) + " " + s
		}
		return s + " " + c.Currency
	case []Cell:
		parts := make([]string, len(c))
		for i, one := range c {
			parts[i] = forMachines(one, kind)
		}
		return strings.Join(parts, "; ")
	}
	return ""
}
