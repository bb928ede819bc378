package article

// Match gives the effect of the cue that marks a line.
func Match(c *Cues, line string) (effect string, ok bool) {
	hit, ok := c.match(line)
	return hit.effect, ok
}
