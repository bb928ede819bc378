package pebble

import (
	"errors"
	"sync"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cockroachdb/pebble/v2/vfs"
)

// Name is the name under which Register makes the store known to Cayley.
const Name = "pebble"

var register sync.Once

// Register makes the store known to Cayley, as "pebble", so that any program built on Cayley's registry
// can open it. Options: "cache_size" in bytes, "read_only", "nosync", as in Options.
func Register() {
	register.Do(func() {
		graph.RegisterQuadStore(Name, graph.QuadStoreRegistration{
			NewFunc: func(dir string, o graph.Options) (graph.QuadStore, error) {
				opt, err := cayleyOptions(o)
				if err != nil {
					return nil, err
				}
				qs, err := Open(dir, opt)
				if errors.Is(err, ErrNotInitialized) {
					return nil, graph.ErrNotInitialized
				}
				if err != nil {
					return nil, err
				}
				return qs, nil
			},
			InitFunc: func(dir string, o graph.Options) error {
				opt, err := cayleyOptions(o)
				if err != nil {
					return err
				}
				if err = Init(dir, opt); errors.Is(err, ErrExists) {
					return graph.ErrDatabaseExists
				}
				return err
			},
			IsPersistent: true,
		})
	})
}

func cayleyOptions(o graph.Options) (Options, error) {
	size, err1 := o.IntKey("cache_size", 0)
	ro, err2 := o.BoolKey("read_only", false)
	ns, err3 := o.BoolKey("nosync", false)
	return Options{CacheSize: int64(size), ReadOnly: ro, NoSync: ns}, errors.Join(err1, err2, err3)
}

// OpenMemory opens an empty store in memory.
func OpenMemory(opt Options) (*QuadStore, error) {
	opt.FS = vfs.NewMem()
	opt.ReadOnly = false
	if err := Init("graph", opt); err != nil {
		return nil, err
	}
	return Open("graph", opt)
}
