package schema

import (
	"io/fs"
	"path"

	"cuibono/schema/strict"
)

// Furniture holds the words by which a language's page furniture (menus, subscription notices, "read
// also", teasers of other articles) is told from an article's own text. It is the file
// lexicon/<language>/furniture.yaml. Cues of all languages apply to every page: pages mix them.
type Furniture struct {
	strict.Pos
	Cues []FurnitureCue `yaml:"cues,required"`
	// Classes are words of HTML class and id attributes that mark furniture ("related", "cookie").
	Classes []string `yaml:"classes"`
}

// FurnitureCue is a wording that marks a line as furniture. Lines and phrases are compared without
// regard to case, accents, and the marks before the first word; phrases match whole words.
type FurnitureCue struct {
	strict.Pos
	Name string `yaml:"name,required"`
	// Effect says what the line tells of itself and of what follows:
	//
	//	line    it is furniture
	//	byline  it says who wrote, filed or updated the article, not what happened
	//	list    it heads links to other articles: the entries after it are furniture too
	//	end     the article ends before it: all that follows is furniture
	Effect string `yaml:"effect,required" enum:"line|byline|list|end"`

	// Whole: the line is the phrase, but for digits and punctuation.
	Whole []string `yaml:"whole,oneormore"`
	// Label: the line begins with the phrase, and a mark (colon, bar, dash, arrow, full stop) or the end
	// of the line follows.
	Label []string `yaml:"label,oneormore"`
	// Start: the line begins with the phrase.
	Start []string `yaml:"start,oneormore"`
	// Finish: the line ends with the phrase, but for punctuation.
	Finish []string `yaml:"finish,oneormore"`
	// Anywhere: the line has the phrase in it.
	Anywhere []string `yaml:"anywhere,oneormore"`
	// Inline: as Label, but also after the end of a sentence within a line; the rest of the line is then
	// furniture.
	Inline []string `yaml:"inline,oneormore"`

	// Unended: only lines that do not end as a sentence.
	Unended bool `yaml:"unended"`
	// Names: only lines whose other words are names, each with a capital but for short links between them
	// ("By Ana Kersten and Ravi Tolmer").
	Names bool `yaml:"names"`

	// MaxWords is the length beyond which a line is taken for text whatever it says; 40 if not given.
	MaxWords int `yaml:"max_words"`

	// Match and NoMatch are the cue's tests: lines that it marks, and lines that it must leave alone.
	Match   []string `yaml:"match,required,oneormore"`
	NoMatch []string `yaml:"no_match,oneormore"`
}

// ReadFurniture reads lexicon/<language>/furniture.yaml of fsys; nil where there is none.
func ReadFurniture(fsys fs.FS, language string) (*Furniture, strict.Problems) {
	name := path.Join("lexicon", language, "furniture.yaml")
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, nil
	}
	f := &Furniture{}
	problems := strict.Decode(name, data, f)
	f.check(&problems)
	return f, problems
}

// check reports what the decoder cannot see.
func (f *Furniture) check(problems *strict.Problems) {
	seen := map[string]strict.Pos{}
	for _, c := range f.Cues {
		if at, dup := seen[c.Name]; dup {
			problems.Add(c.Pos, "cue %q is already at %s: give this one another name", c.Name, at)
		}
		seen[c.Name] = c.Pos
		if len(c.Whole)+len(c.Label)+len(c.Start)+len(c.Finish)+len(c.Anywhere)+len(c.Inline) == 0 {
			problems.Add(c.Pos, "cue %q has no phrase: give it whole, label, start, finish, anywhere or inline", c.Name)
		}
		if c.MaxWords < 0 {
			problems.Add(c.Pos, "max_words %d is negative", c.MaxWords)
		}
	}
}
