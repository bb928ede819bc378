package server

// HasText tells the tests whether the pages have a text.
func HasText(lang, key string) bool { return texts[lang][key] != "" }
