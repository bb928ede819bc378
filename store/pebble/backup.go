package pebble

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/vfs"
)

// Backup makes a consistent copy of the store in dir, which must not exist yet, while it is in use. The
// copy shares its files with the store by hard links where both are on one file system, which costs
// nothing; elsewhere it is a full copy. It opens like any store, and restoring is putting it in place.
//
// The copy of a store in memory is written to disk.
func (qs *QuadStore) Backup(ctx context.Context, dir string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if qs.closed.Load() {
		return ErrClosed
	}
	disk := vfs.Default
	if _, err := disk.Stat(dir); err == nil {
		return fmt.Errorf("backup: %s is there already: %w", dir, fs.ErrExist)
	} else if !errors.Is(err, fs.ErrNotExist) {
		return wrap("backup", err)
	}
	if err := disk.MkdirAll(disk.PathDir(dir), 0o755); err != nil {
		return wrap("backup", err)
	}
	if qs.opt.ReadOnly {
		// Nothing changes: the files are the copy.
		_, err := vfs.Clone(qs.opt.FS, disk, qs.dir, dir, vfs.CloneSync, skipLock(qs.opt.FS))
		return wrap("backup", err)
	}
	if isDisk(qs.opt.FS) {
		return wrap("backup", qs.checkpoint(dir))
	}
	tmp := qs.opt.FS.PathJoin(qs.dir, "..", fmt.Sprintf("backup-%d", qs.backups.Add(1)))
	if err := qs.checkpoint(tmp); err != nil {
		return wrap("backup", err)
	}
	_, err := vfs.Clone(qs.opt.FS, disk, tmp, dir, vfs.CloneSync)
	return wrap("backup", errors.Join(err, qs.opt.FS.RemoveAll(tmp)))
}

func (qs *QuadStore) checkpoint(dir string) error {
	return qs.fs.guard(func() error { return qs.db.Checkpoint(dir, pebble.WithFlushedWAL()) })
}

func isDisk(f vfs.FS) bool {
	for f != nil {
		if f == vfs.Default {
			return true
		}
		f = f.Unwrap()
	}
	return false
}

func skipLock(f vfs.FS) vfs.CloneOption {
	return vfs.CloneSkip(func(name string) bool { return f.PathBase(name) == lockName })
}

// DiskBytes is the size of the store's files.
func (qs *QuadStore) DiskBytes() int64 { return int64(qs.db.Metrics().DiskSpaceUsage()) }
