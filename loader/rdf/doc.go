// Package rdf says how articles, claims, entities and amounts stand in the graph, as quads. The model is
// described, with an example, in docs/FORMAT.md.
//
// Inside the store an IRI is short: a name of the graph's own ("SoftBank", "invests_in",
// "claim/3f2a…") or a term of a public vocabulary with its prefix ("rdf:type"). Outside it is absolute:
// Absolute puts the base in front of the former and spells the latter out, Short takes both back.
package rdf
