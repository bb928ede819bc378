package pebble

import (
	"os"
	"time"
)

// raceTime is how long readers and a writer run beside each other: a second, or what CUIBONO_RACE_TIME says.
func raceTime() time.Duration {
	if d, err := time.ParseDuration(os.Getenv("CUIBONO_RACE_TIME")); err == nil {
		return d
	}
	return time.Second
}
