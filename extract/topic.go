package extract

import "strconv"

// topic gives the Topic that the noun phrase of token t names: an aspect noun ("le financement") with what it is an
// aspect of.
func (r *reader) topic(s *sentence, t int) (ref, bool) {
	key := s.cues.aspects[s.low[t]]
	if key == "" {
		return ref{}, false
	}
	var of []ref
	for _, step := range []string{"poss", "compound"} {
		for _, a := range s.places(t, step) {
			of = append(of, s.refs(a.tok, true)...)
		}
	}
	if len(of) == 0 {
		for _, k := range s.kids(t) {
			if s.rel(k) == "nmod" && k > t {
				of = append(of, s.refs(k, true)...)
			}
		}
	}
	if len(of) == 0 {
		return ref{}, false
	}
	return r.topicOf(of[0], key), true
}

// topicOf gives the topic that is an aspect of an entity, made where it is not there yet.
func (r *reader) topicOf(of ref, key string) ref {
	id := strconv.Itoa(of.entity) + "/" + key
	at, ok := r.topics[id]
	if !ok {
		e := DocEntity{Name: r.d.entities[of.entity].Name + " " + key, Type: topicType, TypeScore: 1, About: of.entity, First: r.d.entities[of.entity].First}
		e.Nouns = []string{key}
		at = len(r.d.entities)
		r.d.entities = append(r.d.entities, e)
		r.topics[id] = at
	}
	return ref{entity: at, tok: of.tok, score: of.score * 0.95, named: of.named}
}

// Names of types of the schema that syntax treats in a way of their own.
const (
	topicType = "Topic"
)
