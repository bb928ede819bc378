// Package claims generates claim graphs of any size in the shape of the program's own: articles with their
// claims, speakers, amounts and quotes. A few entities are named very often, as in the news. The same
// article number always gives the same quads.
package claims

import (
	"bufio"
	_ "embed"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
)

//go:embed claims.nq.txt
var source string

// part is a piece of text, or a word to fill in.
type part struct{ text, word string }

// sections are the templates of claims.nq.txt.
var sections, lists = parse(source)

func parse(text string) (map[string][]part, map[string][]string) {
	templates, lists := make(map[string][]part), make(map[string][]string)
	name := ""
	for _, line := range strings.Split(text, "\n") {
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			name = strings.Trim(line, "[]")
		case line[0] != '<':
			lists[name] = append(lists[name], line)
		default:
			for rest := line + "\n"; rest != ""; {
				before, after, found := strings.Cut(rest, "{")
				templates[name] = append(templates[name], part{text: before})
				if !found {
					break
				}
				word, after, _ := strings.Cut(after, "}")
				templates[name] = append(templates[name], part{word: word})
				rest = after
			}
		}
	}
	return templates, lists
}

// The make-up of an article: about a hundred quads.
const (
	claimsOf   = 5
	entitiesOf = 6
)

// Quads is the number of quads of an article, those that repeat within it included.
var Quads = lines("article") + entitiesOf*lines("entity") + claimsOf*(lines("amount")+lines("claim"))

func lines(section string) (n int) {
	for _, p := range sections[section] {
		n += strings.Count(p.text, "\n")
	}
	return n
}

// Label is the IRI of an article.
func Label(n int64) string { return "article/gazette-" + strconv.FormatInt(n, 10) }

// Entity is the IRI of the n-th entity; 0 is the one named most often.
func Entity(n int) string { return "Company_" + strconv.Itoa(n) }

// Append appends the quads of article n as N-Quads.
func Append(b []byte, n int64) []byte {
	rnd := rand.New(rand.NewPCG(uint64(n), 0x9E3779B97F4A7C15))
	words := map[string]string{
		"article":   Label(n),
		"number":    strconv.FormatInt(n, 10),
		"publisher": strconv.Itoa(rnd.IntN(200)),
		"date":      fmt.Sprintf("%d-%02d-%02d", 2000+rnd.IntN(26), 1+rnd.IntN(12), 1+rnd.IntN(28)),
		"digest":    fmt.Sprintf("%016x%016x", rnd.Uint64(), rnd.Uint64()),
	}
	var entities [entitiesOf]string
	for i := range entities {
		entities[i] = Entity(popular(rnd, n))
	}
	words["subject"], words["object"] = entities[0], entities[1]
	b = fill(b, "article", words)
	for _, e := range entities {
		words["entity"], words["name"] = e, strings.ReplaceAll(e, "_", " ")
		b = fill(b, "entity", words)
	}
	for i := range claimsOf {
		millions := (1 + rnd.IntN(99)) * []int{1, 10, 100, 1000}[rnd.IntN(4)]
		words["millions"] = strconv.Itoa(millions)
		words["amount"] = "amount/USD" + words["millions"] + "000000"
		words["claim"] = fmt.Sprintf("claim/%012x%012x", uint64(n), rnd.Uint64()>>16)
		words["subject"], words["object"] = entities[i], entities[i+1]
		words["speaker"] = entities[rnd.IntN(entitiesOf)]
		words["relation"] = lists["relations"][rnd.IntN(len(lists["relations"]))]
		words["status"] = lists["statuses"][rnd.IntN(len(lists["statuses"]))]
		start := rnd.IntN(5000)
		words["start"], words["end"] = strconv.Itoa(start), strconv.Itoa(start+80)
		b = fill(b, "amount", words)
		b = fill(b, "claim", words)
	}
	return b
}

// popular picks an entity; there are about a third as many as articles so far. Half of all picks go to a
// number of entities that grows with the square root only.
func popular(rnd *rand.Rand, n int64) int {
	all := float64(n)/3 + 50
	return int(math.Pow(all, rnd.Float64()))
}

func fill(b []byte, section string, words map[string]string) []byte {
	for _, p := range sections[section] {
		if p.word != "" {
			b = append(b, words[p.word]...)
		} else {
			b = append(b, p.text...)
		}
	}
	return b
}

// Write writes articles until there are at least as many quads, and gives the number of articles.
func Write(w io.Writer, quads int64) (articles int64, err error) {
	bw := bufio.NewWriterSize(w, 1<<20)
	var b []byte
	for ; articles*int64(Quads) < quads; articles++ {
		b = Append(b[:0], articles)
		if _, err := bw.Write(b); err != nil {
			return articles, err
		}
	}
	return articles, bw.Flush()
}
