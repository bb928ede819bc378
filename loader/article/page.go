package article

import (
	"regexp"
	"strings"
	"unicode"

	"cuibono"
)

// page is an article being read.
type page struct {
	*cuibono.Article
	markdown bool
	cues     *Cues
	warn     func(line int, format string, args ...any)
	// lines are kept for tests.
	lines []line
}

// add appends a passage; an empty one is left out.
func (p *page) add(start, end int, kind cuibono.PassageKind) {
	if start < end {
		p.Passages = append(p.Passages, cuibono.Passage{Span: cuibono.Span{Start: start, End: end}, Kind: kind})
	}
}

// read divides the text into passages.
func (p *page) read() {
	start := p.frontMatter()
	if start > 0 {
		p.markdown = true
	}
	given := p.Title != ""
	front := len(p.Passages)
	if end := strings.TrimRight(p.Text[:start], "\n \t"); end != "" {
		p.add(0, len(end), cuibono.Meta)
	}
	start = p.dateHeader(start)
	p.lines = p.split(start)
	p.fences()
	p.clusters()
	p.title()
	p.mark()
	p.repeats()
	p.tail()
	p.headings()
	titled := false
	for i := range p.lines {
		l := &p.lines[i]
		titled = titled || l.kind == cuibono.Title
		p.addLine(l)
	}
	if given && !titled {
		p.titleInFront(front, start)
	}
}

// addLine makes passages of a line: its marker apart, so that text begins with a word.
func (p *page) addLine(l *line) {
	if !l.kind.Claims() || l.marker == 0 {
		if l.cut > 0 && l.kind.Claims() {
			p.add(l.Start, l.Start+len(strings.TrimRight(p.Text[l.Start:l.cut], " \t")), l.kind)
			p.add(l.cut, l.End, cuibono.Furniture)
			return
		}
		p.add(l.Start, l.End, l.kind)
		return
	}
	mark := strings.TrimRightFunc(l.text[:l.marker], unicode.IsSpace)
	p.add(l.Start, l.Start+len(mark), cuibono.Meta)
	rest := *l
	rest.Start, rest.marker = l.Start+l.marker, 0
	p.addLine(&rest)
}

// titleInFront makes a passage of the title in the front matter, where the text below does not repeat it.
func (p *page) titleInFront(index, end int) {
	if index >= len(p.Passages) || p.Passages[index].Kind != cuibono.Meta || p.Passages[index].Start != 0 {
		return
	}
	m := p.Passages[index]
	at := strings.Index(p.Text[:min(end, m.End)], p.Title)
	if at <= 0 || at+len(p.Title) >= m.End {
		return
	}
	parts := []cuibono.Passage{
		{Span: cuibono.Span{Start: 0, End: len(strings.TrimRight(p.Text[:at], " \t\n"))}, Kind: cuibono.Meta},
		{Span: cuibono.Span{Start: at, End: at + len(p.Title)}, Kind: cuibono.Title},
		{Span: cuibono.Span{Start: at + len(p.Title), End: m.End}, Kind: cuibono.Meta},
	}
	p.Passages = append(parts, p.Passages[index+1:]...)
}

func (l *line) set(kind cuibono.PassageKind, why string) {
	if l.kind == "" {
		l.kind, l.why = kind, why
	}
}

var (
	fence    = regexp.MustCompile("^(?:```|~~~)")
	divOpen  = regexp.MustCompile(`^:{3,}\s*(?:\{\s*\.?)?(\w[\w-]*)`)
	divClose = regexp.MustCompile(`^:{3,}\s*$`)
)

// fences marks Markdown's code blocks, and the fenced divisions "::: furniture" … ":::" (Pandoc's form)
// by which an author, or the HTML reader, says what is no text of the article.
func (p *page) fences() {
	if !p.markdown {
		return
	}
	code, div := false, false
	for i := range p.lines {
		l := &p.lines[i]
		switch {
		case code:
			code = !fence.MatchString(l.text)
			l.set(cuibono.Furniture, "code")
		case fence.MatchString(l.text):
			code = true
			l.set(cuibono.Furniture, "code")
		case div:
			div = !divClose.MatchString(l.text)
			l.set(cuibono.Furniture, "division")
		case divOpen.MatchString(l.text):
			div = strings.EqualFold(divOpen.FindStringSubmatch(l.text)[1], "furniture")
			l.set(cuibono.Furniture, "division")
		case divClose.MatchString(l.text):
			l.set(cuibono.Furniture, "division")
		}
	}
}

// Bounds on titles.
const (
	maxTitleWords = 30
	// labelWords is the length of a section's name that some pages put before the title.
	labelWords = 2
)

// title finds the line that is the title, and those that repeat it.
func (p *page) title() {
	if p.Title == "" {
		p.guessTitle()
	}
	if p.Title == "" {
		return
	}
	want := trimMarks(fold(p.Title))
	found := false
	for i := range p.lines {
		l := &p.lines[i]
		if l.fold != want || l.kind != "" {
			continue
		}
		if found {
			l.set(cuibono.Furniture, "title again")
		}
		l.set(cuibono.Title, "title")
		found = true
	}
}

// guessTitle takes the first line for the title if it looks like one and text follows.
func (p *page) guessTitle() {
	var open []*line
	for i := range p.lines {
		if p.lines[i].kind == "" {
			if open = append(open, &p.lines[i]); len(open) == 4 {
				break
			}
		}
	}
	for i, l := range open {
		if _, cued := p.cues.match(l.text); cued || isMenu(l.text) || l.item {
			continue
		}
		if i > 2 || i+1 >= len(open) && i > 0 || !p.titleLike(l) {
			return
		}
		if l.words <= labelWords && l.level == 0 && i+1 < len(open) && p.titleLike(open[i+1]) && open[i+1].words > labelWords {
			l.set(cuibono.Furniture, "section")
			l = open[i+1]
		}
		if len(open) == 1 { // a text of one line is no title
			return
		}
		p.Title = strings.Join(strings.Fields(l.body()), " ")
		return
	}
}

// titleLike tells whether a line can be a title: short, and no statement that a full stop ends.
func (p *page) titleLike(l *line) bool {
	if l.words == 0 || l.words > maxTitleWords {
		return false
	}
	last := strings.TrimRight(l.text, "\"'»”’ ")
	return !strings.HasSuffix(last, ".") && !strings.HasSuffix(last, ";") && !strings.HasSuffix(last, ":") ||
		l.level == 1 || l.words <= 12 && strings.HasSuffix(last, ".") && strings.Count(l.text, ".") > 2
}

// endWords is the number of words that an article has at least: a notice that ends it counts as such
// only after so many.
const endWords = 80

// claimWords is the number of words that a line has for claims.
func (l *line) claimWords() int {
	if l.kind == "" || l.kind.Claims() {
		return l.words
	}
	return 0
}

// mark applies the cues, and the shapes that need none.
func (p *page) mark() {
	words, counted := 0, 0 // of the lines before i that are read for claims
	for i := 0; i < len(p.lines); i++ {
		l := &p.lines[i]
		for ; counted < i; counted++ {
			words += p.lines[counted].claimWords()
		}
		if l.kind != "" {
			continue
		}
		switch {
		case trimMarks(l.text) == "":
			l.set(cuibono.Furniture, "no word")
			continue
		case isMenu(l.text):
			l.set(cuibono.Furniture, "menu")
			continue
		}
		hit, ok := p.cues.match(l.text)
		if !ok {
			if isNotice(l) {
				l.set(cuibono.Furniture, "notice")
			}
			continue
		}
		if hit.from > 0 {
			l.cut = l.Start + hit.from
			continue
		}
		switch hit.effect {
		case "byline":
			l.set(cuibono.Meta, "byline")
		case "list":
			l.set(cuibono.Furniture, "list")
			i = p.entries(i+1) - 1
		case "end":
			l.set(cuibono.Furniture, "end")
			if words >= endWords {
				for j := i + 1; j < len(p.lines); j++ {
					p.lines[j].set(cuibono.Furniture, "after the end")
				}
				return
			}
		default:
			l.set(cuibono.Furniture, "cue")
		}
	}
}

// entries marks the links that follow the head of a list, and gives the index after them: entries with
// a marker or short lines, up to a paragraph.
func (p *page) entries(from int) int {
	items := false
	for i := from; i < len(p.lines); i++ {
		l := &p.lines[i]
		switch {
		case l.kind != "":
			return i
		case l.item || numeral.MatchString(l.text) && l.words <= 40:
			if l.words > 40 {
				return i
			}
			items = true
		case items && l.gap, l.level > 0:
			return i // a list of marked entries ends at the blank line
		case l.words > 25 || l.ended && l.words > 12 && !strings.HasSuffix(l.text, "?"):
			return i
		}
		l.set(cuibono.Furniture, "entry")
	}
	return len(p.lines)
}

var (
	menuMarks = regexp.MustCompile(`\s*[|·•>›»/]\s+|\s+[|·•>›»/]\s*|\t+| {2,}|\x{A0}{2,}`)
	bracketed = regexp.MustCompile(`^\[[^\[\]]*\]$`)
	clock     = regexp.MustCompile(`^\d{1,2} ?[hH:.] ?\d{2}$`)
)

// maxMenu bounds the bytes of a row of links.
const maxMenu = 1000

// isMenu tells whether a line is a row of links: several short pieces parted by bars, dots, arrows or
// wide gaps, no sentence among them.
func isMenu(s string) bool {
	if len(s) > maxMenu || endsSentence(s) && !strings.HasSuffix(s, "…") || strings.HasPrefix(s, "|") {
		return false
	}
	pieces, words := 0, 0
	for _, piece := range menuMarks.Split(s, -1) {
		piece = strings.TrimSpace(piece)
		if trimMarks(piece) == "" {
			continue
		}
		n := len(strings.Fields(piece))
		if n > 7 || endsSentence(piece) && n > 3 || clock.MatchString(piece) {
			return false
		}
		pieces++
		words += n
	}
	return pieces >= 3 && words*2 <= pieces*7
}

// isNotice tells whether a line is bracketed as a whole, as buttons and notices are, and is no sentence.
func isNotice(l *line) bool {
	return bracketed.MatchString(l.text) && l.words <= 30 && !endsSentence(strings.TrimSuffix(l.text, "]"))
}
