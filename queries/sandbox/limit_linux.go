package sandbox

import (
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// limitMemory makes the system refuse the process more than bytes of writable memory beside what it has
// now (RLIMIT_DATA counts private writable mappings since Linux 4.7): a single great allocation never
// takes place, and Go's runtime ends the process with "out of memory".
func limitMemory(bytes int64) error {
	have, err := writable()
	if err != nil {
		have = 256 << 20 // the runtime's own mappings, generously
	}
	limit := uint64(have + bytes)
	return unix.Setrlimit(unix.RLIMIT_DATA, &unix.Rlimit{Cur: limit, Max: limit})
}

// noCore keeps a dying worker from writing its memory to the disk.
func noCore() { _ = unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{}) }

// killed tells whether a signal that cannot be caught ended the process.
func killed(state *os.ProcessState) bool {
	ws, ok := state.Sys().(syscall.WaitStatus)
	return ok && ws.Signaled() && ws.Signal() == syscall.SIGKILL
}
