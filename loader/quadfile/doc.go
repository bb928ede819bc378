// Package quadfile reads and writes files of quads in the formats of the quad library: N-Quads and
// N-Triples, JSON (an array, or an object a line), JSON-LD, pquads; written also GraphML, GML and DOT.
//
// Reading streams: memory is bounded by the longest line, but for JSON-LD, whose documents have to be
// whole. A mistake is told with its line and does not stop the rest, unless Options.Strict. Blank nodes
// belong to their file: "_:a" of two files are two nodes.
package quadfile
