package cmd

import (
	"fmt"
	"os"

	"cuibono/extract"
	"cuibono/schema"
	"cuibono/seeds"
)

// knownFile is the list of widely known entities among the seeds.
const knownFile = "entities.yaml"

// knownEntities gives the built-in list of known entities, followed by the user's own, whose entries
// are stronger.
func (a *app) knownEntities() ([]schema.KnownEntity, error) {
	data, err := seeds.FS.ReadFile(knownFile)
	if err != nil {
		return nil, err
	}
	known, err := schema.ParseKnown("seeds/"+knownFile, data)
	if err != nil {
		return nil, err
	}
	path := a.conf.text("extract.entities")
	if path == "" {
		return known, nil
	}
	if data, err = os.ReadFile(path); err != nil {
		return nil, fmt.Errorf("read known entities: %w", err)
	}
	own, err := schema.ParseKnown(path, data)
	if err != nil {
		return nil, err
	}
	// A user's entry takes the place of a built-in one of the same IRI.
	replaced := map[string]bool{}
	for _, e := range own {
		replaced[e.ID] = true
	}
	var all []schema.KnownEntity
	for _, e := range known {
		if !replaced[e.ID] {
			all = append(all, e)
		}
	}
	return append(all, own...), nil
}

// newExtractor makes what finds claims, for every command that reads articles.
func (a *app) newExtractor() (*extract.Extractor, error) {
	s, err := a.loadSchema()
	if err != nil {
		return nil, err
	}
	known, err := a.knownEntities()
	if err != nil {
		return nil, err
	}
	threshold := a.conf.decimal("extract.confidence")
	if threshold <= 0 {
		threshold = -1 // the extractor's word for "all"
	}
	return extract.New(s, extract.Options{Threshold: threshold, Known: extract.NewGazetteer(known)})
}
