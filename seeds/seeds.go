// Package seeds embeds the sample articles and the list of known entities.
package seeds

import "embed"

// FS holds the sample articles ([0-9]-*.md) and entities.yaml.
//
//go:embed [0-9]-*.md
var FS embed.FS
