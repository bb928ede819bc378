package extract

// The types of entity that names have, by the names the schema gives them.
const (
	organizationType = "Organization"
	personType       = "Person"
	projectType      = "Project"
	productType      = "Product"
	placeType        = "Place"
)

// typeIndex orders the types for votes; on a tie the first wins.
var typeNames = [...]string{organizationType, personType, projectType, productType, placeType}

const typeCount = len(typeNames)

func typeIndex(name string) int {
	for i, t := range typeNames {
		if t == name {
			return i
		}
	}
	return -1
}

func (e *DocEntity) vote(typ string, weight float64) {
	if i := typeIndex(typ); i >= 0 {
		e.votes[i] += weight
	}
}
