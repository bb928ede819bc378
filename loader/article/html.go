package article

import (
	"fmt"
	"path"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var htmlStart = regexp.MustCompile(`(?i)^\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?s:.*?)-->\s*)*<(?:!doctype\s+html|html|head|body|article|main|section|div|p|h1)[\s>]`)

// isHTML tells whether a text is HTML by its first tag.
func isHTML(source, text string) bool {
	switch strings.ToLower(path.Ext(source)) {
	case ".md", ".markdown":
		return false
	}
	return htmlStart.MatchString(text[:min(len(text), 4096)])
}

// fromHTML turns a page into Markdown with front matter: headings, paragraphs and entries of lists, with
// what the markup shows to be furniture in fenced divisions.
func fromHTML(text string, cues *Cues) (string, error) {
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return "", fmt.Errorf("parse HTML: %w", err)
	}
	c := &converter{cues: cues, meta: map[string]string{}}
	c.scan(doc)
	c.walk(doc, c.main == nil, false)
	c.flush()
	c.close()
	var b strings.Builder
	b.WriteString(frontMatterMark)
	for _, key := range []string{"title", "publisher", "date", "url", "lang"} {
		if v := strings.Join(strings.Fields(c.meta[key]), " "); v != "" {
			// A JSON string is a YAML string; IRIs and names hold nothing that needs more.
			fmt.Fprintf(&b, "%s: %s\n", key, yamlString(v))
		}
	}
	b.WriteString("---\n")
	b.WriteString(c.out.String())
	if c.words == 0 {
		return "", ErrEmpty
	}
	return b.String(), nil
}

// yamlString quotes v only where plain YAML would read it otherwise, so that the title is found as it is.
func yamlString(v string) string {
	if strings.ContainsAny(v, ":#\"'\\[]{}&*!|>%@`,?") || strings.HasPrefix(v, "-") {
		return strconv.Quote(v)
	}
	return v
}

// converter walks a page.
type converter struct {
	cues  *Cues
	meta  map[string]string
	main  *html.Node // the element that holds the article, if one is marked as such
	out   strings.Builder
	block strings.Builder
	// prefix is the mark of the block being gathered: "# ", "- ".
	prefix    string
	furniture bool // of the block being gathered
	open      bool // a fenced division is open
	words     int
}

// minMain is the number of words that an element has to have more of to hold an article.
const minMain = 30

// scan finds the page's metadata and its main element.
func (c *converter) scan(n *html.Node) {
	var article, main *html.Node // of each kind that with the most words
	most := map[*html.Node]int{}
	// visit gives the number of words below a node.
	var visit func(*html.Node) int
	visit = func(n *html.Node) (words int) {
		if n.Type == html.ElementNode {
			switch n.DataAtom {
			case atom.Html:
				c.note("lang", attr(n, "lang"))
			case atom.Title:
				c.note("title", textOf(n))
			case atom.Link:
				if strings.EqualFold(attr(n, "rel"), "canonical") && strings.Contains(attr(n, "href"), "://") {
					c.note("url", attr(n, "href"))
				}
			case atom.Meta:
				c.metaTag(n)
			case atom.Time:
				c.note("date", attr(n, "datetime"))
			}
		}
		if n.Type == html.TextNode {
			words = len(strings.Fields(n.Data))
		}
		for child := n.FirstChild; child != nil; child = child.NextSibling {
			if w := visit(child); !hidden[child.DataAtom] {
				words += w
			}
		}
		if n.Type == html.ElementNode && words > minMain {
			best := map[atom.Atom]**html.Node{atom.Article: &article, atom.Main: &main}[n.DataAtom]
			if best != nil && words > most[*best] {
				*best, most[n] = n, words
			}
		}
		return words
	}
	visit(n)
	// A page that lists others has several articles, none of which is most of its main part.
	if c.main = main; article != nil && (main == nil || 2*most[article] > most[main]) {
		c.main = article
	}
	if t := c.meta["og:title"]; t != "" {
		c.meta["title"] = t
	}
	if d, ok := isoDate(c.meta["date"]); ok {
		c.meta["date"] = d
	} else {
		delete(c.meta, "date")
	}
	if languageCode(c.meta["lang"]) == "" {
		delete(c.meta, "lang")
	}
}

func within(n, outer *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if p == outer {
			return true
		}
	}
	return false
}

// note keeps the first value of a key.
func (c *converter) note(key, value string) {
	if c.meta[key] == "" {
		c.meta[key] = strings.TrimSpace(value)
	}
}

func (c *converter) metaTag(n *html.Node) {
	name, value := attr(n, "property"), attr(n, "content")
	if name == "" {
		name = attr(n, "name")
	}
	switch strings.ToLower(name) {
	case "og:title":
		c.note("og:title", value)
	case "og:site_name":
		c.note("publisher", value)
	case "og:url":
		c.note("url", value)
	case "article:published_time", "date", "dc.date", "datepublished", "pubdate":
		c.note("date", value)
	}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func textOf(n *html.Node) string {
	var b strings.Builder
	var visit func(*html.Node)
	visit = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		for child := n.FirstChild; child != nil; child = child.NextSibling {
			if !hidden[child.DataAtom] {
				visit(child)
			}
		}
	}
	visit(n)
	return b.String()
}

// hidden elements have no text for the reader; side ones are furniture by their nature; blocks end a
// paragraph.
var (
	hidden = set(atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Iframe, atom.Head, atom.Object, atom.Select, atom.Textarea, atom.Math, atom.Canvas, atom.Audio, atom.Video)
	side   = set(atom.Nav, atom.Aside, atom.Footer, atom.Form, atom.Button, atom.Figcaption, atom.Menu, atom.Dialog, atom.Label, atom.Input)
	blocks = set(atom.P, atom.Div, atom.Section, atom.Article, atom.Main, atom.Header, atom.Footer, atom.Aside, atom.Nav, atom.Ul, atom.Ol, atom.Li, atom.Dl, atom.Dt, atom.Dd,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Blockquote, atom.Pre, atom.Table, atom.Tr, atom.Figure, atom.Figcaption, atom.Form, atom.Hr, atom.Address, atom.Body, atom.Button, atom.Fieldset, atom.Details, atom.Summary)
)

func set(atoms ...atom.Atom) map[atom.Atom]bool {
	m := map[atom.Atom]bool{}
	for _, a := range atoms {
		m[a] = true
	}
	return m
}

// walk gathers the text below n. Inside tells that n is in the main element, if the page has one;
// furniture that n stands in furniture.
func (c *converter) walk(n *html.Node, inside, furniture bool) {
	switch n.Type {
	case html.TextNode:
		c.furniture = furniture || !inside
		c.block.WriteString(n.Data)
		return
	case html.ElementNode:
		if hidden[n.DataAtom] || attr(n, "hidden") != "" || attr(n, "aria-hidden") == "true" {
			return
		}
		inside = inside || n == c.main
		furniture = furniture || side[n.DataAtom] || c.classed(n) || n.DataAtom == atom.Header && !inside
	}
	isBlock := n.Type == html.ElementNode && blocks[n.DataAtom]
	if isBlock {
		c.flush()
		switch n.DataAtom {
		case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
			c.prefix = strings.Repeat("#", int(n.Data[1]-'0')) + " "
		case atom.Li:
			c.prefix = "- "
		}
	} else if n.DataAtom == atom.Br || n.DataAtom == atom.Td || n.DataAtom == atom.Th {
		c.block.WriteByte(' ')
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		c.walk(child, inside, furniture)
	}
	if isBlock {
		c.flush()
	}
}

// classed tells whether an element's class, id or role marks furniture.
func (c *converter) classed(n *html.Node) bool {
	switch attr(n, "role") {
	case "navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alert":
		return true
	}
	if c.cues == nil || n == c.main || n.DataAtom == atom.Body || n.DataAtom == atom.Html || c.main != nil && within(c.main, n) {
		return false
	}
	for _, word := range strings.Fields(strings.ToLower(attr(n, "class") + " " + attr(n, "id"))) {
		if c.cues.classes[word] {
			return true
		}
		// Names built of parts, "article-related", "site_nav".
		for _, part := range strings.FieldsFunc(word, func(r rune) bool { return r == '-' || r == '_' }) {
			if c.cues.classes[part] {
				return true
			}
		}
	}
	return false
}

// flush ends the block being gathered.
func (c *converter) flush() {
	text := strings.Join(strings.Fields(c.block.String()), " ")
	c.block.Reset()
	prefix := c.prefix
	if text == "" {
		return
	}
	c.prefix = ""
	if c.furniture != c.open {
		c.close()
		if c.furniture {
			c.out.WriteString("\n::: furniture\n")
			c.open = true
		}
	}
	if !c.furniture {
		c.words += len(strings.Fields(text))
	}
	if prefix != "- " || c.furniture {
		c.out.WriteByte('\n')
	}
	c.out.WriteString(prefix + text + "\n")
}

// close ends a division.
func (c *converter) close() {
	if c.open {
		c.out.WriteString("\n:::\n")
		c.open = false
	}
}
