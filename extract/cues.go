package extract

import (
	"strings"

	"cuibono/schema"
)

// set is a set of lemmas or forms in lower case.
type set map[string]bool

func newSet(words []string) set {
	m := make(set, len(words))
	for _, w := range words {
		m[strings.ToLower(w)] = true
	}
	return m
}

// cues are the words of discourse of one language, made ready for look-up.
type cues struct {
	speech, denial, anonymous                                                                                                                                      set
	planned, achieved, reported, negative, unreal, tentative, counterfactual                                                                                       set
	negators, noDeterminers, conditions                                                                                                                            set
	objectControl, support, copulas, naming                                                                                                                        set
	transparent, former, departures, ends, infinitiveMarks, relatives, additive, genitive, holding, asWords, agents, dative                                        set
	modals, perfectForms, pluralForms, weakNegators, needsWeak, purpose, asking, objectRelatives, emphatic, proforms, singling, statements, unaccusative, promises set
	ending, parting, gathering, gatherers, participial, accompanying, remainder                                                                                    set
	agentList, holdingList                                                                                                                                         []string
	formerPhrases                                                                                                                                                  [][]string
	contractions                                                                                                                                                   map[string][]string
	endings                                                                                                                                                        []schema.VerbEnding
	relativeMeans                                                                                                                                                  map[string]set
	aspects                                                                                                                                                        map[string]string
	prepositions, hearsay, including, according                                                                                                                    map[string][][]string // by first word
	accordingSet                                                                                                                                                   set
	conditionPhrases                                                                                                                                               map[string][][]string

	vehicles, carrying set
	reflexives         set
	eventNouns         set
}

func newCues(d *schema.Discourse) *cues {
	byFirst := func(list []string) map[string][][]string { return phrasesByFirst(list, d.Contractions) }
	c := &cues{
		reflexives: newSet(d.Reflexives),

		agentList: d.Agents, holdingList: d.Holding, contractions: d.Contractions, endings: d.VerbEndings,

		speech: newSet(d.Speech), denial: newSet(d.Denial), anonymous: newSet(d.Anonymous),
		planned: newSet(d.Planned), achieved: newSet(d.Achieved), reported: newSet(d.Reported), tentative: newSet(d.Tentative), counterfactual: newSet(d.Counterfactual),
		negative: newSet(d.Negative), unreal: newSet(d.Unreal),
		negators: newSet(d.Negators), noDeterminers: newSet(d.NoDeterminers), conditions: newSet(d.Conditions),
		objectControl: newSet(d.ObjectControl), support: newSet(d.Support), copulas: newSet(d.Copulas), naming: newSet(d.Naming),
		transparent: newSet(d.Transparent), former: newSet(d.Former), departures: newSet(d.Departures), ends: newSet(d.Ends), infinitiveMarks: newSet(d.InfinitiveMarks), relatives: newSet(d.Relatives),
		additive: newSet(d.Additive), genitive: newSet(d.Genitive), holding: newSet(d.Holding), asWords: canonical(d.As, d.Contractions),
		agents: newSet(d.Agents), dative: newSet(d.Dative), modals: newSet(d.Modals), perfectForms: newSet(d.PerfectForms), pluralForms: newSet(d.PluralForms), weakNegators: newSet(d.WeakNegators),
		needsWeak: newSet(d.NeedsWeak), purpose: newSet(d.Purpose), asking: newSet(d.Asking), objectRelatives: newSet(d.ObjectRelatives), emphatic: newSet(d.Emphatic), proforms: newSet(d.Proforms), singling: newSet(d.Singling), statements: newSet(d.Statements), unaccusative: newSet(d.Unaccusative), promises: newSet(d.Promises), vehicles: newSet(d.Vehicles), carrying: newSet(d.Carrying), eventNouns: newSet(d.Events), relativeMeans: map[string]set{},
		ending: newSet(d.Ending), parting: newSet(d.Parting), gathering: newSet(d.Gathering), gatherers: newSet(d.Gatherers), participial: newSet(d.Participial), accompanying: newSet(d.Accompanying), remainder: newSet(d.Remainder),
		aspects:      d.Aspects,
		prepositions: byFirst(d.Prepositions), hearsay: byFirst(d.Hearsay), including: byFirst(d.Including),
		according: byFirst(d.According), accordingSet: set{}, conditionPhrases: byFirst(d.Conditions),
	}
	for _, f := range d.Former {
		if words := splitPhrase(f, d.Contractions); len(words) > 1 {
			c.formerPhrases = append(c.formerPhrases, words)
		}
	}
	for word, list := range d.RelativeMeans {
		c.relativeMeans[word] = newSet(list)
	}
	for first, list := range byFirst(d.According) {
		for _, words := range list {
			c.accordingSet[strings.Join(words, " ")] = true
			if len(words) > 1 {
				c.prepositions[first] = append(c.prepositions[first], words)
			}
		}
	}
	return c
}

// phrasesByFirst splits phrases into words and sorts them under their first.
func phrasesByFirst(list []string, contractions map[string][]string) map[string][][]string {
	m := map[string][][]string{}
	for _, p := range list {
		words := splitPhrase(p, contractions)
		m[words[0]] = append(m[words[0]], words)
	}
	return m
}

// splitPhrase gives the words of a phrase as the tokenizer parts them: an elided word stands alone, a contraction is
// read as its words.
func splitPhrase(p string, contractions map[string][]string) []string {
	p = strings.ToLower(strings.ReplaceAll(p, "’", "'"))
	p = strings.ReplaceAll(p, "'", "' ")
	var out []string
	for _, w := range strings.Fields(p) {
		if parts := contractions[w]; parts != nil {
			out = append(out, parts...)
			continue
		}
		out = append(out, w)
	}
	return out
}

// canonical gives phrases in the form in which sentences give theirs: words parted by blanks.
func canonical(list []string, contractions map[string][]string) set {
	m := set{}
	for _, p := range list {
		m[strings.Join(splitPhrase(p, contractions), " ")] = true
	}
	return m
}
