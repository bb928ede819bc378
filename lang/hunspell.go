package lang

import (
	"bufio"
	"fmt"
	"os"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// PackHunspell makes a table of forms of a Hunspell dictionary (the files base.aff and base.dic) whose
// entries and suffix rules carry po: and is: fields, as those of the Dicollecte project do: nouns,
// adjectives, adverbs, and verbs without the tenses that news do not use. The result is the file
// data/<language>/forms.
func PackHunspell(base string) ([]byte, error) {
	rules, err := readAffixes(base + ".aff")
	if err != nil {
		return nil, err
	}
	f, err := os.Open(base + ".dic")
	if err != nil {
		return nil, fmt.Errorf("read dictionary: %w", err)
	}
	defer f.Close()
	var out []reading
	sc := bufio.NewScanner(f)
	for sc.Scan() {
		out = append(out, expand(sc.Text(), rules)...)
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("read dictionary: %w", err)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s.dic: no entry with a po: field; it is not a dictionary of this kind", base)
	}
	return packForms(out)
}

// affix is one suffix rule.
type affix struct {
	strip, add string
	condition  *regexp.Regexp
	fields     []string
}

// readAffixes reads the suffix rules of an .aff file by their flag.
func readAffixes(file string) (map[string][]affix, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read suffix rules: %w", err)
	}
	rules := map[string][]affix{}
	for n, line := range strings.Split(string(data), "\n") {
		f := strings.Fields(line)
		if len(f) < 5 || f[0] != "SFX" {
			continue
		}
		strip, add, _ := strings.Cut(f[2]+"\x00"+f[3], "\x00")
		add, _, _ = strings.Cut(add, "/")
		if strip == "0" {
			strip = ""
		}
		if add == "0" {
			add = ""
		}
		c, err := regexp.Compile(f[4] + "$")
		if err != nil {
			return nil, fmt.Errorf("%s:%d: condition %q: %w", file, n+1, f[4], err)
		}
		rules[f[1]] = append(rules[f[1]], affix{strip, add, c, f[5:]})
	}
	return rules, nil
}

// expand gives the forms of an entry: word/flags fields.
func expand(line string, rules map[string][]affix) []reading {
	f := strings.Fields(line)
	if len(f) < 2 {
		return nil
	}
	word, flags, _ := strings.Cut(f[0], "/")
	if r, _ := utf8.DecodeRuneInString(word); !unicode.IsLower(r) || strings.ContainsAny(word, ".'’ 0123456789") {
		return nil
	}
	fields := f[1:]
	var out []reading
	add := func(form string, extra []string) {
		for _, k := range formKinds(fields, extra) {
			out = append(out, reading{form, word, k})
		}
	}
	inflected := false
	for len(flags) >= 2 { // flags are two characters each
		_, n := utf8.DecodeRuneInString(flags)
		_, m := utf8.DecodeRuneInString(flags[n:])
		for _, r := range rules[flags[:n+m]] {
			stem, ok := strings.CutSuffix(word, r.strip)
			if !ok || !r.condition.MatchString(word) {
				continue
			}
			inflected = true
			add(stem+r.add, r.fields)
		}
		flags = flags[n+m:]
	}
	if !inflected {
		add(word, nil)
	}
	return out
}

// formKinds tells what the fields of an entry and of a suffix rule make of a form.
func formKinds(entry, extra []string) []uint8 {
	verb := false
	var out []uint8
	for _, f := range entry {
		switch {
		case f == "po:nom":
			out = append(out, formNoun)
		case f == "po:adj":
			out = append(out, formAdjective)
		case f == "po:adv":
			out = append(out, formAdverb)
		case strings.HasPrefix(f, "po:v") && len(f) > 4 && unicode.IsDigit(rune(f[4])):
			verb = true
		}
	}
	if !verb {
		return out
	}
	person := false // a person that news use
	tense := ""
	for _, f := range extra {
		switch f {
		case "po:infi", "po:ppre", "po:ppas", "po:ipre", "po:iimp", "po:ipsi", "po:ifut", "po:cond", "po:spre", "po:simp", "po:impe":
			tense = f
		case "po:1sg", "po:1pl", "po:2pl", "po:2sg":
			person = person || tense != "po:ipsi"
		case "po:3sg", "po:3pl", "po:3pl!":
			person = true
		}
	}
	switch tense {
	case "po:infi":
		return append(out, formInfinitive)
	case "po:ppre":
		return append(out, formPresentParticiple)
	case "po:ppas":
		return append(out, formPastParticiple)
	case "po:ipre", "po:iimp", "po:ipsi", "po:ifut", "po:cond", "po:spre":
		if person {
			return append(out, formFinite)
		}
	}
	return nil
}
