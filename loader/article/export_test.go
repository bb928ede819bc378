package article

// Match gives the effect of the cue that marks a line.
func Match(c *Cues, line string) (effect string, ok bool) {
	hit, ok := c.match(line)
	return hit.effect, ok
}

// IsMenu tells whether a line is a row of links.
func IsMenu(s string) bool { return isMenu(s) }
