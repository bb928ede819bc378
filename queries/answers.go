package queries

import (
	"strconv"
	"strings"

	"cuibono/queries/table"
)

// maxCells bounds the answers that are remembered: some hundreds of megabytes at most.
const maxCells = 2 << 20

// answers remembers the answers of one state of the store. Queries have no clock and no dice, so that an
// answer is right until the store changes. The lock of the knowledge that holds it guards it.
type answers struct {
	byKey map[string]*table.Table
	order []string // the oldest first
	cells int
}

// answerKey tells the runs of queries apart.
func answerKey(language, name string, args []string, limit int) string {
	return language + "\x00" + name + "\x00" + strconv.Itoa(limit) + "\x00" + strings.Join(args, "\x00")
}

func size(t *table.Table) int { return (len(t.Rows) + 1) * (len(t.Columns) + 1) }

func (a *answers) get(key string) *table.Table {
	t := a.byKey[key]
	if t == nil {
		return nil
	}
	out := *t
	return &out
}

// put remembers an answer, and forgets the oldest ones beyond the bound.
func (a *answers) put(key string, t *table.Table) {
	if size(t) > maxCells/2 || a.byKey[key] != nil {
		return
	}
	if a.byKey == nil {
		a.byKey = map[string]*table.Table{}
	}
	a.byKey[key] = t
	a.order = append(a.order, key)
	for a.cells += size(t); a.cells > maxCells; a.order = a.order[1:] {
		a.cells -= size(a.byKey[a.order[0]])
		delete(a.byKey, a.order[0])
	}
}
