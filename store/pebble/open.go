package pebble

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/sstable"
	"github.com/cockroachdb/pebble/v2/vfs"
)

// Options says how to open a store. The zero value is meant for use.
type Options struct {
	// FS is the file system; nil is the machine's own. vfs.NewMem() keeps everything in memory.
	FS vfs.FS
	// CacheSize bounds the cache of uncompressed blocks, and what is not written to tables yet, in bytes;
	// 0 means 256 MiB.
	CacheSize int64
	// ReadOnly opens for reading; several processes may do so at once.
	ReadOnly bool
	// NoSync does not wait for writes to reach the disk: a crash of the machine may lose the last ones, a
	// crash of the process loses none.
	NoSync bool

	hashMask uint64                // see hasher; 0 means all bits
	tune     func(*pebble.Options) // for tests under other options of Pebble
}

// QuadStore is an open store. Close ends it.
type QuadStore struct {
	View
	db   *pebble.DB
	fs   *gateFS
	dir  string
	opt  Options
	lock *fileLock

	write   sync.Mutex            // held by a transaction
	commits sync.RWMutex          // held while a transaction becomes visible
	last    atomic.Pointer[state] // the state after the last transaction
	broken  atomic.Pointer[error] // why writing has ended
	closed  atomic.Bool
	backups atomic.Int64 // to name temporary copies in memory
	loads   atomic.Int64 // to name the directories of bulk loads
}

const defaultCacheSize = 256 << 20

func pebbleOptions(opt Options, gate *gateFS) *pebble.Options {
	size := opt.CacheSize
	if size <= 0 {
		size = defaultCacheSize
	}
	o := &pebble.Options{
		FS:                          gate,
		CacheSize:                   size,
		ReadOnly:                    opt.ReadOnly,
		FormatMajorVersion:          pebble.FormatTableFormatV6,
		MemTableSize:                16 << 20, // charged to the cache: larger ones starve reading
		MemTableStopWritesThreshold: 4,
		L0CompactionThreshold:       4,
		LBaseMaxBytes:               64 << 20,
		MaxOpenFiles:                1000,
		Logger:                      &logger{gate},
		CompactionConcurrencyRange:  func() (int, int) { return 1, 2 },
		// Whoever reads a damaged block is told; Pebble's default ends the process.
		EventListener: &pebble.EventListener{DataCorruption: func(pebble.DataCorruptionInfo) {}},
	}
	for i := range o.Levels {
		l := &o.Levels[i]
		l.BlockSize = 16 << 10
		l.IndexBlockSize = 32 << 10
		l.Compression = func() *sstable.CompressionProfile { return sstable.SnappyCompression }
	}
	o.Levels[len(o.Levels)-1].Compression = func() *sstable.CompressionProfile { return sstable.ZstdCompression }
	if opt.tune != nil {
		opt.tune(o)
	}
	return o
}

// Init creates an empty store in dir, which may exist but must not hold one already.
func Init(dir string, opt Options) error {
	if opt.FS == nil {
		opt.FS = vfs.Default
	}
	if err := opt.FS.MkdirAll(dir, 0o755); err != nil {
		return wrap("create store", err)
	}
	gate := newGate(opt.FS)
	if there, err := exists(gate, dir); err != nil {
		return err
	} else if there {
		return fmt.Errorf("%w: %s", ErrExists, dir)
	}
	lock, err := lockDir(opt.FS, dir, false)
	if err != nil {
		return err
	}
	defer lock.Close()
	opt.ReadOnly = false
	db, err := pebble.Open(dir, pebbleOptions(opt, gate))
	if err != nil {
		return wrap("create store", gate.cause(err))
	}
	b := db.NewBatch()
	b.Set(metaKey(metaFormat), []byte(fmt.Sprint(FormatVersion)), nil)
	b.Set(metaKey(metaState), state{}.bytes(), nil)
	err = gate.guard(func() error { return b.Commit(pebble.Sync) })
	if err != nil {
		return wrap("create store", err)
	}
	return wrap("create store", gate.guard(db.Close))
}

// exists tells whether dir holds a Pebble database.
func exists(f vfs.FS, dir string) (bool, error) {
	d, err := pebble.Peek(dir, f)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, wrap("open store", err)
	}
	return d.Exists, nil
}

// Open opens the store in dir, which Init created.
func Open(dir string, opt Options) (*QuadStore, error) {
	if opt.FS == nil {
		opt.FS = vfs.Default
	}
	if _, err := opt.FS.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: %s", ErrNotInitialized, dir)
	}
	lock, err := lockDir(opt.FS, dir, opt.ReadOnly)
	if err != nil {
		return nil, err
	}
	qs, err := open(dir, opt)
	if err != nil {
		return nil, errors.Join(err, lock.Close())
	}
	qs.lock = lock
	return qs, nil
}

func open(dir string, opt Options) (*QuadStore, error) {
	gate := newGate(opt.FS)
	if !opt.ReadOnly {
		if err := opt.FS.RemoveAll(bulkDir(dir)); err != nil {
			return nil, wrap("remove what an interrupted load left", err)
		}
	}
	if there, err := exists(gate, dir); err != nil {
		return nil, err
	} else if !there {
		return nil, fmt.Errorf("%w: %s", ErrNotInitialized, dir)
	}
	var db *pebble.DB
	err := gate.guard(func() (err error) { db, err = pebble.Open(dir, pebbleOptions(opt, gate)); return err })
	if err != nil {
		return nil, wrap("open store "+dir, corruptOpen(err))
	}
	mask := opt.hashMask
	if mask == 0 {
		mask = idMask
	}
	qs := &QuadStore{db: db, fs: gate, dir: dir, opt: opt}
	qs.View = View{r: db, disk: db, hash: hasher{mask}, pool: &iterPool{r: db}, names: new(nameCache), fans: new(fanTable), live: true}
	if err := qs.checkFormat(); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	st, err := qs.state()
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	qs.last.Store(&st)
	return qs, nil
}

// corruptOpen marks errors of opening that Pebble does not mark itself as damage: a file that should be
// there is not, or has another size.
func corruptOpen(err error) error {
	if errors.Is(err, pebble.ErrCorruption) {
		return err
	}
	text := err.Error()
	if errors.Is(err, fs.ErrNotExist) || strings.Contains(text, "size mismatch") || strings.Contains(text, "corrupt") ||
		strings.Contains(text, "checksum") {
		return fmt.Errorf("%w: %w", pebble.ErrCorruption, err)
	}
	return err
}

// Generation changes with every transaction.
func (qs *QuadStore) Generation() uint64 { return qs.last.Load().generation }

// Snapshot is the store as it is now, whatever is written later. The caller closes it.
func (qs *QuadStore) Snapshot() *View {
	qs.commits.RLock() // the snapshot and the epoch are of one moment
	defer qs.commits.RUnlock()
	snap := qs.db.NewSnapshot()
	return &View{
		r: snap, disk: qs.db, hash: qs.hash, pool: &iterPool{r: snap},
		names: qs.names, fans: qs.fans, epoch: qs.names.epoch.Load(), close: snap.Close,
	}
}

// Close ends the store. Views and iterators must be closed before.
func (qs *QuadStore) Close() error {
	if !qs.closed.CompareAndSwap(false, true) {
		return nil
	}
	qs.write.Lock()
	defer qs.write.Unlock()
	qs.pool.shut()
	var err error
	if qs.brokenBy() == nil {
		err = qs.fs.guard(qs.db.Close)
		if err != nil && isLeak(err) {
			err = nil // an iterator that its user never closed; it ends with the process
		}
	}
	// After a failed write Pebble cannot close in order. Nothing more of it can reach the disk, and the
	// lock is ours.
	qs.fs.shut()
	return errors.Join(wrap("close store", err), qs.lock.Close())
}

func isLeak(err error) bool { return strings.HasPrefix(err.Error(), "leaked iterators") }
