package extract

import (
	"strings"

	"cuibono/lang"
)

// lowerForm is the token's form in lower case.
func lowerForm(t *lang.Token) string { return strings.ToLower(t.Form) }
