package cuibono

// Status says how firmly a claim is stated.
type Status string

// The statuses of a claim.
const (
	Done     Status = "done"     // happened, or holds
	Planned  Status = "planned"  // announced, intended, conditional
	Reported Status = "reported" // a rumour, hearsay, an unnamed source
)

// Polarity says whether a claim affirms its relation or denies it.
type Polarity string

// The polarities of a claim.
const (
	Affirmed Polarity = "yes"
	Denied   Polarity = "no"
)

// Claim is one relation that an article states between two entities, or between an entity and an
// amount, with the words that state it. Its JSON form is a line of `cuibono extract --format jsonl`.
type Claim struct {
	// Article is the source of the article, as in Article.Source.
	Article string `json:"article"`
	Subject Ref    `json:"subject"`
	// Predicate is the name of a relation of the schema: "invests_in".
	Predicate string `json:"predicate"`
	// Object is nil for relations whose object is an amount.
	Object *Ref    `json:"object,omitempty"`
	Amount *Amount `json:"amount,omitempty"`
	// Share is a stake in percent, 0 where none is given.
	Share float64 `json:"share,omitempty"`
	// Role is a title as the text gives it: "PDG".
	Role string `json:"role,omitempty"`
	// When is a date or a part of one in ISO 8601, Horizon a period ("P4Y").
	When     string   `json:"when,omitempty"`
	Horizon  string   `json:"horizon,omitempty"`
	Status   Status   `json:"status"`
	Polarity Polarity `json:"polarity"`
	// SaidBy is whom the text makes responsible for the claim; nil where the article speaks itself.
	SaidBy *Ref `json:"said_by,omitempty"`
	// Confidence is the estimated probability that the claim is right, from 0 to 1.
	Confidence float64 `json:"confidence"`
	Quote      Quote   `json:"quote"`
	// Pattern names the rule of the schema that found the claim, for --explain; not part of the claim.
	Pattern string `json:"-"`
}

// Quote is the passage of an article that states a claim: the sentence, exactly as it stands.
type Quote struct {
	// Offset and Length are in Unicode code points of the archived text.
	Offset int    `json:"offset"`
	Length int    `json:"length"`
	Text   string `json:"text"`
}

// Extraction is what an extractor finds in one article.
type Extraction struct {
	// Entities are those that claims name, and no others, sorted by ID.
	Entities []Entity
	// Claims are in the order of their quotes in the text.
	Claims []Claim
}
