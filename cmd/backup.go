package cmd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"cuibono/store"
)

func newBackup() *cobra.Command {
	return &cobra.Command{
		Use:   "backup DIR",
		Short: "Copy the store as it is now, also while it is served",
		Long: `Copy graph, archive and decisions to DIR, which must not exist yet. The copy is consistent, whatever another
cuibono writes meanwhile. It is a store like any other: --store DIR opens it.`,
		GroupID: "keep",
		Args:    arguments(1, 1),
		RunE: run(func(a *app, args []string) error {
			c := a.storeConfig()
			if c.Backend == store.Postgres {
				return &failure{err: fmt.Errorf("copy store %s: the server keeps it", place(c)), try: "pg_dump, or cuibono export"}
			}
			snapshot, err := a.snapshotter(c)
			if err != nil {
				return err
			}
			if err := copyStore(a.ctx, snapshot, c.Path, args[0]); err != nil {
				return err
			}
			a.say("copied store %s to %s", place(c), args[0])
			return nil
		}),
	}
}

func newRestore() *cobra.Command {
	return &cobra.Command{
		Use:   "restore DIR",
		Short: "Make a store of a backup",
		Long: `Copy the backup in DIR to --store, which must not exist yet: a store is never overwritten. The backup is
checked first, so that a damaged one is told before anything is written.`,
		GroupID: "keep",
		Args:    arguments(1, 1),
		RunE: run(func(a *app, args []string) error {
			to := a.storeConfig()
			if to.Backend != store.Pebble {
				return usage("--store FOLDER", "restore: a backup is restored to a folder, not %s", place(to))
			}
			from := to
			from.Path, from.ReadOnly = args[0], true
			st, err := store.Open(a.ctx, from)
			if err != nil {
				return openError(from, err)
			}
			a.onClose(st.Close)
			problems := 0
			if err := st.Verify(a.ctx, func(problem string) { problems++; a.say("%s", problem) }); err != nil {
				return fmt.Errorf("check backup %s: %w", from.Path, err)
			}
			if problems > 0 {
				return &failure{err: fmt.Errorf("check backup %s: it is damaged (%d problems)", from.Path, problems), try: "an older backup"}
			}
			if err := copyStore(a.ctx, st.Snapshot, from.Path, to.Path); err != nil {
				return err
			}
			a.say("restored %s to store %s", from.Path, place(to))
			return nil
		}),
	}
}

// snapshotter gives what makes a snapshot of a store: the store itself, or the process that has it open
// for writing.
func (a *app) snapshotter(c store.Config) (func(context.Context, string) error, error) {
	c.ReadOnly = true
	st, err := store.Open(a.ctx, c)
	switch {
	case errors.Is(err, store.ErrLocked):
		locked := err
		return func(ctx context.Context, dir string) error {
			if err := snapshotOf(ctx, c.Path, dir); err != nil {
				a.detail("asked for a snapshot: %v", err)
				return locked
			}
			return nil
		}, nil
	case err != nil:
		return nil, openError(c, err)
	}
	a.onClose(st.Close)
	return st.Snapshot, nil
}

// copyStore makes a copy in dir, which must not be there, of the store in the folder from. It is made
// under another name and renamed when it is whole, so that a copy with that name is a good one.
func copyStore(ctx context.Context, snapshot func(context.Context, string) error, from, dir string) error {
	if _, err := os.Lstat(dir); err == nil {
		return &failure{err: fmt.Errorf("copy store to %s: it is there already", dir), try: "another folder, or remove this one"}
	}
	if err := os.MkdirAll(filepath.Dir(filepath.Clean(dir)), 0o755); err != nil {
		return fmt.Errorf("copy store: %w", err)
	}
	unfinished := filepath.Clean(dir) + ".unfinished"
	if err := os.RemoveAll(unfinished); err != nil {
		return fmt.Errorf("copy store: %w", err)
	}
	err := snapshot(ctx, unfinished)
	if err == nil {
		err = copyBeside(ctx, from, unfinished)
	}
	if err == nil {
		err = os.Rename(unfinished, dir)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("copy store to %s: %w", dir, err), os.RemoveAll(unfinished))
	}
	return nil
}

// copyBeside copies what a store's folder holds beside the graph: the archived texts, which never
// change, by links where that is possible, and the decisions.
func copyBeside(ctx context.Context, from, to string) error {
	if from == "" {
		return nil
	}
	archived := filepath.Join(from, archiveDir)
	err := filepath.WalkDir(archived, func(p string, e fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist) && p == archived:
			return nil
		case err != nil:
			return err
		case ctx.Err() != nil:
			return ctx.Err()
		}
		rel, err := filepath.Rel(from, p)
		if err != nil {
			return err
		}
		target := filepath.Join(to, rel)
		if e.IsDir() {
			return os.MkdirAll(target, 0o755)
		}
		if os.Link(p, target) == nil {
			return nil
		}
		return copyFile(p, target)
	})
	if err != nil {
		return err
	}
	err = copyFile(filepath.Join(from, decisionsFile), filepath.Join(to, decisionsFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		return errors.Join(err, out.Close())
	}
	return errors.Join(out.Sync(), out.Close())
}
