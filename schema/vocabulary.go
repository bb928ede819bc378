package schema

import "strings"

// The prefixes of public vocabularies. Inside the graph their terms are written short, as
// "schema:Claim", so that a person can type them; Expand gives the absolute form for export.
var prefixes = []struct{ prefix, iri string }{
	{"oa:", "http://www.w3.org/ns/oa#"},
	{"prov:", "http://www.w3.org/ns/prov#"},
	{"rdf:", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
	{"rdfs:", "http://www.w3.org/2000/01/rdf-schema#"},
	// schema.org's own context file writes its terms with http, which Cayley's vocabulary does too.
	{"schema:", "http://schema.org/"},
	{"skos:", "http://www.w3.org/2004/02/skos/core#"},
	{"xsd:", "http://www.w3.org/2001/XMLSchema#"},
}

// Prefixes gives the vocabularies by prefix, without the colon, for a JSON-LD context or Turtle.
func Prefixes() map[string]string {
	m := make(map[string]string, len(prefixes))
	for _, p := range prefixes {
		m[strings.TrimSuffix(p.prefix, ":")] = p.iri
	}
	return m
}

// Expand gives the absolute form of a term with a known prefix, and any other IRI as it is.
func Expand(iri string) string {
	for _, p := range prefixes {
		if rest, ok := strings.CutPrefix(iri, p.prefix); ok {
			return p.iri + rest
		}
	}
	return iri
}

// Compact is the inverse of Expand.
func Compact(iri string) string {
	for _, p := range prefixes {
		if rest, ok := strings.CutPrefix(iri, p.iri); ok && rest != "" {
			return p.prefix + rest
		}
	}
	return iri
}

// Terms of public vocabularies that the graph uses besides those of types and qualifiers, which the
// schema's files name.
const (
	RDFType      = "rdf:type"
	RDFSubject   = "rdf:subject"
	RDFPredicate = "rdf:predicate"
	RDFObject    = "rdf:object"
	RDFSLabel    = "rdfs:label"
	SKOSAltLabel = "skos:altLabel"

	Claim          = "schema:Claim"
	NewsArticle    = "schema:NewsArticle"
	MonetaryAmount = "schema:MonetaryAmount"

	Headline = "schema:headline"
	// ThingName names an article that has no headline, by its first words.
	ThingName     = "schema:name"
	DatePublished = "schema:datePublished"
	InLanguage    = "schema:inLanguage"
	Publisher     = "schema:publisher"
	URL           = "schema:url"
	SameAs        = "schema:sameAs"
	About         = "schema:about"
	SHA256        = "schema:sha256"

	Value    = "schema:value"
	Currency = "schema:currency"
	MinValue = "schema:minValue"
	MaxValue = "schema:maxValue"

	AttributedTo = "prov:wasAttributedTo"
	DerivedFrom  = "prov:wasDerivedFrom"

	OAExact = "oa:exact"
	OAStart = "oa:start"
	OAEnd   = "oa:end"
)
