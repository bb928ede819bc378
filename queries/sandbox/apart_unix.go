//go:build unix

package sandbox

import "syscall"

// apart keeps a worker out of the terminal's group of processes: Ctrl-C is for the parent, which asks the
// worker to stop.
func apart() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: true} }
