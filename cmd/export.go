package cmd

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"cuibono/loader"
	"cuibono/loader/quadfile"
)

func newExport() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Write the graph as quads or for other tools",
		Long: `Write the whole graph, sorted, so that the same graph is the same file. IRIs are made absolute by the
configured base. A FILE is replaced when the export is complete, and gzipped where its name ends in .gz.`,
		GroupID: "keep",
		Args:    arguments(0, 0),
		RunE:    run(runExport),
	}
	addFlags(cmd.Flags(), "export")
	return cmd
}

func runExport(a *app, _ []string) error {
	st, err := a.openRead()
	if err != nil {
		return err
	}
	write := func(w io.Writer) error {
		return quadfile.Write(w, quadfile.Format(a.conf.text("export.format")), loader.Quads(a.ctx, st.QuadStore()),
			quadfile.WriteOptions{Base: a.conf.text("base")})
	}
	path := a.conf.text("export.output")
	if path == "" || path == "-" {
		out := bufio.NewWriterSize(a.out, 64<<10)
		if err := write(out); err != nil {
			return err
		}
		return out.Flush()
	}
	return writeFile(path, write)
}

// writeFile writes a file under another name and gives it its name when it is complete, so that a
// failure leaves what was there before.
func writeFile(path string, write func(io.Writer) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return &failure{err: withoutPath(err, "write "+path), try: "--output in a folder that you can write to"}
	}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("write %s: %w", path, err), ignoreClosed(f.Close()), os.Remove(f.Name()))
		}
	}()
	out := bufio.NewWriterSize(f, 64<<10)
	if strings.HasSuffix(strings.ToLower(path), ".gz") {
		packed := gzip.NewWriter(out)
		err = firstError(write(packed), packed.Close())
	} else {
		err = write(out)
	}
	if err = firstError(err, out.Flush()); err != nil {
		return err
	}
	// CreateTemp makes files that only the user can read; an export is like any other file.
	if err = firstError(f.Chmod(0o644), f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

func ignoreClosed(err error) error {
	if errors.Is(err, os.ErrClosed) {
		return nil
	}
	return err
}
