package pebble

import (
	"sync/atomic"

	"github.com/cayleygraph/quad"
)

// nameCache keeps the values of nodes that were named lately. Numbers are hashes, so that a number's
// place in the table is its last bits, and a newcomer takes the place of whoever is there.
//
// A node that is removed could leave its number to another value. An entry is therefore good for one
// epoch only, and a transaction that removes nodes ends the epoch.
type nameCache struct {
	epoch atomic.Uint64
	slots [cacheSlots]atomic.Pointer[cachedName]
}

const (
	cacheSlots     = 1 << 16
	maxCachedValue = 1 << 10 // bytes of a value's stored form; longer ones are read each time
)

type cachedName struct {
	id    nodeID
	epoch uint64
	val   quad.Value
}

func (c *nameCache) get(id nodeID, epoch uint64) quad.Value {
	if e := c.slots[id%cacheSlots].Load(); e != nil && e.id == id && e.epoch == epoch {
		return e.val
	}
	return nil
}

func (c *nameCache) put(id nodeID, epoch uint64, v quad.Value) {
	c.slots[id%cacheSlots].Store(&cachedName{id, epoch, v})
}
