package cmd

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"cuibono"
	"cuibono/loader"
	"cuibono/loader/entity"
	"cuibono/queries"
	"cuibono/queries/table"
	"cuibono/store"
)

func newEntities() *cobra.Command {
	list := &cobra.Command{
		Use:   "list [NAME]",
		Short: "List the things that claims are about",
		Long:  "List entities with their types, those that most is said about first; with NAME, those with a name that begins so.",
		Args:  arguments(0, 1),
		RunE:  run(listEntities),
	}
	addFlags(list.Flags(), "entities list")
	merge := &cobra.Command{
		Use:   "merge ENTITY ENTITY...",
		Short: "Say that these are one",
		Long: `Say that entities are one thing; the first one's name stays. The decision is kept in the store's
decisions.yaml, replayed on every load, and stronger than what the program finds out. Articles that
are loaded already are read again from the archive.`,
		Args:              arguments(2, -1),
		ValidArgsFunction: completeEntity,
		RunE: run(func(a *app, args []string) error {
			return decide(a, args, func(ids []string) entity.Decision {
				return entity.Decision{Merge: ids[1:], Into: ids[0]}
			})
		}),
	}
	split := &cobra.Command{
		Use:   "split ENTITY ARTICLE...",
		Short: "Say that some articles mean another of that name",
		Long: `Say that what these articles call so is another thing, with the name that --as gives. The decision is
kept and applied as for merge.`,
		Args: arguments(2, -1),
		RunE: run(splitEntity),
	}
	addFlags(split.Flags(), "entities split")
	rename := &cobra.Command{
		Use:               "rename ENTITY NAME",
		Short:             "Give an entity another name",
		Long:              "Give an entity another name. The decision is kept and applied as for merge.",
		Args:              arguments(2, 2),
		ValidArgsFunction: completeEntity,
		RunE: run(func(a *app, args []string) error {
			return decide(a, args[:1], func(ids []string) entity.Decision {
				return entity.Decision{Rename: ids[0], To: args[1]}
			})
		}),
	}
	apart := &cobra.Command{
		Use:   "apart ENTITY...",
		Short: "Say that these are what they are",
		Long: `Say that entities are different things, or that one is a single thing: no more is proposed about them. The
decision is kept as for merge; it changes nothing in the graph.`,
		Args:              arguments(1, -1),
		ValidArgsFunction: completeEntity,
		RunE: run(func(a *app, args []string) error {
			return decide(a, args, func(ids []string) entity.Decision { return entity.Decision{Apart: ids} })
		}),
	}
	proposals := &cobra.Command{
		Use:   "proposals",
		Short: "List what looks like one thing under two names, or like two under one",
		Long: `List decisions that the graph suggests, each as the command that makes it, with the reasons. Nothing follows
unless you run it; apart says that nothing should.`,
		Args: arguments(0, 0),
		RunE: run(listProposals),
	}
	return group(&cobra.Command{
		Use:     "entities",
		Short:   "The things that claims are about: list, merge, split, rename",
		GroupID: "keep",
	}, list, proposals, merge, split, rename, apart)
}

// listProposals prints each proposal as the command that accepts it, and the reasons as comments, so
// that what is printed can be cut down and run.
func listProposals(a *app, _ []string) error {
	st, err := a.openRead()
	if err != nil {
		return err
	}
	s, err := a.loadSchema()
	if err != nil {
		return err
	}
	decided, err := entity.ReadDecisions(decisionsOf(a.storeConfig()))
	if err != nil {
		return err
	}
	found, err := entity.Proposals(a.ctx, st.QuadStore(), s, decided)
	if err != nil {
		return err
	}
	if len(found) == 0 {
		a.say("nothing to propose")
	}
	for _, p := range found {
		for _, reason := range p.Reasons {
			fmt.Fprintf(a.out, "# %s\n", reason)
		}
		fmt.Fprintf(a.out, "cuibono entities %s\n\n", commandFor(p.Decision))
	}
	return nil
}

// commandFor gives the arguments that make a decision.
func commandFor(d entity.Decision) string {
	iris := func(ids ...string) string { return "'<" + strings.Join(ids, ">' '<") + ">'" }
	if d.Split != "" {
		return fmt.Sprintf("split %s %s --as %q", iris(d.Split), iris(d.Articles...), d.As)
	}
	others := slices.DeleteFunc(slices.Clone(d.Merge), func(id string) bool { return id == d.Into })
	return "merge " + iris(append([]string{d.Into}, others...)...)
}

func listEntities(a *app, args []string) error {
	st, err := a.openRead()
	if err != nil {
		return err
	}
	engine, err := a.engine(st)
	if err != nil {
		return err
	}
	prefix := strings.Join(args, " ")
	limit := a.conf.number("entities.limit")
	found, err := engine.CompleteEntity(a.ctx, prefix, limit)
	if err != nil {
		return err
	}
	t := &table.Table{Name: "entities", Truncated: limit > 0 && len(found) == limit, Columns: []table.Column{
		{Name: "name", Kind: table.Text, Title: map[string]string{"en": "name", "fr": "nom"}},
		{Name: "type", Kind: table.Text, Title: map[string]string{"en": "type", "fr": "type"}},
		{Name: "id", Kind: table.Text, Title: map[string]string{"en": "IRI", "fr": "IRI"}},
	}}
	for _, e := range found {
		t.Rows = append(t.Rows, []table.Cell{e.Label, e.Type, "<" + e.ID + ">"})
	}
	f, err := table.ParseFormat(a.conf.text("entities.format"))
	if err != nil {
		return err
	}
	return a.printTable(t, f)
}

// decide finds the entities that names mean, keeps the decision about them and applies it.
func decide(a *app, names []string, decision func(ids []string) entity.Decision) error {
	st, engine, err := a.openDecide()
	if err != nil {
		return err
	}
	var ids []string
	for _, name := range names {
		e, err := engine.Resolve(a.ctx, name)
		if err != nil {
			return err
		}
		ids = append(ids, e.ID)
	}
	return apply(a, st, decision(ids))
}

func splitEntity(a *app, args []string) error {
	as := a.conf.text("entities.as")
	if as == "" {
		return usage(`cuibono entities split ENTITY ARTICLE --as "ANOTHER NAME"`, "cuibono entities split: the other's name is missing")
	}
	st, engine, err := a.openDecide()
	if err != nil {
		return err
	}
	e, err := engine.Resolve(a.ctx, args[0])
	if err != nil {
		return err
	}
	d := entity.Decision{Split: e.ID, As: as}
	for _, name := range args[1:] {
		id, err := loader.FindArticle(a.ctx, st.QuadStore(), name, a.conf.text("load.root"))
		if err != nil {
			return err
		}
		d.Articles = append(d.Articles, id)
	}
	return apply(a, st, d)
}

func (a *app) openDecide() (*store.Store, *queries.Engine, error) {
	st, err := a.openChange()
	if err != nil {
		return nil, nil, err
	}
	if archiveOf(a.storeConfig()) == nil {
		return nil, nil, &failure{err: errors.New("decide about entities: a store in memory keeps no decisions"), try: "--store with a folder"}
	}
	engine, err := a.engine(st)
	return st, engine, err
}

// apply keeps a decision and reads the articles again.
func apply(a *app, st *store.Store, d entity.Decision) error {
	if err := d.Check(); err != nil {
		return usage("cuibono entities --help", "%v", err)
	}
	file := decisionsOf(a.storeConfig())
	if err := entity.Add(file, d); err != nil {
		return err
	}
	a.say("kept in %s: %s", file, describe(d))
	if len(d.Apart) > 0 {
		return nil // the graph stays as it is
	}
	o, err := a.loaderOptions(st)
	if err != nil {
		return err
	}
	return a.loading(0, 0, o, func(o loader.Options) (*loader.Result, error) {
		return loader.Reload(a.ctx, st.QuadStore(), nil, o)
	})
}

func describe(d entity.Decision) string {
	switch {
	case len(d.Merge) > 0:
		return fmt.Sprintf("<%s> is one with <%s>", strings.Join(d.Merge, ">, <"), d.Into)
	case len(d.Apart) > 0:
		return fmt.Sprintf("<%s> stay as they are", strings.Join(d.Apart, ">, <"))
	case d.Split != "":
		return fmt.Sprintf("<%s> in %s is <%s>", d.Split, strings.Join(d.Articles, ", "), cuibono.EntityID(d.As))
	}
	return fmt.Sprintf("<%s> is named %s", d.Rename, d.To)
}

// completeEntity completes the names of entities.
func completeEntity(cmd *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	const none = cobra.ShellCompDirectiveNoFileComp
	a, err := newApp(cmd)
	if err != nil {
		return nil, none
	}
	defer a.close()
	st, err := a.openRead()
	if err != nil {
		return nil, none
	}
	engine, err := a.engine(st)
	if err != nil {
		return nil, none
	}
	found, err := engine.CompleteEntity(a.ctx, typed, 50)
	if err != nil {
		return nil, none
	}
	var names []string
	for _, e := range found {
		names = append(names, e.Label+"\t"+e.Type)
	}
	return names, none
}
