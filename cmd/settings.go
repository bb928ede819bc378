package cmd

import (
	"slices"
	"strings"
	"time"
)

// setting is one thing a user can set: by a flag, by a variable or in a configuration file, the first
// of these that says something being the strongest. This table is the only place where settings are
// declared; flags, variables, the checks of the configuration file and config.yaml come of it.
type setting struct {
	// key is where the setting stands in a configuration file: "store.path".
	key string
	// flag is the flag's name; empty for what has none. Short is its letter.
	flag, short string
	// command is the command that has the flag ("query", "entities list"), or several with commas; empty for
	// every command.
	command string
	// value is the default. Its type is that of the setting: string, bool, int, float64, time.Duration
	// or []string.
	value any
	// choices, where there are any, are the only values.
	choices []string
	// usage is one line of help.
	usage string
	// comment is what config.yaml says beyond usage.
	comment string
}

// on tells whether a command, "" for those of every command, has the flag of s.
func (s *setting) on(command string) bool {
	return s.flag != "" && slices.Contains(strings.Split(s.command, ", "), command)
}

// variable is the environment variable of s: CUIBONO_STORE_PATH.
func (s *setting) variable() string {
	return "CUIBONO_" + strings.ToUpper(strings.NewReplacer(".", "_", "-", "_").Replace(s.key))
}

// alias is a second variable, after the flag, for what every command has: CUIBONO_STORE.
func (s *setting) alias() string {
	if s.command != "" || s.flag == "" {
		return ""
	}
	return "CUIBONO_" + strings.ToUpper(strings.ReplaceAll(s.flag, "-", "_"))
}

// defaultTimeout is generous for a person who waits and short for a query that never ends.
const defaultTimeout = 30 * time.Second

// sections explains the groups of config.yaml, in their order.
var sections = []struct{ name, comment string }{
	{"", ""},
	{"store", "The graph: where it is and how it is kept."},
	{"schema", "The ontology: types, relations, words."},
	{"queries", "Canned queries."},
	{"load", "cuibono load"},
	{"extract", "cuibono extract, and how every command that reads articles reads them"},
	{"parse", "cuibono parse"},
	{"query", "cuibono query"},
	{"gizmo", "cuibono gizmo and repl: free queries"},
	{"repl", "cuibono repl"},
	{"serve", "cuibono serve"},
	{"export", "cuibono export"},
	{"verify", "cuibono verify"},
	{"stats", "cuibono stats"},
	{"sources", "cuibono sources"},
	{"entities", "cuibono entities"},
	{"eval", "cuibono eval"},
	{"demo", "cuibono demo"},
}

// settings are all that can be set, in the order of config.yaml.
var settings = []setting{
	{key: "quiet", flag: "quiet", short: "q", value: false,
		usage: "say nothing but data and errors"},
	{key: "verbose", flag: "verbose", short: "v", value: false,
		usage: "say what is being done"},
	{key: "language", flag: "language", short: "l", value: "en",
		usage:   "language of labels and headings (en, fr)",
		comment: "An ISO 639-1 code. What has no label in it is named in English."},

	{key: "base", value: "https://cuibono.example/",
		usage:   "absolute IRI put before the graph's names on export, and taken off again on import",
		comment: "The domain .example is nobody's; set one of your own before you publish."},

	{key: "store.backend", value: "pebble", choices: []string{"pebble", "memory", "postgres"},
		usage:   "how the graph is kept",
		comment: "pebble: a folder on this machine. postgres: a database on a server. memory: nothing is\nkept, for trials."},
	{key: "store.path", flag: "store", short: "s", value: "cuibono-data",
		usage:   "folder of the store, or postgres://… for a server",
		comment: "It holds the graph, the archived texts of the articles and your decisions."},
	{key: "store.address", value: "",
		usage: "address of the postgres backend: postgres://user@host:5432/database"},
	{key: "store.cache_mb", value: 256,
		usage: "memory for the block cache, in MiB"},

	{key: "store.wait", value: 5 * time.Second,
		usage: "how long to wait for another process that has the store open"},

	{key: "schema.dir", flag: "schema", value: "",
		usage:   "folder laid over the built-in schema",
		comment: "A file there replaces the built-in one at the same path (relations/NAME.yaml); others add\nto them. `cuibono schema check` validates it."},

	{key: "queries.dir", value: "",
		usage:   "folder of your own canned queries (*.js)",
		comment: "A query there takes the place of a built-in one of the same name."},

	{key: "load.root", value: "",
		usage:   "folder of the articles; files below it are named by their paths relative to it",
		comment: "Elsewhere the name of an article's folder carries a digest of where it is, so that two folders\nof one name stay apart. With a root, exports of one collection are the same on every machine."},
	{key: "load.strict", flag: "strict", command: "load", value: false,
		usage: "refuse a file of quads with any mistake as a whole"},
	{key: "load.timeout", flag: "timeout", command: "load", value: time.Minute,
		usage: "how long fetching a URL may take"},
	{key: "load.workers", flag: "workers", command: "load", value: 0,
		usage:   "articles read at once; 0 for one on each core",
		comment: "The graph does not depend on it."},

	{key: "extract.format", flag: "format", short: "f", command: "extract", value: "table",
		choices: []string{"table", "jsonl", "nquads"},
		usage:   "how the claims are written"},
	{key: "extract.explain", flag: "explain", command: "extract", value: false,
		usage: "show tree, pattern and reason of each claim"},
	{key: "extract.conllu", flag: "conllu", command: "extract", value: false,
		usage: "the input is CoNLL-U"},
	{key: "extract.confidence", value: 0.5,
		usage:   "the least confidence of a claim, from 0 to 1",
		comment: "Each claim carries the estimated probability that it was read right. 0 takes all."},
	{key: "extract.entities", value: "",
		usage:   "file of known entities of your own",
		comment: "In the form of seeds/entities.yaml; an entry takes the place of a built-in one of the same id."},

	{key: "query.list", flag: "list", command: "query", value: false,
		usage: "list the queries with their arguments"},
	{key: "query.format", flag: "format", short: "f", command: "query", value: "table",
		choices: []string{"table", "json", "csv", "markdown", "dot", "svg"},
		usage:   "how the answer is written"},
	{key: "query.limit", flag: "limit", short: "n", command: "query", value: 0,
		usage: "the most rows; 0 for all"},
	{key: "query.timeout", flag: "timeout", command: "query", value: defaultTimeout,
		usage: "how long an answer may take"},

	{key: "gizmo.lang", flag: "lang", command: "gizmo", value: "gizmo",
		choices: []string{"gizmo", "graphql", "mql", "sexp"},
		usage:   "language of the query"},
	{key: "gizmo.limit", flag: "limit", short: "n", command: "gizmo", value: 1000,
		usage: "the most results; 0 for all"},
	{key: "gizmo.timeout", flag: "timeout", command: "gizmo", value: defaultTimeout,
		usage: "how long a query may take"},
	{key: "gizmo.memory_mb", flag: "memory", command: "gizmo", value: 1024,
		usage: "the most memory a query may use, in MiB"},

	{key: "repl.history", value: "",
		usage:   "file that keeps what was typed",
		comment: "Empty: cuibono/history in your folder for such things (~/.local/state)."},

	{key: "serve.address", flag: "address", short: "a", command: "serve, demo", value: "127.0.0.1:64210",
		usage:   "host:port to listen on; port 0 takes a free one",
		comment: "An address that other machines can reach needs a token."},
	{key: "serve.token", value: "",
		usage:   "secret that every request must bring, at least 16 characters",
		comment: "Better kept in the variable than in a file."},
	{key: "serve.hosts", flag: "host", command: "serve", value: []string{},
		usage: "further names under which clients reach the server"},
	{key: "serve.writable", flag: "writable", short: "w", command: "serve", value: false,
		usage: "let clients change the graph"},
	{key: "serve.limit", flag: "limit", short: "n", command: "serve", value: 10000,
		usage: "the most results of a query that names no limit"},
	{key: "serve.timeout", flag: "timeout", command: "serve", value: defaultTimeout,
		usage: "how long a request may take"},

	{key: "export.format", flag: "format", short: "f", command: "export", value: "nquads",
		choices: []string{"nquads", "ntriples", "jsonld", "json", "pquads", "graphml", "gml", "dot"},
		usage:   "how the graph is written"},
	{key: "export.output", flag: "output", short: "o", command: "export", value: "",
		usage: "file to write; standard output where none is named"},

	{key: "stats.format", flag: "format", short: "f", command: "stats", value: "table",
		choices: []string{"table", "json"},
		usage:   "how the numbers are written"},

	{key: "sources.format", flag: "format", short: "f", command: "sources", value: "table",
		choices: []string{"table", "json", "csv", "markdown"},
		usage:   "how the list is written"},

	{key: "entities.format", flag: "format", short: "f", command: "entities list", value: "table",
		choices: []string{"table", "json", "csv", "markdown"},
		usage:   "how the list is written"},
	{key: "entities.limit", flag: "limit", short: "n", command: "entities list", value: 50,
		usage: "the most entities; 0 for all"},
	{key: "entities.as", flag: "as", command: "entities split", value: "",
		usage: "name of the other thing"},

	{key: "eval.errors", flag: "errors", command: "eval", value: false,
		usage: "list what is missed and what is wrong, with the sentences"},
	{key: "eval.format", flag: "format", short: "f", command: "eval", value: "text",
		choices: []string{"text", "json"},
		usage:   "how the figures are written"},

	{key: "demo.no_serve", flag: "no-serve", command: "demo", value: false,
		usage: "do not serve the console"},
}
