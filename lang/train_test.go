package lang

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestTrainRepeats trains twice on a small treebank: the model files are the same to the byte, and the
// model reads its own treebank. The treebank is what the analyzer makes of a few sentences.
func TestTrainRepeats(t *testing.T) {
	if testing.Short() {
		t.Skip("trains a model twice")
	}
	const language = "fr"
	a := load(t, language)
	var text strings.Builder
	for _, s := range []string{
		"Le patron de Vexor, Odile Vasseur, annonce un investissement de 3 milliards d'euros. ",
		"Oslinde achète des usines au groupe. Elle a été fondée par Lucas Brémond en 2021. ",
		"« Nous n'avons rien signé », a déclaré la présidente du fonds. Il parle des projets du ministre. ",
	} {
		text.WriteString(strings.Repeat(s, 10))
	}
	d := a.Tokenize(text.String(), nil)
	a.Tag(d)
	a.Parse(d)
	var treebank bytes.Buffer
	if err := WriteCoNLLU(&treebank, d); err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	recipe, err := ReadRecipe(language)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range slices.Concat(recipe.Train, recipe.Test, recipe.OwnTrain, recipe.OwnTest) {
		f = filepath.Join(folder, filepath.FromSlash(f))
		if err := os.MkdirAll(filepath.Dir(f), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(f, treebank.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	train := func() []byte {
		data, err := Train(language, Folders{folder, folder}, func(string, ...any) {})
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	first, second := train(), train()
	if !bytes.Equal(first, second) {
		t.Fatalf("two trainings give two models, of %d and %d bytes", len(first), len(second))
	}
	trained, err := Decode(language, "model", first)
	if err != nil {
		t.Fatal(err)
	}
	scores, err := Evaluate(trained, Folders{folder, folder})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range scores {
		if s.UPOS*100 < s.Tokens*95 || s.UAS*100 < s.Tokens*90 {
			t.Errorf("on its own treebank: %v", s)
		}
	}
}

// TestScores holds the models to the project's goals on the treebanks' test parts.
func TestScores(t *testing.T) {
	folder := sharedFolder(t, "treebanks")
	goals := map[string]struct{ upos, las int }{"fr": {97, 85}, "en": {94, 82}}
	for _, language := range Languages() {
		scores, err := Evaluate(load(t, language), Folders{Others: folder, Own: "treebank"})
		if err != nil {
			t.Fatal(err)
		}
		tokens, upos, las := 0, 0, 0
		for _, s := range scores {
			t.Log(s)
			tokens, upos, las = tokens+s.Tokens, upos+s.UPOS, las+s.LAS
		}
		goal, ok := goals[language]
		if ok && (upos*100 < goal.upos*tokens || las*100 < goal.las*tokens) {
			t.Errorf("%s: UPOS %.2f, LAS %.2f over all test parts; the goals are %d and %d", language,
				100*float64(upos)/float64(tokens), 100*float64(las)/float64(tokens), goal.upos, goal.las)
		}
	}
}

func TestDecodeModelErrors(t *testing.T) {
	good, err := embedded.ReadFile("data/fr/model")
	if err != nil {
		t.Fatal(err)
	}
	flipped := bytes.Clone(good)
	flipped[len(flipped)/2] ^= 1
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"empty":     {nil, "not a model"},
		"other":     {[]byte("cuibono language model 0\nxxxx"), "train it again"},
		"damaged":   {flipped, "checksum"},
		"cut short": {good[:len(good)/2], "checksum"},
	} {
		if _, err := Decode("fr", "file", c.data); err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "file") {
			t.Errorf("%s: error %v, want one with %q and the file", name, err, c.want)
		}
	}
	if _, err := Decode("en", "file", good); err == nil || !strings.Contains(err.Error(), `model of "fr"`) {
		t.Errorf("a French model for English: %v", err)
	}
	if _, err := Load("xx"); err == nil || !strings.Contains(err.Error(), "en fr") {
		t.Errorf("an unknown language: %v", err)
	}
}
