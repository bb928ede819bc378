package main

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"cuibono/store/internal/film"
)

//go:embed oxigraph.py
var script string

// question is one of the study's, in Gizmo and where it makes sense in SPARQL.
type question struct {
	about, gizmo, sparql string
}

const chains = `
var actorToFilm = g.M().in("</film/performance/actor>").in("</film/film/starring>");
var filmToActor = g.M().out("</film/film/starring>").out("</film/performance/actor>");
var coStar = g.M().follow(actorToFilm).follow(filmToActor);
`

const prefix = "http://film.example"

func sparql(s string) string {
	return regexp.MustCompile(`<(/[^>]*|name)>`).ReplaceAllStringFunc(s, func(i string) string {
		return "<" + prefix + "/" + strings.TrimPrefix(i[1:], "/")
	})
}

var questions = map[string]question{
	"1 hop out": {
		"performances of a film",
		`g.V("</en/casablanca_1942>").out("</film/film/starring>").all()`,
		`SELECT ?x { </en/casablanca_1942> </film/film/starring> ?x }`,
	},
	"2 hop in": {
		"performances of an actor",
		`g.V("</en/keanu_reeves>").in("</film/performance/actor>").all()`,
		`SELECT ?x { ?x </film/performance/actor> </en/keanu_reeves> }`,
	},
	"3 intersection": {
		"films with two actors",
		chains + `g.V("</en/keanu_reeves>").follow(actorToFilm).intersect(g.V("</en/sandra_bullock>").follow(actorToFilm)).all()`,
		`SELECT ?f { ?f </film/film/starring> ?p . ?p </film/performance/actor> </en/keanu_reeves> .
		  ?f </film/film/starring> ?q . ?q </film/performance/actor> </en/sandra_bullock> }`,
	},
	"4 has and save": {
		"actors of two films by their names",
		chains + `g.V().has("<name>", "The Net").save("<name>", "one").follow(filmToActor)
		  .intersect(g.V().has("<name>", "Speed").save("<name>", "two").follow(filmToActor)).all()`,
		`SELECT ?a { ?f <name> "The Net" . ?f </film/film/starring> ?p . ?p </film/performance/actor> ?a .
		  ?g <name> "Speed" . ?g </film/film/starring> ?q . ?q </film/performance/actor> ?a }`,
	},
	"5 count nodes": {"count of all nodes", `g.emit(g.V().count())`, ""},
	"6 count edges": {
		"count of the edges of a predicate", `g.emit(g.V().out("<name>").count())`,
		`SELECT (COUNT(*) AS ?n) { ?x <name> ?y }`,
	},
	"7 recursion": {
		"everyone two steps of common films away",
		chains + `g.V("</en/keanu_reeves>").followRecursive(coStar, 2).all()`,
		"",
	},
	"8 two steps": {
		"the same without recursion",
		chains + `g.V("</en/keanu_reeves>").follow(coStar).unique().follow(coStar).unique().all()`,
		`SELECT DISTINCT ?b { ?p </film/performance/actor> </en/keanu_reeves> . ?f </film/film/starring> ?p . ?f </film/film/starring> ?q .
		  ?q </film/performance/actor> ?a . ?r </film/performance/actor> ?a . ?g </film/film/starring> ?r . ?g </film/film/starring> ?s .
		  ?s </film/performance/actor> ?b }`,
	},
	"9 group": {
		"number of roles of each actor, counted in the query",
		`var n = {}; g.V().out("</film/film/starring>").out("</film/performance/actor>").forEach(function (d) { n[d.id] = (n[d.id] || 0) + 1 });
		  var most = 0; for (var a in n) { if (n[a] > most) { most = n[a] } } g.emit(most)`,
		`SELECT ?a (COUNT(?p) AS ?n) { ?f </film/film/starring> ?p . ?p </film/performance/actor> ?a } GROUP BY ?a`,
	},
}

// comparePeers loads the film sample into each store and asks all questions.
func comparePeers(dir string) error {
	text, err := film.NQuads()
	if err != nil {
		return err
	}
	plain := filepath.Join(dir, "film.nq")
	if err := os.WriteFile(plain, text, 0o644); err != nil {
		return err
	}
	// Oxigraph takes absolute IRIs only.
	absolute := filepath.Join(dir, "film-absolute.nq")
	text = regexp.MustCompile(`<(/[^>]*|[a-z_]+)>`).ReplaceAllFunc(text, func(i []byte) []byte {
		return []byte("<" + prefix + "/" + strings.TrimPrefix(string(i[1:]), "/"))
	})
	if err := os.WriteFile(absolute, text, 0o644); err != nil {
		return err
	}
	ask := map[string]string{}
	askSPARQL := map[string]string{}
	for name, q := range questions {
		ask[name] = q.gizmo
		if q.sparql != "" {
			askSPARQL[name] = sparql(q.sparql)
		}
	}
	asked, err := writeJSON(dir, "gizmo.json", ask)
	if err != nil {
		return err
	}
	askedSPARQL, err := writeJSON(dir, "sparql.json", askSPARQL)
	if err != nil {
		return err
	}

	loads := make(map[string]result)
	answers := make(map[string]result)
	var stores []string
	for _, s := range strings.Split(*peers, ",") {
		var all []result
		for i := range *repeat {
			path := filepath.Join(dir, fmt.Sprintf("%s-%d", s, i))
			var r result
			if s == "oxigraph" {
				r, err = oxigraph("load", absolute, path)
			} else {
				if err := os.MkdirAll(path, 0o755); err != nil {
					return err
				}
				r, err = self("load", s, plain, path)
			}
			if err != nil {
				break
			}
			all = append(all, r)
			if i > 0 {
				os.RemoveAll(path)
			}
			if s == "bolt" {
				break // a minute each
			}
		}
		if err != nil {
			fmt.Fprintf(os.Stderr, "bench: %s is left out: %v\n", s, err)
			continue
		}
		slices.SortFunc(all, func(a, b result) int { return int(1e6 * (a.Seconds - b.Seconds)) })
		loads[s] = all[len(all)/2]
		path := filepath.Join(dir, s+"-0")
		if s == "oxigraph" {
			answers[s], err = oxigraph("query", askedSPARQL, path)
		} else {
			answers[s], err = self("query", s, asked, path)
		}
		if err != nil {
			return err
		}
		stores = append(stores, s)
	}
	printPeers(stores, loads, answers)
	return nil
}

func writeJSON(dir, name string, v any) (string, error) {
	var b bytes.Buffer
	if err := json.NewEncoder(&b).Encode(v); err != nil {
		return "", err
	}
	path := filepath.Join(dir, name)
	return path, os.WriteFile(path, b.Bytes(), 0o644)
}

// printPeers prints tables; each figure of a peer is followed by its ratio to this store's.
func printPeers(stores []string, loads, answers map[string]result) {
	us := stores[0]
	header := func(first string) {
		fmt.Printf("| %s |", first)
		for _, s := range stores {
			fmt.Printf(" %s |", s)
		}
		fmt.Printf("\n|---|%s\n", strings.Repeat("---|", len(stores)))
	}
	row := func(name string, value func(s string) (float64, bool), format string) {
		fmt.Printf("| %s |", name)
		own, _ := value(us)
		for _, s := range stores {
			v, ok := value(s)
			switch {
			case !ok:
				fmt.Print(" – |")
			case s == us:
				fmt.Printf(" "+format+" |", v)
			default:
				fmt.Printf(" "+format+" (%.1f×) |", v, v/own)
			}
		}
		fmt.Println()
	}
	header("load 471,705 quads")
	row("seconds", func(s string) (float64, bool) { return loads[s].Seconds, true }, "%.2f")
	row("seconds of processor", func(s string) (float64, bool) { return loads[s].CPU, true }, "%.2f")
	row("disk, MB", func(s string) (float64, bool) { return float64(loads[s].Disk) / 1e6, true }, "%.1f")
	row("peak memory, MB", func(s string) (float64, bool) { return float64(loads[s].RSS) / 1e6, true }, "%.0f")
	fmt.Println()
	header("query, ms")
	names := slices.Sorted(maps.Keys(questions))
	for _, n := range names {
		row(fmt.Sprintf("%s: %s (%d rows)", n, questions[n].about, answers[us].Rows[n]), func(s string) (float64, bool) {
			v, ok := answers[s].Times[n]
			return v, ok
		}, "%.2f")
	}
	row("open", func(s string) (float64, bool) { v, ok := answers[s].Times["open"]; return v, ok }, "%.0f")
	for _, s := range stores[1:] {
		for _, n := range names {
			if a, ok := answers[s].Rows[n]; ok && a != answers[us].Rows[n] {
				fmt.Printf("\n%s: %s answers %d rows, %s %d.\n", n, s, a, us, answers[us].Rows[n])
			}
		}
	}
}
