package cmd

import (
	"encoding/json"
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"cuibono/queries/overview"
)

func newStats() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "stats",
		Short:   "Count what is in the store",
		Long:    "Count quads, articles, claims by relation and entities by type.",
		GroupID: "ask",
		Args:    arguments(0, 0),
		RunE:    run(runStats),
	}
	addFlags(cmd.Flags(), "stats")
	return cmd
}

func runStats(a *app, _ []string) error {
	st, err := a.openRead()
	if err != nil {
		return err
	}
	counts, err := st.Stats(a.ctx)
	if err != nil {
		return fmt.Errorf("count quads: %w", err)
	}
	engine, err := a.engine(st)
	if err != nil {
		return err
	}
	o, err := overview.Of(a.ctx, engine.Reader())
	if err != nil {
		return err
	}
	if a.conf.text("stats.format") == "json" {
		e := json.NewEncoder(a.out)
		e.SetIndent("", "  ")
		return e.Encode(struct {
			Store string `json:"store"`
			Quads int64  `json:"quads"`
			Nodes int64  `json:"nodes"`
			Bytes int64  `json:"bytes,omitempty"`
			*overview.Overview
		}{place(a.storeConfig()), counts.Quads, counts.Nodes, counts.DiskBytes, o})
	}
	s, err := a.loadSchema()
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(a.out, 0, 8, 2, ' ', 0)
	line := func(name string, n int64, label string) { fmt.Fprintf(w, "%s\t%8d\t%s\n", name, n, label) }
	line("quads", counts.Quads, "")
	line("nodes", counts.Nodes, "")
	line("articles", o.Articles, "")
	line("claims", o.Claims, "")
	for _, c := range o.Relations {
		line("  "+c.Name, c.Count, s.Label(s.Relation(c.Name).Labels, a.language()))
	}
	line("things", total(o.Entities), "")
	for _, c := range o.Entities {
		line("  "+c.Name, c.Count, s.Label(s.Type(c.Name).Labels, a.language()))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if counts.DiskBytes > 0 {
		a.say("%s on disk, in %s", bytesText(counts.DiskBytes), place(a.storeConfig()))
	}
	return nil
}

func total(counts []overview.Count) (n int64) {
	for _, c := range counts {
		n += c.Count
	}
	return n
}
