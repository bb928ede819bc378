// Package cuibono holds the nouns of the project and nothing else: the Article that is read, the
// Entity it names, the Claim it makes, the Amount it gives. It does no I/O and imports only the
// standard library, so that every other package can speak in these terms.
//
// A position in a text is a Span of byte offsets into Article.Text. Where a position leaves the
// program (JSON, quads) it is counted in Unicode code points, as Web Annotation selectors are;
// Article.CodePoints converts.
package cuibono
