//go:build !linux

package sandbox

import "os"

// limitMemory does nothing where RLIMIT_DATA does not bound what Go's runtime maps; the worker's own
// watch over its heap remains.
func limitMemory(int64) error { return nil }

func noCore() {}

func killed(*os.ProcessState) bool { return false }
