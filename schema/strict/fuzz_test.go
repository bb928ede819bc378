package strict

import (
	"testing"
	"time"
)

type inner struct {
	Pos
	Text string  `yaml:"text,required,short"`
	Size float64 `yaml:"size"`
}

type outer struct {
	Pos
	Name  Name              `yaml:"name,required"`
	Kind  string            `yaml:"kind" enum:"verb|noun"`
	Count int               `yaml:"count"`
	On    bool              `yaml:"on"`
	Wait  time.Duration     `yaml:"wait"`
	Forms []string          `yaml:"forms,oneormore"`
	Items []inner           `yaml:"items"`
	Deep  *outer            `yaml:"deep"`
	Label map[string]string `yaml:"label" keys:"fr|en"`
	Any   map[string]inner  `yaml:"any"`
}

// Whatever a file holds, decoding it ends, without a panic, and every problem has a place in it.
func FuzzDecode(f *testing.F) {
	for _, seed := range []string{
		"name: a\nkind: verb\ncount: 3\non: true\nwait: 1m\nforms: [a, b]\n",
		"name: a\ndeep: {name: b, deep: {name: c}}\nitems: [x, {text: y, size: 1.5}]\n",
		"label: {fr: a, de: b}\nany: {x: y}\n", "a: &a [*a]", "<<: {a: b}", "? [a]\n: b", "---\n---\n",
		"\xff\xfe", "[[[[[[", "{a: {a: {a:", "!!binary x", "name: !!int x", "%YAML 9.9\n---\n", "\t", "a: |\n b", "on: yes",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var o outer
		for _, p := range Decode("f", data, &o) {
			if p.File != "f" || p.Line < 1 || p.Column < 1 || p.Message == "" {
				t.Errorf("problem without place or message: %#v", p)
			}
		}
	})
}
