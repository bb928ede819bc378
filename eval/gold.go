package eval

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"cuibono"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// maxGoldFile bounds a file of annotations, in bytes: an article has some hundreds of claims at most.
const maxGoldFile = 16 << 20

// Gold is the hand annotation of one article.
type Gold struct {
	ID string `json:"id"`
	// File is the article, relative to the parent of the folder of annotations; Text is the article itself, where it is short.
	File     string       `json:"file"`
	Text     string       `json:"text"`
	Language string       `json:"lang"`
	Date     string       `json:"date"`
	Entities []GoldEntity `json:"entities"`
	Claims   []GoldClaim  `json:"claims"`

	names map[string]map[string]bool // folded name or alias -> names of entities
}

// GoldEntity is a thing that the article names, under the names it uses.
type GoldEntity struct {
	Name    string   `json:"name"`
	Type    string   `json:"type"`
	Aliases []string `json:"aliases"`
}

// GoldClaim is one claim that the article makes. The alternatives (SubjectAlt and so on) count as right too.
type GoldClaim struct {
	Subject      string      `json:"s"`
	Predicate    string      `json:"p"`
	Object       string      `json:"o"`
	SubjectAlt   []string    `json:"s_alt"`
	PredicateAlt []string    `json:"p_alt"`
	ObjectAlt    []string    `json:"o_alt"`
	Amount       *GoldAmount `json:"amount"`
	Share        float64     `json:"share"`
	Role         string      `json:"role"`
	When         string      `json:"when"`
	Horizon      string      `json:"horizon"`
	Status       string      `json:"status"`
	Polarity     string      `json:"polarity"`
	SaidBy       string      `json:"said_by"`
	Core         *bool       `json:"core"`
}

// GoldAmount is a sum as annotated; without a currency it is in US dollars.
type GoldAmount struct {
	Value    float64 `json:"value"`
	Max      float64 `json:"max"`
	Currency string  `json:"currency"`
	Bound    string  `json:"bound"`
}

func (c *GoldClaim) core() bool { return c.Core == nil || *c.Core }

// String gives the claim in the form "(subject, relation, object or amount)".
func (c *GoldClaim) String() string {
	object := c.Object
	if object == "" && c.Amount != nil {
		object = number(c.Amount.Value)
	}
	return "(" + c.Subject + ", " + c.Predicate + ", " + object + ")"
}

// ReadGold reads annotations: those of a folder, a JSON file each, in the order of their names, or those of a file of JSON Lines,
// one a line.
func ReadGold(dir string) ([]*Gold, error) {
	info, err := os.Stat(dir)
	if err != nil {
		return nil, fmt.Errorf("read annotations: %w", err)
	}
	if !info.IsDir() {
		if filepath.Ext(dir) == ".jsonl" {
			return readGoldLines(dir)
		}
		return nil, fmt.Errorf("read annotations: %s is neither a folder nor a file of JSON Lines; give the folder that holds one JSON file an article, or a .jsonl file", dir)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		return nil, fmt.Errorf("read annotations: %w", err)
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("read annotations: no .json file in %s", dir)
	}
	slices.Sort(files)
	var golds []*Gold
	var errs []error
	for _, f := range files {
		g, err := readGoldFile(f)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		golds = append(golds, g)
	}
	return golds, errors.Join(errs...)
}

func readGoldFile(name string) (*Gold, error) {
	data, err := readBounded(name)
	if err != nil {
		return nil, err
	}
	return ParseGold(name, data)
}

func readGoldLines(name string) ([]*Gold, error) {
	data, err := readBounded(name)
	if err != nil {
		return nil, err
	}
	var golds []*Gold
	var errs []error
	n := 0
	for line := range bytes.Lines(data) {
		n++
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		g, err := parseGold(name, n, bytes.TrimSpace(line))
		if err != nil {
			errs = append(errs, err)
			continue
		}
		golds = append(golds, g)
	}
	if len(golds) == 0 && len(errs) == 0 {
		return nil, fmt.Errorf("read annotations: %s has no line", name)
	}
	return golds, errors.Join(errs...)
}

func readBounded(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("read annotations: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxGoldFile+1))
	if err != nil {
		return nil, fmt.Errorf("read annotations: %s: %w", name, err)
	}
	if len(data) > maxGoldFile {
		return nil, fmt.Errorf("read annotations: %s has more than %d bytes", name, maxGoldFile)
	}
	return data, nil
}

// ParseGold reads one file of annotations; name is for errors.
func ParseGold(name string, data []byte) (*Gold, error) { return parseGold(name, 1, data) }

// parseGold is ParseGold for data that begins at a line of the file.
func parseGold(name string, line int, data []byte) (*Gold, error) {
	g := &Gold{}
	begin := line
	if err := json.Unmarshal(data, g); err != nil {
		var syntax *json.SyntaxError
		var kind *json.UnmarshalTypeError
		switch {
		case errors.As(err, &syntax):
			line += bytes.Count(data[:min(int(syntax.Offset), len(data))], []byte("\n"))
		case errors.As(err, &kind):
			line += bytes.Count(data[:min(int(kind.Offset), len(data))], []byte("\n"))
		}
		return nil, fmt.Errorf("read annotations: %s:%d: %w", name, line, err)
	}
	if g.ID == "" {
		return nil, fmt.Errorf("read annotations: %s:%d: \"id\" is missing", name, begin)
	}
	for i := range g.Claims {
		c := &g.Claims[i]
		if c.Subject == "" || c.Predicate == "" || c.Object == "" && c.Amount == nil {
			return nil, fmt.Errorf("read annotations: %s:%d: claim %d lacks its subject \"s\", relation \"p\", or object \"o\" or amount", name, begin, i+1)
		}
	}
	g.index()
	return g, nil
}

// description marks an alias that is no name: "le patron de X", "the lender".
var description = regexp.MustCompile(`^(?:(?:le|la|les|un|une|the|an?|son|sa|ses|his|her|its|their) |l['’])[a-zà-ÿ]`)

func (g *Gold) index() {
	g.names = map[string]map[string]bool{}
	for _, e := range g.Entities {
		for _, n := range append([]string{e.Name}, e.Aliases...) {
			if n != e.Name && description.MatchString(n) {
				continue
			}
			key := fold(n)
			if g.names[key] == nil {
				g.names[key] = map[string]bool{}
			}
			g.names[key][e.Name] = true
		}
	}
}

// means tells whether an extracted name means one of the wanted entities.
func (g *Gold) means(name string, want ...string) bool {
	known := g.names[fold(name)]
	for _, w := range want {
		if w == name || known[w] {
			return true
		}
	}
	return false
}

// keys are the names under which claims refer to the article.
func (g *Gold) keys() []string {
	keys := []string{g.ID}
	if g.File != "" {
		keys = append(keys, stem(g.File))
	}
	return keys
}

// stem is a file's name without folder and ending.
func stem(path string) string {
	base := path[strings.LastIndexByte(path, '/')+1:]
	trimmed := strings.TrimLeft(base, ".")
	if i := strings.LastIndexByte(trimmed, '.'); i > 0 {
		return base[:len(base)-len(trimmed)+i]
	}
	return base
}

var (
	articles   = regexp.MustCompile(`^(le |la |les |l |un |une |the |a |an |son |sa |ses |his |her |its |their )`)
	legal      = regexp.MustCompile(`(^|[^\pL\pN_])(inc|corp|corporation|ltd|llc|plc|sa|sas|ag|gmbh|group|groupe|co|company|holdings?)$`)
	caseFolder = cases.Fold()
)

// fold is the form in which names are compared: without case, accents, punctuation, article and legal
// endings.
func fold(name string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(name) {
		if norm.NFKD.PropertiesString(string(r)).CCC() == 0 {
			b.WriteRune(r)
		}
	}
	s := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return r
		}
		return ' '
	}, caseFolder.String(b.String()))
	s = strings.Join(strings.Fields(s), " ")
	s = s[len(articles.FindString(s)):]
	for {
		m := legal.FindStringSubmatchIndex(s)
		if m == nil {
			return s
		}
		t := strings.TrimSpace(s[:m[4]])
		if t == s || t == "" {
			return s
		}
		s = t
	}
}

// sameAmount tells whether two sums agree to half a percent.
func sameAmount(a *GoldAmount, b *cuibono.Amount) bool {
	if a == nil || b == nil {
		return false
	}
	ca, cb := a.Currency, b.Currency
	if ca == "" {
		ca = "USD"
	}
	if cb == "" {
		cb = "USD"
	}
	if ca != cb {
		return false
	}
	x, y := a.Value, b.Value
	return x == y || abs(x-y) <= 0.005*max(abs(x), abs(y))
}

func abs(x float64) float64 {
	if x < 0 {
		return -x
	}
	return x
}

// Rename gives a copy of the annotation with every name passed through rename: for articles whose names
// were replaced.
func (g *Gold) Rename(rename func(string) string) *Gold {
	list := func(names []string) []string {
		out := make([]string, len(names))
		for i, n := range names {
			out[i] = rename(n)
		}
		return out
	}
	c := *g
	c.Entities = make([]GoldEntity, len(g.Entities))
	for i, e := range g.Entities {
		c.Entities[i] = GoldEntity{Name: rename(e.Name), Type: e.Type, Aliases: list(e.Aliases)}
	}
	c.Claims = make([]GoldClaim, len(g.Claims))
	for i, k := range g.Claims {
		k.Subject, k.Object, k.SaidBy = rename(k.Subject), rename(k.Object), rename(k.SaidBy)
		k.SubjectAlt, k.ObjectAlt = list(k.SubjectAlt), list(k.ObjectAlt)
		c.Claims[i] = k
	}
	c.index()
	return &c
}
