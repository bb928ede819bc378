package server

import (
	"html/template"
	"net/url"
	"strconv"
	"strings"

	"cuibono"
	"cuibono/queries/table"
)

// renderCell writes a cell of an answer as HTML: names lead to what can be asked of them, claims to
// their sentence, articles to their text.
func renderCell(lang string, kind table.Kind, c table.Cell) template.HTML {
	switch c := c.(type) {
	case nil:
		return ""
	case []table.Cell:
		var parts []string
		for _, e := range c {
			parts = append(parts, string(renderCell(lang, kind, e)))
		}
		return template.HTML(strings.Join(parts, "<br>"))
	case table.Ref:
		return renderRef(lang, kind, c)
	case cuibono.Amount:
		return template.HTML(`<span class="amount">` + template.HTMLEscapeString(formatAmount(lang, c)) + `</span>`)
	case float64:
		s := formatNumber(lang, c)
		if kind == table.Share {
			s += " %"
		}
		return template.HTML(s)
	case int64:
		return template.HTML(formatNumber(lang, float64(c)))
	case int:
		return template.HTML(formatNumber(lang, float64(c)))
	case bool:
		return template.HTML(strconv.FormatBool(c))
	case string:
		if kind == table.Quote {
			return template.HTML("<q>" + template.HTMLEscapeString(c) + "</q>")
		}
		return template.HTML(template.HTMLEscapeString(c))
	}
	return ""
}

func renderRef(lang string, kind table.Kind, r table.Ref) template.HTML {
	label := r.Label
	if label == "" {
		label = cuibono.EntityName(r.ID)
	}
	var path string
	switch kind {
	case table.Entity:
		path = "/entity"
	case table.Article:
		path = "/article"
	case table.Claim:
		path = "/claim"
		if r.Label == "" {
			label = text(lang, "show")
		}
	default:
		return template.HTML(template.HTMLEscapeString(label))
	}
	return template.HTML(`<a href="` + path + "?" + template.HTMLEscapeString(url.Values{"id": {r.ID}}.Encode()) + `">` +
		template.HTMLEscapeString(label) + "</a>")
}

// formatAmount writes a sum as a newspaper would: "at least 19 billion USD", "au moins 19 milliards USD".
func formatAmount(lang string, a cuibono.Amount) string {
	sum := func(v float64) string {
		for _, unit := range []struct {
			size float64
			word string
		}{{1e12, "million-million"}, {1e9, "thousand-million"}, {1e6, "million"}} {
			// In French a thousand milliards is rarer than 1 500 milliards.
			if v >= unit.size && (lang != "fr" || unit.size < 1e12) {
				return formatNumber(lang, v/unit.size) + " " + text(lang, unit.word)
			}
		}
		return formatNumber(lang, v)
	}
	out := sum(a.Value) + " " + a.Currency
	switch a.Bound {
	case cuibono.AtLeast, cuibono.AtMost:
		return textf(lang, string(a.Bound), out)
	case cuibono.About:
		return textf(lang, "about-amount", out)
	case cuibono.Range:
		return textf(lang, "range", sum(a.Value), sum(a.Max)+" "+a.Currency)
	}
	return out
}

// formatNumber groups digits and sets the decimal mark as the language does.
func formatNumber(lang string, v float64) string {
	group, mark := ",", "."
	if lang == "fr" {
		group, mark = "\u202f", ","
	}
	whole, fraction, _ := strings.Cut(strconv.FormatFloat(v, 'f', -1, 64), ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	var parts []string
	for len(whole) > 3 {
		parts = append([]string{whole[len(whole)-3:]}, parts...)
		whole = whole[:len(whole)-3]
	}
	out := sign + strings.Join(append([]string{whole}, parts...), group)
	if fraction != "" {
		out += mark + fraction
	}
	return out
}
