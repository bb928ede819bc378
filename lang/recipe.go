package lang

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Recipe says what the models of a language are learned from: the file data/<language>/train.yaml.
type Recipe struct {
	// Train and Test are CoNLL-U files relative to the folder of treebanks. Nothing of Test is learned.
	Train []string `yaml:"train"`
	Test  []string `yaml:"test"`
	// OwnTrain and OwnTest are further ones that are part of this project, relative to the folder treebank of this package.
	// Those of OwnTrain are learned from OwnWeight times (once where 0): they are few, and what the program is to read.
	OwnTrain  []string `yaml:"own_train"`
	OwnTest   []string `yaml:"own_test"`
	OwnWeight int      `yaml:"own_weight"`
	// Labels renames dependency labels on which the treebanks differ; "" stands for none.
	Labels map[string]string `yaml:"labels"`
	// Features are the morphological features to learn, NoFeatures the parts of speech without any,
	// DropValues those of Features that the treebanks do not all have.
	Features   []string `yaml:"features"`
	DropValues []string `yaml:"drop_values"`
	NoFeatures []string `yaml:"no_features"`
}

// ReadRecipe reads the recipe of a language. Unknown keys are errors.
func ReadRecipe(language string) (*Recipe, error) {
	file := "data/" + language + "/train.yaml"
	data, err := fs.ReadFile(embedded, file)
	if err != nil {
		return nil, fmt.Errorf("read recipe: %w", err)
	}
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	r := new(Recipe)
	if err := d.Decode(r); err != nil {
		return nil, fmt.Errorf("read recipe %s: %w", file, err)
	}
	if len(r.Train) == 0 || len(r.Test) == 0 {
		return nil, fmt.Errorf("%s: needs files under train and under test", file)
	}
	return r, nil
}

// Folders say where treebanks are: those of others, and those of this project.
type Folders struct{ Others, Own string }

// training reads all that the models are learned from.
func (r *Recipe) training(f Folders) ([]Sentence, error) {
	sentences, err := r.read(f.Others, r.Train)
	if err != nil {
		return nil, err
	}
	own, err := r.read(f.Own, r.OwnTrain)
	if err != nil {
		return nil, err
	}
	for range max(1, r.OwnWeight) {
		sentences = append(sentences, own...)
	}
	return sentences, nil
}

// read reads treebank files and brings them to the labels and features of the recipe.
func (r *Recipe) read(folder string, files []string) ([]Sentence, error) {
	var all []Sentence
	for _, f := range files {
		s, err := r.readFile(filepath.Join(folder, filepath.FromSlash(f)))
		if err != nil {
			return nil, err
		}
		all = append(all, s...)
	}
	return all, nil
}

func (r *Recipe) readFile(file string) ([]Sentence, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("read treebank: %w", err)
	}
	defer f.Close()
	d, err := ReadCoNLLU(file, f)
	if err != nil {
		return nil, err
	}
	for _, s := range d.Sentences {
		for i := range s.Tokens {
			t := &s.Tokens[i]
			t.Feats = r.normalFeats(t.UPOS, t.Feats)
			if l, ok := r.Labels[t.Deprel]; ok {
				t.Deprel = l
			}
		}
	}
	return d.Sentences, nil
}

func (r *Recipe) normalFeats(upos, feats string) string {
	if feats == "" || slices.Contains(r.NoFeatures, upos) {
		return ""
	}
	var kept []string
	for f := range strings.SplitSeq(feats, "|") {
		name, _, _ := strings.Cut(f, "=")
		if slices.Contains(r.Features, name) && !slices.Contains(r.DropValues, f) {
			kept = append(kept, f)
		}
	}
	slices.Sort(kept)
	return strings.Join(kept, "|")
}
