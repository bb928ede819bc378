package extract

// KnownEntity is one entry of the starter list.
type KnownEntity struct {
	ID   string
	Type string
}

// Gazetteer finds known entities by name.
type Gazetteer struct{}
