package article

import (
	"path"
	"regexp"
	"strings"
)

// isMarkdown tells whether a source is Markdown: by its name, or by its front matter.
func isMarkdown(source, text string) bool {
	switch strings.ToLower(path.Ext(source)) {
	case ".md", ".markdown", ".mkd", ".mdown":
		return true
	}
	return strings.HasPrefix(text, frontMatterMark) && strings.Contains(text, "\n---")
}

var (
	image    = regexp.MustCompile(`!\[([^\[\]\n]*)\]\([^()\n]*\)`)
	link     = regexp.MustCompile(`\[([^\[\]\n]+)\]\((?:[^()\n]|\([^()\n]*\))*\)`)
	refLink  = regexp.MustCompile(`\[([^\[\]\n]+)\]\[[^\[\]\n]*\]`)
	refDef   = regexp.MustCompile(`(?m)^ {0,3}\[[^\[\]\n]+\]:[ \t]+\S+.*$`)
	autolink = regexp.MustCompile(`<(https?://[^<>\s]+)>`)
	strong   = regexp.MustCompile(`(\*\*|__)(\S(?:[^\n]*?\S)?)(\*\*|__)`)
	emphasis = regexp.MustCompile(`(^|[\s(«“"'’])[*_](\S(?:[^\n*_]*?\S)?)[*_]($|[\s).,;:!?»”"'’])`)
	codeSpan = regexp.MustCompile("`([^`\n]+)`")
	htmlTag  = regexp.MustCompile(`</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>\n]*)?/?>`)
	comment  = regexp.MustCompile(`(?s)<!--.*?-->`)
)

// plainInline takes the inline markup off Markdown below its front matter: what a reader sees stays,
// but for the captions of images.
func plainInline(text string) string {
	head := 0
	if strings.HasPrefix(text, frontMatterMark) {
		if i := strings.Index(text, "\n---"); i >= 0 {
			head = i + len("\n---")
		}
	}
	body := text[head:]
	if !strings.ContainsAny(body, "[*_`<") {
		return text
	}
	body = comment.ReplaceAllString(body, "")
	body = image.ReplaceAllString(body, "")
	body = refDef.ReplaceAllString(body, "")
	body = link.ReplaceAllString(body, "$1")
	body = refLink.ReplaceAllString(body, "$1")
	body = autolink.ReplaceAllString(body, "$1")
	body = htmlTag.ReplaceAllString(body, "")
	body = strong.ReplaceAllString(body, "$2")
	for range 2 { // neighbours share the space between them
		body = emphasis.ReplaceAllString(body, "$1$2$3")
	}
	body = codeSpan.ReplaceAllString(body, "$1")
	return text[:head] + body
}
