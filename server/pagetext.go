package server

import (
	"fmt"
	"maps"
	"slices"
)

// texts are the words of the pages, by language code.
var texts = map[string]map[string]string{
	"en": {
		"show": "show", "find": "Ask about", "find-help": "a company, a person, a project, a place",
		"questions": "Questions", "console": "Console", "language": "Français", "other": "fr",
		"intro":          "Who funds what, who says so, who disputes it, and the sentence that shows it. Choose a question.",
		"ask":            "Ask",
		"optional":       "optional",
		"any":            "any",
		"no-rows":        "The articles loaded so far say nothing about this.",
		"rows":           "%d answers",
		"one-row":        "1 answer",
		"truncated":      "Only the first %d answers are shown; there are more.",
		"as":             "The same as:",
		"nearest":        "Perhaps you mean:",
		"unknown-name":   "Nothing in the graph is called “%s”.",
		"ambiguous-name": "Several things in the graph are called “%s”.",
		"about":          "Ask about %s",
		"claim":          "Claim",
		"no-claim":       "There is no such claim in the graph.",
		"no-article":     "There is no such article in the graph.",
		"no-entity":      "There is no such thing in the graph.",
		"speaker":        "Said by", "article": "Article", "status": "Status", "amount": "Amount", "share": "Share", "role": "Role",
		"when": "When", "horizon": "Over", "confidence": "Confidence", "own-voice": "the article itself",
		"denied": "denied",
		"done":   "done", "planned": "planned", "reported": "reported, unconfirmed",
		"quote":   "The sentence that shows it",
		"in-text": "In the archived article",
		"source":  "Source", "published": "Published", "publisher": "Publisher", "digest": "SHA-256 of the archived text",
		"claims":   "What is claimed, sentence by sentence",
		"no-text":  "The text of this article is not in the archive.",
		"no-quote": "The quote is not at the place it gives in the archived text. Run: cuibono verify",
		"login":    "Log in", "token": "Token", "wrong-token": "This is not the token of this server.",
		"token-help": "The link that “cuibono serve” printed holds it.",
		"go-on":      "Go on",
		"at_least":   "at least %s", "at_most": "at most %s", "about-amount": "about %s", "range": "%s to %s",
		"thousand-million": "billion", "million": "million", "million-million": "trillion",
	},
	"fr": {
		"show": "montrer", "find": "Questions sur", "find-help": "une entreprise, une personne, un projet, un lieu",
		"questions": "Questions", "console": "Console", "language": "English", "other": "en",
		"intro":          "Qui finance quoi, qui le dit, qui le conteste, et la phrase qui le montre. Choisissez une question.",
		"ask":            "Demander",
		"optional":       "facultatif",
		"any":            "tous",
		"no-rows":        "Les articles chargés n’en disent rien.",
		"rows":           "%d réponses",
		"one-row":        "1 réponse",
		"truncated":      "Seules les %d premières réponses sont montrées ; il y en a d’autres.",
		"as":             "La même chose en :",
		"nearest":        "Vouliez-vous dire :",
		"unknown-name":   "Rien dans le graphe ne s’appelle « %s ».",
		"ambiguous-name": "Plusieurs choses dans le graphe s’appellent « %s ».",
		"about":          "Questions sur %s",
		"claim":          "Affirmation",
		"no-claim":       "Cette affirmation n’est pas dans le graphe.",
		"no-article":     "Cet article n’est pas dans le graphe.",
		"no-entity":      "Cela n’est pas dans le graphe.",
		"speaker":        "Selon", "article": "Article", "status": "État", "amount": "Montant", "share": "Part", "role": "Fonction",
		"when": "Quand", "horizon": "Sur", "confidence": "Confiance", "own-voice": "l’article lui-même",
		"denied": "nié",
		"done":   "fait", "planned": "prévu", "reported": "rapporté, non confirmé",
		"quote":   "La phrase qui le montre",
		"in-text": "Dans l’article archivé",
		"source":  "Source", "published": "Publié", "publisher": "Éditeur", "digest": "SHA-256 du texte archivé",
		"claims":   "Ce qui est affirmé, phrase par phrase",
		"no-text":  "Le texte de cet article n’est pas dans les archives.",
		"no-quote": "La citation n’est pas à l’endroit indiqué du texte archivé. Lancez : cuibono verify",
		"login":    "Connexion", "token": "Jeton", "wrong-token": "Ce n’est pas le jeton de ce serveur.",
		"token-help": "Le lien affiché par « cuibono serve » le contient.",
		"go-on":      "Continuer",
		"at_least":   "au moins %s", "at_most": "au plus %s", "about-amount": "environ %s", "range": "de %s à %s",
		"thousand-million": "milliards", "million": "millions", "million-million": "mille milliards",
	},
}

// text is a word of the pages; a missing one is a mistake in this file, which a test finds.
func text(lang, key string) string {
	if s, ok := texts[lang][key]; ok {
		return s
	}
	return "?" + key
}

func textf(lang, key string, args ...any) string { return fmt.Sprintf(text(lang, key), args...) }

// pick is the text in a language, else in English, else in the first there is.
func pick(by map[string]string, lang string) string {
	for _, l := range []string{lang, "en"} {
		if s := by[l]; s != "" {
			return s
		}
	}
	for _, l := range slices.Sorted(maps.Keys(by)) {
		return by[l]
	}
	return ""
}
