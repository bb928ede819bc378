package cuibono

// Bound says how an amount's value limits the true one.
type Bound string

// The bounds. Exact is the zero value: the text gives the number as it is.
const (
	Exact   Bound = ""
	AtLeast Bound = "at_least" // "au moins", "more than"
	AtMost  Bound = "at_most"  // "jusqu'à", "up to", "less than"
	About   Bound = "about"    // "près de", "some"
	Range   Bound = "range"    // Value is the lower end, Max the upper
)

// Amount is a sum of money.
type Amount struct {
	// Value is in whole units of Currency: 100 milliards de dollars is 100000000000.
	Value float64 `json:"value"`
	// Max is the upper end of a range, 0 otherwise.
	Max float64 `json:"max,omitempty"`
	// Currency is an ISO 4217 code.
	Currency string `json:"currency"`
	Bound    Bound  `json:"bound,omitempty"`
}
