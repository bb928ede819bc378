package lang

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"cuibono"
)

// maxLine bounds a line of CoNLL-U, maxSentenceLines a sentence.
const (
	maxLine          = 1 << 20
	maxSentenceLines = 100_000
)

// ReadCoNLLU reads sentences in the CoNLL-U format (universaldependencies.org/format.html) into a
// document. Its text is put together from the `# text` comments, where there are any that agree with
// the tokens, else from the forms and SpaceAfter=No. Empty nodes and enhanced dependencies are passed
// over; XPOS is not kept. Errors begin with "name:line:".
func ReadCoNLLU(name string, r io.Reader) (*Document, error) {
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 0, 64<<10), maxLine)
	c := conlluReader{doc: new(Document), name: name}
	for sc.Scan() {
		c.line++
		if err := c.read(strings.TrimSuffix(sc.Text(), "\r")); err != nil {
			return nil, err
		}
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("%s:%d: read CoNLL-U: %w", name, c.line+1, err)
	}
	if err := c.flush(); err != nil {
		return nil, err
	}
	c.doc.Text = c.text.String()
	return c.doc, nil
}

type conlluReader struct {
	doc   *Document
	text  strings.Builder
	name  string
	line  int
	first int // line of the sentence's first token

	tokens     []Token
	lines      []int  // of the tokens
	glued      []bool // no space after the surface token that ends here
	rangeFirst int    // of the multiword token being read
	rangeLast  int
	rangeForm  string
	rangeGlued bool
	surface    []string // form of the surface token, by Word
	want       string   // the # text comment
	newpar     bool
}

func (c *conlluReader) errorf(line int, format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", c.name, line, fmt.Sprintf(format, args...))
}

func (c *conlluReader) read(line string) error {
	switch {
	case line == "":
		return c.flush()
	case line[0] == '#':
		if k, v, ok := strings.Cut(line[1:], "="); ok && strings.TrimSpace(k) == "text" {
			c.want = strings.TrimSpace(v)
		}
		if k := strings.TrimSpace(line[1:]); strings.HasPrefix(k, "newpar") || strings.HasPrefix(k, "newdoc") {
			c.newpar = true
		}
		return nil
	}
	f := strings.Split(line, "\t")
	if len(f) != 10 {
		return c.errorf(c.line, "a token line has 10 fields parted by tabs, this one %d", len(f))
	}
	for i, v := range f {
		if strings.TrimSpace(v) == "" {
			return c.errorf(c.line, "field %d is empty; write _ where there is no value", i+1)
		}
	}
	if len(c.tokens) == 0 && c.rangeLast == 0 {
		c.first = c.line
	}
	if len(c.tokens) >= maxSentenceLines {
		return c.errorf(c.line, "a sentence of more than %d tokens", maxSentenceLines)
	}
	glued := false
	for _, m := range strings.Split(f[9], "|") {
		glued = glued || m == "SpaceAfter=No"
	}
	if strings.Contains(f[0], ".") {
		return nil // an empty node
	}
	if a, b, ok := strings.Cut(f[0], "-"); ok {
		first, err1 := strconv.Atoi(a)
		last, err2 := strconv.Atoi(b)
		if err1 != nil || err2 != nil || first != len(c.tokens)+1 || last < first || last-first > 100 || c.rangeLast >= first {
			return c.errorf(c.line, "range %q; want the numbers of the words that follow, here from %d", f[0], len(c.tokens)+1)
		}
		c.rangeFirst, c.rangeLast, c.rangeForm, c.rangeGlued = first, last, f[1], glued
		return nil
	}
	id, err := strconv.Atoi(f[0])
	if err != nil || id != len(c.tokens)+1 {
		return c.errorf(c.line, "token number %q; want %d", f[0], len(c.tokens)+1)
	}
	t := Token{Form: f[1], Lemma: f[2], UPOS: f[3], Feats: f[5], Deprel: f[7], Head: -2, Word: len(c.surface)}
	if t.UPOS == "_" {
		t.UPOS = ""
	}
	if t.Feats == "_" {
		t.Feats = ""
	}
	if t.Deprel == "_" {
		t.Deprel = ""
	}
	if t.Lemma == "_" && t.Form != "_" {
		t.Lemma = ""
	}
	if f[6] != "_" {
		if t.Head, err = strconv.Atoi(f[6]); err != nil || t.Head < 0 {
			return c.errorf(c.line, "head %q; want the number of a token, or 0 for the root", f[6])
		}
		if t.Head == id {
			return c.errorf(c.line, "token %d is its own head", id)
		}
		t.Head--
	}
	if id <= c.rangeLast && id > c.rangeFirst {
		t.Word = len(c.surface) - 1
	} else if id == c.rangeFirst && c.rangeLast > 0 {
		c.surface = append(c.surface, c.rangeForm)
	} else {
		c.surface = append(c.surface, t.Form)
	}
	c.tokens, c.lines = append(c.tokens, t), append(c.lines, c.line)
	if id < c.rangeLast {
		glued = true
	} else if id == c.rangeLast {
		glued = c.rangeGlued
	}
	c.glued = append(c.glued, glued)
	return nil
}

// flush ends a sentence.
func (c *conlluReader) flush() error {
	defer func() {
		c.tokens, c.lines, c.glued, c.surface = nil, nil, nil, nil
		c.rangeFirst, c.rangeLast, c.want, c.newpar = 0, 0, "", false
	}()
	if len(c.tokens) == 0 {
		if c.rangeLast > 0 {
			return c.errorf(c.line, "a range without its words")
		}
		return nil
	}
	if c.rangeLast > len(c.tokens) {
		return c.errorf(c.line, "range %d-%d goes past the last token, %d", c.rangeFirst, c.rangeLast, len(c.tokens))
	}
	if err := c.checkTree(); err != nil {
		return err
	}
	base := c.text.Len()
	if base > 0 {
		if c.newpar {
			c.text.WriteString("\n\n")
		} else {
			c.text.WriteByte(' ')
		}
		base = c.text.Len()
	}
	text, spans := c.align()
	c.text.WriteString(text)
	for i := range c.tokens {
		s := spans[c.tokens[i].Word]
		c.tokens[i].Span = cuibono.Span{Start: base + s.Start, End: base + s.End}
	}
	c.splitSpans(text, base)
	c.doc.Sentences = append(c.doc.Sentences, Sentence{
		Span:   cuibono.Span{Start: base, End: base + len(text)},
		Tokens: c.tokens,
	})
	return nil
}

// splitSpans gives the words of a range their own spans where their forms make it up.
func (c *conlluReader) splitSpans(text string, base int) {
	for i := 0; i < len(c.tokens); {
		j, joined := i, ""
		for j < len(c.tokens) && c.tokens[j].Word == c.tokens[i].Word {
			joined += c.tokens[j].Form
			j++
		}
		s := c.tokens[i].Span
		if j > i+1 && joined == text[s.Start-base:s.End-base] {
			at := s.Start
			for k := i; k < j; k++ {
				c.tokens[k].Start, c.tokens[k].End = at, at+len(c.tokens[k].Form)
				at = c.tokens[k].End
			}
		}
		i = j
	}
}

// align finds the surface tokens in the # text comment, or makes a text of them.
func (c *conlluReader) align() (string, []cuibono.Span) {
	spans := make([]cuibono.Span, len(c.surface))
	at, ok := 0, c.want != ""
	for i, f := range c.surface {
		for ok && at < len(c.want) && c.want[at] == ' ' {
			at++
		}
		if !ok || !strings.HasPrefix(c.want[at:], f) {
			ok = false
			break
		}
		spans[i] = cuibono.Span{Start: at, End: at + len(f)}
		at += len(f)
	}
	if ok && strings.TrimSpace(c.want[at:]) == "" {
		return c.want[:at], spans
	}
	glued := make([]bool, len(c.surface))
	for i, g := range c.glued {
		glued[c.tokens[i].Word] = g
	}
	var b strings.Builder
	for i, f := range c.surface {
		spans[i] = cuibono.Span{Start: b.Len(), End: b.Len() + len(f)}
		b.WriteString(f)
		if !glued[i] && i+1 < len(c.surface) {
			b.WriteByte(' ')
		}
	}
	return b.String(), spans
}

// checkTree tells whether the heads, where there are any, make one tree.
func (c *conlluReader) checkTree() error {
	without, root := 0, 0
	for i, t := range c.tokens {
		switch {
		case t.Head == -2:
			without++
			c.tokens[i].Head = -1
		case t.Deprel == "":
			return c.errorf(c.lines[i], "token %d has a head and no label (field 8)", i+1)
		case t.Head == -1:
			if root++; root > 1 {
				return c.errorf(c.lines[i], "a second root; a sentence has one")
			}
		case t.Head >= len(c.tokens):
			return c.errorf(c.lines[i], "head %d, but the sentence has %d tokens", t.Head+1, len(c.tokens))
		}
	}
	if without == len(c.tokens) {
		for i := range c.tokens {
			c.tokens[i].Deprel = "" // a label says nothing without a head
		}
		return nil
	}
	if without > 0 {
		return c.errorf(c.first, "%d of %d tokens have no head; give one to all or to none", without, len(c.tokens))
	}
	if root == 0 {
		return c.errorf(c.first, "the sentence has no root (a token with head 0)")
	}
	state := make([]byte, len(c.tokens)) // 1 on the way, 2 done
	for i := range c.tokens {
		j := i
		for j >= 0 && state[j] == 0 {
			state[j] = 1
			j = c.tokens[j].Head
		}
		if j >= 0 && state[j] == 1 {
			return c.errorf(c.lines[j], "token %d hangs on itself: the heads make a circle", j+1)
		}
		for j = i; j >= 0 && state[j] == 1; j = c.tokens[j].Head {
			state[j] = 2
		}
	}
	return nil
}

// WriteCoNLLU writes d in the CoNLL-U format.
func WriteCoNLLU(w io.Writer, d *Document) error {
	b := bufio.NewWriter(w)
	for n := range d.Sentences {
		s := &d.Sentences[n]
		fmt.Fprintf(b, "# sent_id = %d\n# text = %s\n", n+1, oneLine(d.Text[s.Start:s.End]))
		for i := range s.Tokens {
			t := &s.Tokens[i]
			last := i
			for last+1 < len(s.Tokens) && s.Tokens[last+1].Word == t.Word {
				last++
			}
			if last > i && (i == 0 || s.Tokens[i-1].Word != t.Word) {
				fmt.Fprintf(b, "%d-%d\t%s\t_\t_\t_\t_\t_\t_\t_\t%s\n", i+1, last+1,
					field(cleanForm(d.Text[t.Start:s.Tokens[last].End])), spaceAfter(s, last))
			}
			misc := "_"
			if last == i && (i == 0 || s.Tokens[i-1].Word != t.Word) {
				misc = spaceAfter(s, i)
			}
			head, rel := strconv.Itoa(t.Head+1), field(t.Deprel)
			if t.Deprel == "" {
				head = "_"
			}
			fmt.Fprintf(b, "%d\t%s\t%s\t%s\t_\t%s\t%s\t%s\t_\t%s\n", i+1, field(t.Form), field(t.Lemma), field(t.UPOS), field(t.Feats), head, rel, misc)
		}
		b.WriteByte('\n')
	}
	return b.Flush()
}

func spaceAfter(s *Sentence, i int) string {
	if i+1 < len(s.Tokens) && s.Tokens[i+1].Start == s.Tokens[i].End {
		return "SpaceAfter=No"
	}
	return "_"
}

// field makes v fit for a field: no tab, no line end, not empty.
func field(v string) string {
	if strings.TrimSpace(v) == "" {
		return "_"
	}
	return oneLine(v)
}

func oneLine(v string) string {
	clean := true
	for _, r := range v {
		if r == '\t' || r == '\n' || r == '\r' || r == '\v' || r == '\f' || r == 0x85 || r == 0x2028 || r == 0x2029 {
			clean = false
			break
		}
	}
	if clean {
		return v
	}
	return strings.Join(strings.Fields(v), " ")
}
