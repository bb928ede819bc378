package pebble

import (
	"fmt"

	"github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/objstorage/objstorageprovider"
	"github.com/cockroachdb/pebble/v2/sstable"
	"github.com/cockroachdb/pebble/v2/vfs"
)

// tableBytes is the size from which a table is ended and another begun.
const tableBytes = 64 << 20

// tables writes sorted keys to tables for ingestion.
type tables struct {
	fs    vfs.FS
	path  func(n int) string
	opt   sstable.WriterOptions
	w     *sstable.Writer
	paths []string
}

func newTables(f vfs.FS, dir, name string, o *pebble.Options) *tables {
	return &tables{
		fs:   f,
		path: func(n int) string { return f.PathJoin(dir, fmt.Sprintf("%s-%04d.sst", name, n)) },
		opt:  o.MakeWriterOptions(len(o.Levels)-1, o.FormatMajorVersion.MaxTableFormat()),
	}
}

// set adds a key, which must be greater than the last.
func (t *tables) set(key, value []byte) error {
	if t.w != nil && t.w.Raw().EstimatedSize() > tableBytes {
		if err := t.end(); err != nil {
			return err
		}
	}
	if t.w == nil {
		path := t.path(len(t.paths))
		f, err := t.fs.Create(path, writeCategory)
		if err != nil {
			return err
		}
		t.w = sstable.NewWriter(objstorageprovider.NewFileWritable(f), t.opt)
		t.paths = append(t.paths, path)
	}
	return t.w.Set(key, value)
}

// end finishes the last table.
func (t *tables) end() error {
	if t.w == nil {
		return nil
	}
	err := t.w.Close()
	t.w = nil
	return err
}

const writeCategory = vfs.DiskWriteCategory("bulk-load")
