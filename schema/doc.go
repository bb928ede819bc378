// Package schema holds the ontology as data: the types of things, the relations between them, the
// qualifiers of claims and, per language, the words and patterns that express them. Everything
// that means something is in a YAML file of this folder, embedded in the program; adding a
// relation, a verb or a name is adding to a file, with an example that is its test.
//
//	schema.yaml              the languages that everything must be labelled in, and headings
//	types/NAME.yaml          a type of thing
//	relations/NAME.yaml      a relation
//	qualifiers.yaml          what else a claim may say
//	lexicon/LANGUAGE/*.yaml  words
//	patterns/LANGUAGE/*.yaml patterns over syntax that state a relation
//
// Load reads them in two phases: all files are parsed, then all names are resolved. Unknown keys
// and names, duplicates and missing examples are reported all at once, each as file:line:column
// with the name that was probably meant. A folder of the user's own is laid over the embedded
// files: a file at the same path replaces the embedded one, others add to them.
package schema
