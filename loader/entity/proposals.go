package entity

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/cayleygraph/cayley/graph"
	"golang.org/x/text/unicode/norm"

	"cuibono/schema"
)

// Proposal is a decision that the graph suggests, with the reasons. Nothing follows from it unless the
// user makes it.
type Proposal struct {
	Decision Decision
	Reasons  []string
}

// Proposals gives what looks like one thing under two names, or like two under one, sorted: merges before
// splits. What the user has decided to leave apart is left out.
func Proposals(ctx context.Context, qs graph.QuadStore, s *schema.Schema, decided Decisions) ([]Proposal, error) {
	all, err := graphOf(ctx, qs, s)
	if err != nil {
		return nil, err
	}
	p := &proposer{all: all, ids: slices.Sorted(maps.Keys(all)), legal: map[string]bool{}, divisions: map[string]bool{}, pairs: map[[2]string][]string{}}
	for _, language := range s.Languages {
		if l := s.Lexicon(language); l != nil {
			for _, suffix := range l.Names.Legal {
				p.legal[plain(suffix)] = true
			}
			for _, ending := range l.Names.Divisions {
				p.divisions[plain(ending)] = true
			}
		}
	}
	p.sameThing()
	p.sameName()
	p.surnames()
	p.misspelt()
	p.acronyms()
	p.longer()
	var out []Proposal
	for pair, reasons := range p.pairs {
		a, b := all[pair[0]], all[pair[1]]
		into, other := a, b
		if better(b, a) {
			into, other = b, a
		}
		slices.Sort(reasons)
		out = append(out, Proposal{Decision{Merge: []string{into.id, other.id}, Into: into.id}, slices.Compact(reasons)})
	}
	out = append(out, p.splits()...)
	out = slices.DeleteFunc(out, func(q Proposal) bool { return decided.apart(q.Decision) })
	slices.SortFunc(out, func(a, b Proposal) int { return strings.Compare(a.key(), b.key()) })
	return out, nil
}

func (p Proposal) key() string {
	if len(p.Decision.Merge) > 0 {
		return "1 " + strings.Join(p.Decision.Merge, " ")
	}
	return "2 " + p.Decision.Split + " " + p.Decision.As
}

// apart tells whether the user has said that the entities of d are what they are.
func (ds Decisions) apart(d Decision) bool {
	named := d.Merge
	if d.Split != "" {
		named = []string{d.Split}
	}
	return slices.ContainsFunc(ds, func(said Decision) bool {
		return len(said.Apart) > 0 && !slices.ContainsFunc(named, func(id string) bool { return !slices.Contains(said.Apart, id) })
	})
}

// better tells whether a is the name to keep rather than b: the known one, that of more articles, the
// longer one.
func better(a, b *known) bool {
	switch {
	case (a.sameAs != "") != (b.sameAs != ""):
		return a.sameAs != ""
	case strings.Contains(a.id, "_(") != strings.Contains(b.id, "_("):
		return strings.Contains(b.id, "_(")
	case len(a.neighbours) != len(b.neighbours):
		return len(a.neighbours) > len(b.neighbours)
	case len(a.id) == len(b.id):
		return a.id < b.id
	}
	return len(a.id) > len(b.id)
}

type proposer struct {
	all   map[string]*known
	ids   []string
	legal map[string]bool // endings of names in plain form
	// divisions are endings that make another thing of a name, in plain form.
	divisions map[string]bool
	pairs     map[[2]string][]string
}

// propose notes a reason to make one of two, unless one is a person and the other none.
func (p *proposer) propose(a, b *known, format string, args ...any) {
	if a.id == b.id || a.onlyPerson() != b.onlyPerson() && len(a.types) > 0 && len(b.types) > 0 {
		return
	}
	if a.sameAs != "" && b.sameAs != "" && a.sameAs != b.sameAs {
		return // known to be two
	}
	pair := [2]string{min(a.id, b.id), max(a.id, b.id)}
	p.pairs[pair] = append(p.pairs[pair], fmt.Sprintf(format, args...))
}

// plain is a name without case, accents and marks, its words parted by single spaces.
func plain(name string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFKD.String(name) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteRune(unicode.ToLower(r))
		default:
			gap = true
		}
	}
	return b.String()
}

// key is a plain name without legal endings and spaces.
func (p *proposer) key(name string) string {
	words := strings.Fields(plain(name))
	for len(words) > 1 && p.legal[words[len(words)-1]] {
		words = words[:len(words)-1]
	}
	return strings.Join(words, "")
}

// group gathers entities by the keys that keys gives, in the order of IRIs, and calls visit for each two
// of a group. Groups of more than most are no evidence.
func (p *proposer) group(keys func(*known) []string, most int, visit func(key string, a, b *known)) {
	by := map[string][]*known{}
	for _, id := range p.ids {
		for _, key := range keys(p.all[id]) {
			if list := by[key]; key != "" && !slices.Contains(list, p.all[id]) {
				by[key] = append(list, p.all[id])
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(by)) {
		list := by[key]
		if len(list) > most {
			continue
		}
		for i, a := range list {
			for _, b := range list[i+1:] {
				visit(key, a, b)
			}
		}
	}
}

func (p *proposer) sameThing() {
	p.group(func(k *known) []string { return []string{k.sameAs} }, 20, func(same string, a, b *known) {
		p.propose(a, b, "both are %s", same)
	})
}

func (p *proposer) sameName() {
	p.group(func(k *known) (keys []string) {
		if k.isPerson() && !strings.Contains(k.label(), " ") {
			return nil // a bare surname proves nothing
		}
		for _, name := range slices.Concat(k.labels, k.aliases) {
			if key := p.key(name); len(key) > 2 && !(k.isPerson() && !strings.Contains(strings.TrimSpace(name), " ")) {
				keys = append(keys, key)
			}
		}
		return keys
	}, 10, func(key string, a, b *known) {
		x, y := p.named(a, key), p.named(b, key)
		if x == y {
			p.propose(a, b, "both are called %q", x)
		} else {
			p.propose(a, b, "%q and %q are the same but for case, accents, spaces or legal form", x, y)
		}
	})
}

// named gives the name of k with that key.
func (p *proposer) named(k *known, key string) string {
	for _, name := range slices.Concat(k.labels, k.aliases) {
		if p.key(name) == key {
			return name
		}
	}
	return k.label()
}

// surnames joins persons known by one word with those whose name ends in it.
func (p *proposer) surnames() {
	full := map[string][]*known{}
	for _, id := range p.ids {
		if k := p.all[id]; k.isPerson() {
			if words := strings.Fields(plain(k.label())); len(words) > 1 {
				full[words[len(words)-1]] = append(full[words[len(words)-1]], k)
			}
		}
	}
	for _, id := range p.ids {
		k := p.all[id]
		words := strings.Fields(plain(k.label()))
		if !k.isPerson() || len(words) != 1 {
			continue
		}
		for _, whole := range full[words[0]] {
			if both := shared(k, whole); len(both) > 0 {
				p.propose(k, whole, "%s has that surname, and both are in relation with %s", whole.label(), p.list(both))
			} else if len(full[words[0]]) == 1 {
				p.propose(k, whole, "%s is the only person of that surname here", whole.label())
			}
		}
	}
}

// misspelt finds names that differ by one letter and have relations in common.
func (p *proposer) misspelt() {
	const shortest = 6 // letters; shorter names differ by one letter too often
	without := func(k *known) (keys []string) {
		key := []rune(p.key(k.label()))
		if len(key) < shortest {
			return nil
		}
		keys = append(keys, string(key))
		for i := range key {
			keys = append(keys, string(key[:i])+string(key[i+1:]))
		}
		return keys
	}
	p.group(without, 10, func(_ string, a, b *known) {
		x, y := p.key(a.label()), p.key(b.label())
		if x == y || digits(x) != digits(y) {
			return // the same name, or a number of a series
		}
		if both := shared(a, b); len(both) > 0 {
			p.propose(a, b, "%q and %q differ by a letter, and both are in relation with %s", a.label(), b.label(), p.list(both))
		}
	})
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

// acronyms finds the initials of a longer name, with relations in common.
func (p *proposer) acronyms() {
	p.group(func(k *known) (keys []string) {
		if k.isPerson() {
			return nil
		}
		label := k.label()
		words := strings.Fields(label)
		switch {
		case len(words) == 1 && len(label) >= 2 && len(label) <= 6 && label == strings.ToUpper(label) && digits(label) == "":
			keys = append(keys, label)
		case len(words) > 1:
			var b strings.Builder
			for _, w := range words {
				if r := []rune(w)[0]; unicode.IsUpper(r) {
					b.WriteRune(r)
				}
			}
			if b.Len() > 1 {
				keys = append(keys, b.String())
			}
		}
		return keys
	}, 10, func(initials string, a, b *known) {
		if (a.label() == initials) == (b.label() == initials) {
			return
		}
		if both := shared(a, b); len(both) > 0 {
			p.propose(a, b, "%q are the initials, and both are in relation with %s", initials, p.list(both))
		}
	})
}

// longer finds names that have a word more than another, with relations in common: "Velmor Mills" and
// "Velmor". A word that makes a part of the whole ("Velmor France") is no sign.
func (p *proposer) longer() {
	by := map[string][]*known{}
	for _, id := range p.ids {
		if k := p.all[id]; !k.isPerson() {
			by[p.key(k.label())] = append(by[p.key(k.label())], k)
		}
	}
	for _, id := range p.ids {
		long := p.all[id]
		words := strings.Fields(long.label())
		if long.isPerson() || len(words) < 2 || p.divisions[plain(words[len(words)-1])] || digits(words[len(words)-1]) != "" {
			continue
		}
		for _, short := range by[p.key(strings.Join(words[:len(words)-1], " "))] {
			if both := shared(long, short); len(both) > 0 {
				p.propose(long, short, "%q and %q differ by a word, and both are in relation with %s", short.label(), long.label(), p.list(both))
			}
		}
	}
}

// list names a few entities.
func (p *proposer) list(ids []string) string {
	const most = 3
	var names []string
	for _, id := range ids[:min(len(ids), most)] {
		names = append(names, p.all[id].label())
	}
	if len(ids) > most {
		names = append(names, fmt.Sprintf("%d more", len(ids)-most))
	}
	return strings.Join(names, ", ")
}

// splits finds names that look like two things.
func (p *proposer) splits() (out []Proposal) {
	for _, id := range p.ids {
		k := p.all[id]
		if k.isPerson() && len(k.types) > 1 {
			for _, typ := range slices.Sorted(maps.Keys(k.types)) {
				if typ == personType {
					continue
				}
				if articles := apartFrom(k.types[typ], k.types[personType]); len(articles) > 0 {
					out = append(out, Proposal{
						Decision{Split: id, As: k.label() + " (" + strings.ToLower(typ) + ")", Articles: articles},
						[]string{fmt.Sprintf("%s in %s, %s in %s", strings.ToLower(typ), strings.Join(articles, ", "), strings.ToLower(personType), strings.Join(k.types[personType], ", "))},
					})
				}
			}
		}
		if k.onlyPerson() && k.sameAs == "" {
			out = append(out, p.twoPersons(k)...)
		}
	}
	return out
}

// apartFrom gives the articles of a that are not in b.
func apartFrom(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(s string) bool { return slices.Contains(b, s) })
}

// twoPersons proposes to split a person whose articles fall into groups that share nobody and nothing
// else: the chair of a mill and the minister of the same name.
func (p *proposer) twoPersons(k *known) (out []Proposal) {
	var groups []map[string]bool // of articles
	var circles []map[string]bool
	for _, article := range slices.Sorted(maps.Keys(k.neighbours)) {
		circle := maps.Clone(k.neighbours[article])
		mine := map[string]bool{article: true}
		var keptGroups, keptCircles []map[string]bool
		for i, other := range circles {
			if p.touch(circle, other) {
				maps.Copy(circle, other)
				maps.Copy(mine, groups[i])
			} else {
				keptGroups, keptCircles = append(keptGroups, groups[i]), append(keptCircles, other)
			}
		}
		groups, circles = append(keptGroups, mine), append(keptCircles, circle)
	}
	for i := 1; i < len(groups); i++ {
		with := slices.Sorted(maps.Keys(circles[i]))
		articles := slices.Sorted(maps.Keys(groups[i]))
		out = append(out, Proposal{
			Decision{Split: k.id, As: k.label() + " (" + p.all[with[0]].label() + ")", Articles: articles},
			[]string{fmt.Sprintf("in %s with %s, elsewhere with %s, and nothing links the two", strings.Join(articles, ", "), p.list(with), p.list(slices.Sorted(maps.Keys(circles[0]))))},
		})
	}
	return out
}

// touch tells whether two circles share an entity, or have two that are in relation with each other.
func (p *proposer) touch(a, b map[string]bool) bool {
	for id := range a {
		if b[id] {
			return true
		}
		for _, by := range p.all[id].neighbours {
			for other := range by {
				if b[other] {
					return true
				}
			}
		}
	}
	return false
}
