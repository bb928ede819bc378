// Package queries answers questions about the graph. A canned query is a file of Gizmo with a header
// (queries/*.js, and those in the user's own directory): Load reads and checks them into a Catalog,
// and an Engine binds one to a store, finds the entities a person names, runs it and gives a Table.
//
// The packages below it: gizmo is the session that runs every Gizmo text; functions are those of ours
// that texts may call; reader reads claims, labels and chains by reference; names finds entities by the
// names people type; table writes answers; sandbox runs free queries in a process of their own; shape
// tells what a query would look up; repl is the interactive loop.
package queries
