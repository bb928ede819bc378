package cmd

import (
	"log/slog"

	"github.com/spf13/cobra"

	"cuibono/server"
	"cuibono/store"
)

func newServe() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve Cayley's console, pages and a JSON API",
		Long: `Serve Cayley's web console, pages on entities and sources, the API of Cayley and one for canned queries.
Only this machine can reach it unless --address names another address, for which a token is needed.
The graph cannot be changed unless --writable is given.`,
		GroupID: "ask",
		Args:    arguments(0, 0),
		RunE: run(func(a *app, _ []string) error {
			open := a.openRead
			if a.conf.yes("serve.writable") {
				open = a.openWrite
			}
			st, err := open()
			if err != nil {
				return err
			}
			return serve(a, st)
		}),
	}
	addFlags(cmd.Flags(), "serve")
	return cmd
}

// serve answers requests about a store until the command is interrupted.
func serve(a *app, st *store.Store) error {
	o, err := serverOptions(a, st)
	if err != nil {
		return err
	}
	s, err := server.New(o)
	if err != nil {
		return err
	}
	l, err := s.Listen(a.ctx)
	if err != nil {
		return err
	}
	a.say("serving %s (Ctrl-C ends it)", s.URL(l))
	return s.Serve(a.ctx, l)
}

func serverOptions(a *app, st *store.Store) (server.Options, error) {
	catalog, err := a.catalog()
	if err != nil {
		return server.Options{}, err
	}
	box, err := a.newSandbox(st)
	if err != nil {
		return server.Options{}, err
	}
	engine, err := a.engine(st)
	if err != nil {
		return server.Options{}, err
	}
	o := server.Options{
		Address: a.conf.text("serve.address"),
		Token:   a.conf.text("serve.token"),
		Hosts:   a.conf.list("serve.hosts"),
		Graph:   st,
		Sandbox: box,
		Catalog: catalog,
		Engine:  func(language string) server.Engine { return engine.WithLanguage(language) },
		Limit:   a.conf.number("serve.limit"),
		Timeout: a.conf.duration("serve.timeout"),
	}
	if texts := archiveOf(a.storeConfig()); texts != nil {
		o.Archive = texts
	}
	if a.conf.yes("serve.writable") {
		o.Writer = server.NewWriter(st)
	}
	if !a.conf.yes("quiet") {
		level := slog.LevelWarn
		if a.conf.yes("verbose") {
			level = slog.LevelInfo
		}
		o.Logger = slog.New(slog.NewTextHandler(a.err, &slog.HandlerOptions{Level: level}))
	}
	return o, nil
}
