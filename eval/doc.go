// Package eval measures extracted claims against hand annotations: precision, recall and F1 by
// relation, language and qualifier, with the list of what was missed and what is wrong.
//
// The measure: a claim is right when its subject, relation and object (or, for relations to an amount,
// the amount) are those of a core claim of the annotation. Annotated claims that are not core are
// neither asked for nor held against the extractor.
package eval
