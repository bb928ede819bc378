package eval_test

import (
	"testing"

	"cuibono/eval"
)

// FuzzParseGold reads any bytes as an annotation: it gives one that scores, or an error.
func FuzzParseGold(f *testing.F) {
	f.Add([]byte(`{"id": "one", "lang": "en", "text": "Velmor sued Trinova.", "entities": [{"name": "Velmor"}], "claims": [{"s": "Velmor", "p": "sues", "o": "Trinova"}]}`))
	f.Add([]byte(`{"id": "two", "claims": [{"s": "Velmor", "p": "raises", "amount": {"value": 1e300}}]}`))
	f.Add([]byte(`{"id": "three", "claims": [{}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		g, err := eval.ParseGold("fuzz.jsonl", data)
		if err != nil {
			return
		}
		r := eval.Score([]*eval.Gold{g}, nil, nil, nil, func(string) string { return "" })
		if r.Right != 0 || r.Wrong != 0 {
			t.Fatalf("no claim was given, and %d are right, %d wrong", r.Right, r.Wrong)
		}
	})
}
