package article

import (
	"strings"

	"cuibono"
)

// solid tells whether a line is a paragraph: long enough, and ended as a sentence.
func (l *line) solid() bool {
	return (l.kind == "" || l.kind == cuibono.Body) && l.words >= 12 && l.ended
}

// repeats marks lines that stand more than once: buttons, and the teasers of other articles, whose
// pages repeat a headline for image and text. A headline doubled after the article's body is where
// the teasers begin.
func (p *page) repeats() {
	at := map[string][]int{}
	for i := range p.lines {
		if l := &p.lines[i]; l.kind == "" && l.fold != "" {
			at[l.fold] = append(at[l.fold], i)
		}
	}
	words := 0 // of the lines before, that are read for claims
	for i := range p.lines {
		l := &p.lines[i]
		before := words
		words += l.claimWords()
		where := at[l.fold]
		if l.kind != "" || len(where) < 2 || where[0] != i {
			continue
		}
		short := !l.ended && l.words <= maxTitleWords
		doubled := short && where[1] == i+1
		for n, j := range where {
			if n > 0 || doubled {
				p.lines[j].set(cuibono.Furniture, "repeated")
			}
		}
		// Two more doubled headlines after this one, or a short rest, make it sure.
		if doubled && before >= 2*endWords && p.doubledAfter(i+2) {
			for j := i; j < len(p.lines); j++ {
				p.lines[j].set(cuibono.Furniture, "after the end")
			}
			return
		}
	}
}

// Bounds of a cluster of links: lines of so many words at most, and so many of them at least.
const (
	linkWords    = 4
	clusterLines = 4
)

// clusters marks runs of very short lines without a full stop, marked as no list: menus with a link on
// each line. A run that a colon announces is a list of the article.
func (p *page) clusters() {
	short := func(l *line) bool {
		return l.kind == "" && l.words <= linkWords && !l.ended && !l.item && l.level == 0
	}
	for i := 0; i < len(p.lines); i++ {
		if !short(&p.lines[i]) {
			continue
		}
		j := i
		for j < len(p.lines) && short(&p.lines[j]) {
			j++
		}
		announced := i > 0 && p.lines[i-1].kind == "" && strings.HasSuffix(p.lines[i-1].text, ":")
		if j-i >= clusterLines && !announced {
			for k := i; k < j; k++ {
				p.lines[k].set(cuibono.Furniture, "cluster")
			}
		}
		i = j
	}
}

// doubledAfter tells whether another short line is doubled after i.
func (p *page) doubledAfter(i int) bool {
	for ; i+1 < len(p.lines); i++ {
		l := &p.lines[i]
		if l.fold != "" && l.fold == p.lines[i+1].fold && !l.ended && l.words <= maxTitleWords {
			return true
		}
	}
	return false
}

// headlineWords is the length of a headline at most.
const headlineWords = 25

// tail marks what trails behind the last paragraph: headlines and links that no sentence follows. A
// list that a colon announces stays, and so do texts that have hardly a paragraph.
func (p *page) tail() {
	last, paragraphs := -1, 0
	for i := range p.lines {
		if p.lines[i].solid() {
			last = i
			paragraphs++
		}
	}
	if paragraphs < 2 {
		return
	}
	announced := p.lines[last].text[len(p.lines[last].text)-1] == ':'
	for i := last + 1; i < len(p.lines); i++ {
		l := &p.lines[i]
		switch {
		case l.kind != "":
			announced = false
		case announced && l.item:
		case l.text[len(l.text)-1] == ':':
			announced = true
		case l.ended && (l.text[len(l.text)-1] != '?' || !l.item):
			announced = false
		case l.words > headlineWords:
			announced = false // a paragraph whose end was cut off
		default:
			l.set(cuibono.Furniture, "trails")
		}
	}
}

// headings gives every line that is left its kind. A short line without a full stop is the heading of
// what follows; if nothing follows but furniture it is furniture too.
func (p *page) headings() {
	next := cuibono.Furniture
	for i := len(p.lines) - 1; i >= 0; i-- {
		l := &p.lines[i]
		if l.kind == "" {
			short := l.words <= 14 && !l.ended
			switch {
			case l.item && l.level == 0:
				l.set(cuibono.Item, "entry")
			case (l.level > 0 || short) && next == cuibono.Furniture && i+1 < len(p.lines) && !l.item:
				l.set(cuibono.Furniture, "heads furniture")
			case l.level > 0 || short && i+1 < len(p.lines):
				l.set(cuibono.Heading, "heading")
			default:
				l.set(cuibono.Body, "text")
			}
		}
		if l.kind != cuibono.Meta {
			next = l.kind
		}
	}
}
