// Package pebble is a Cayley quad store on Pebble, a log-structured key-value store.
//
// A value is kept once, under a number derived from its SHA-256: no table leads from hashes to numbers,
// and the order of results does not depend on the order of loading. Quads are kept as four numbers in
// four orders, so that every combination of known subject, predicate, object and label is one range of
// one index. The key format is in docs/FORMAT.md.
//
// Differences from Cayley's own key-value backends: a label is a full member of a quad, so the same
// triple under two labels is two quads, and deleting one leaves the other; a node vanishes with its last
// quad; a failed transaction changes nothing; statistics are exact.
//
// One process writes. Reading is safe from any number of goroutines beside the writer; an iterator sees
// the store as it was when it was started, a [View] as it was when it was taken.
package pebble
