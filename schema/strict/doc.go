// Package strict reads YAML files in which a mistake must not pass in silence: a key that no field
// takes, a key given twice, text where a number belongs, a required key left out. Decode gathers
// every problem of a file at once, each with its place (file, line, column) and, for a misspelt
// name, the nearest known one.
//
// The target is a struct with `yaml` tags, as for other decoders:
//
//	type Entry struct {
//		strict.Pos                                        // filled with where the entry stands
//		Lemma  string         `yaml:"lemma,required"`     // must be there and not empty
//		Kind   string         `yaml:"kind" enum:"verb|noun"`
//		Forms  []string       `yaml:"forms,oneormore"`    // a single value stands for a list of one
//		Domain []strict.Name  `yaml:"domain"`             // text that knows where it stands
//		Labels map[string]string `yaml:"labels" keys:"fr|en"`
//	}
//
// A struct field tagged `yaml:"text,short"` is the one filled when a plain value stands where the
// struct is expected, so that a list may hold both `- some text` and `- {text: …, when: …}`.
//
// Text that YAML would read as a number, a date, a truth value or null must be quoted where a field
// wants text. Anchors, aliases and merge keys are refused: a file says what it means where it says it.
package strict
