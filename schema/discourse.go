package schema

// Discourse is the content of discourse.yaml: the words of a language by which a text marks who speaks, how firmly, and what it
// merely supposes. Verbs, nouns and adjectives stand as lemmas, in lower case; a verb may carry "se "
// before it or a particle after it, as in patterns.
type Discourse struct {
	// Speech are verbs whose subject answers for what follows or is quoted; Denial those whose subject
	// answers for the contrary.
	Speech []string `yaml:"speech,required"`
	Denial []string `yaml:"denial,required"`
	// According are prepositions of source ("selon").
	According []string `yaml:"according,required"`
	// Anonymous are nouns of sources without a name ("source", "proche"): what they say is reported.
	Anonymous []string `yaml:"anonymous,required"`
	// Planned are words above a verb or noun that make it a plan; Achieved keep it done; Reported make it
	// a rumour; Negative deny it; Unreal leave it open, so that nothing is claimed.
	Planned  []string `yaml:"planned,required"`
	Achieved []string `yaml:"achieved,required"`
	Reported []string `yaml:"reported,required"`
	Negative []string `yaml:"negative,required"`
	Unreal   []string `yaml:"unreal,required"`
	// Counterfactual are auxiliaries that, in the perfect, tell what did not happen ("should have", "aurait dû").
	Counterfactual []string `yaml:"counterfactual"`
	// Tentative are words above a verb or noun by which the act is only looked into ("in talks to", "étudier").
	Tentative []string `yaml:"tentative"`
	// Hearsay are adverbs and phrases that make the sentence a rumour ("reportedly").
	Hearsay []string `yaml:"hearsay,required"`
	// Negators are adverbs of negation, NoDeterminers the determiners and pronouns ("aucun", "no").
	Negators      []string `yaml:"negators,required"`
	NoDeterminers []string `yaml:"no_determiners,required"`
	// WeakNegators ("ne") deny only with another negator; NeedsWeak are negators that deny only with one of them
	// ("plus").
	WeakNegators []string `yaml:"weak_negators"`
	NeedsWeak    []string `yaml:"needs_weak"`
	// Modals are auxiliaries of plan and possibility.
	Modals []string `yaml:"modals,required"`
	// PerfectForms are forms of auxiliaries that make what follows past: "been", "été".
	PerfectForms []string `yaml:"perfect_forms"`
	// PluralForms are forms of auxiliaries that show a plural subject: "are".
	PluralForms []string `yaml:"plural_forms"`
	// Purpose are words before an infinitive of purpose ("pour").
	Purpose []string `yaml:"purpose,required"`
	// Conditions open clauses that only suppose ("si").
	Conditions []string `yaml:"conditions,required"`
	// ObjectControl are verbs whose object is to do what the infinitive after it says ("permettre").
	ObjectControl []string `yaml:"object_control,required"`
	// Support are verbs that add nothing to the act their object names ("faire une offre", "sign a deal").
	Support []string `yaml:"support,required"`
	// Copulas are verbs that say what their subject is or becomes; Naming those that say it of their object.
	Copulas []string `yaml:"copulas,required"`
	Naming  []string `yaml:"naming,required"`
	// Transparent are nouns that stand for what their complement names ("la moitié de", "shares of").
	Transparent []string `yaml:"transparent,required"`
	// Including are words that put examples after a noun ("notamment").
	Including []string `yaml:"including,required"`
	// Prepositions are those of several words ("auprès de").
	Prepositions []string `yaml:"prepositions,required"`
	// Contractions maps a written word to the words it is read as: "du" to "de le".
	Contractions map[string][]string `yaml:"contractions"`
	// VerbEndings are endings of verb forms by which a word that no one has seen as a verb can be told to be one.
	VerbEndings []VerbEnding `yaml:"verb_endings,required"`
	// Aspects maps a noun to the key of the Topic it makes of its complement: "financement" to "funding".
	Aspects map[string]string `yaml:"aspects,required"`
	// Former are words that make a role a thing of the past ("ancien", "ex").
	Former []string `yaml:"former,required"`
	// InfinitiveMarks are words that mark an infinitive and are also prepositions ("to").
	InfinitiveMarks []string `yaml:"infinitive_marks"`
	// Departures are verbs by which someone leaves a role ("step down as"), Ends prepositions before the time at which a state in
	// the past ended ("until").
	Departures []string `yaml:"departures"`
	Ends       []string `yaml:"ends"`
	// ObjectRelatives are relative pronouns that are objects, after which the subject may follow the verb ("que").
	ObjectRelatives []string `yaml:"object_relatives"`
	// Emphatic are pronouns that say a description again of what stands before them ("lui-même propriétaire de").
	Emphatic []string `yaml:"emphatic,required"`
	// Promises are verbs by which something is only promised, whatever their tense ("pledge").
	Promises []string `yaml:"promises,required"`
	// Ending are verbs that end or drop an act that had begun ("abandon a bid"); Parting those by which an owner
	// gives up what it held ("sell a stake").
	Ending  []string `yaml:"ending"`
	Parting []string `yaml:"parting"`
	// Gathering are nouns for those who act together ("consortium"), Gatherers the verbs that tell who they are or
	// who leads them ("led by").
	Gathering []string `yaml:"gathering"`
	Gatherers []string `yaml:"gatherers"`
	// Participial are adjectives that look like participles, which before a noun they never are ("existing investors").
	Participial []string `yaml:"participial"`
	// Remainder are nouns for what the others leave ("the rest").
	Remainder []string `yaml:"remainder"`
	// Accompanying are prepositions that open a clause with a participle ("with Velmor holding the rest").
	Accompanying []string `yaml:"accompanying"`
	// Unaccusative are verbs whose perfect is built like a passive ("est tombé").
	Unaccusative []string `yaml:"unaccusative"`
	// Statements are nouns and pronouns that sum up what was said ("accusation", "ce").
	Statements []string `yaml:"statements,required"`
	// Vehicles are nouns of what partners set up to carry an undertaking ("consortium"), Carrying the verbs that say so: what
	// is said of a vehicle without a name is said of the undertaking.
	Vehicles []string `yaml:"vehicles"`
	Carrying []string `yaml:"carrying"`
	// Events are nouns for what relations with a theme tell of: "the round", "l'opération".
	Events []string `yaml:"events,required"`
	// Singling are words that single out one of several ("l'un des").
	Singling []string `yaml:"singling,required"`
	// Reflexives are the forms and lemmas of the pronoun that stands before a reflexive verb ("se"); patterns write the first.
	Reflexives []string `yaml:"reflexives"`
	// Proforms are pronouns that stand for a phrase with a preposition ("y", "en").
	Proforms []string `yaml:"proforms"`
	// Asking are verbs whose object is asked for an answer: that of an interview.
	Asking []string `yaml:"asking,required"`
	// Additive are the conjunctions that add to an enumeration; Genitive the prepositions of possession and composition ("de").
	Additive []string `yaml:"additive,required"`
	Genitive []string `yaml:"genitive,required"`
	// Holding are prepositions before what a share is a share of ("in"); As those of a capacity ("comme"); Agents
	// those of the agent of a passive ("par"); Dative those of the receiver ("à").
	Holding []string `yaml:"holding,required"`
	As      []string `yaml:"as,required"`
	Agents  []string `yaml:"agents,required"`
	Dative  []string `yaml:"dative,required"`
	// RelativeMeans maps relative words that hold a preposition to those they may stand for: "dont" to "de".
	RelativeMeans map[string][]string `yaml:"relative_means,required"`
	// Relatives are the relative pronouns.
	Relatives []string `yaml:"relatives,required"`
}

// VerbEnding turns a form into the lemma it would have as a verb: "e" into "er".
type VerbEnding struct {
	Form  string `yaml:"form"`
	Lemma string `yaml:"lemma"`
	Feats string `yaml:"feats,required"`
	// Sure endings correct the features of what was tagged as a verb of that lemma.
	Sure bool `yaml:"sure"`
}
