// Package seeds embeds the sample articles and the list of known entities.
package seeds

import "embed"

// FS holds the sample articles ([0-9]-*.md), entities.yaml and demo.yaml (what `cuibono demo` asks).
//
//go:embed [0-9]-*.md entities.yaml demo.yaml
var FS embed.FS
