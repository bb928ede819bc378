package article

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"
)

// Errors of reading, to be told apart with errors.Is.
var (
	// ErrEmpty is returned for a source that holds no text.
	ErrEmpty = errors.New("no text in it")
	// ErrBinary is returned for a source that is no text.
	ErrBinary = errors.New("not a text")
	// ErrTooLarge is returned for a source of more bytes than Options.MaxSize.
	ErrTooLarge = errors.New("too large for an article")
)

// magics are the first bytes of kinds of file that people try to load, with what to do instead.
var magics = []struct{ magic, kind, advice string }{
	{"%PDF-", "a PDF file", "convert it to text first, for instance with pdftotext"},
	{"PK\x03\x04", "a ZIP archive or office document", "save it as plain text or HTML"},
	{"\xd0\xcf\x11\xe0", "an old office document", "save it as plain text or HTML"},
	{"{\\rtf", "an RTF document", "save it as plain text"},
	{"\x89PNG", "a PNG image", "load its text instead"},
	{"\xff\xd8\xff", "a JPEG image", "load its text instead"},
	{"GIF8", "a GIF image", "load its text instead"},
	{"\x1f\x8b", "gzip data", "unpack it first"},
	{"BZh", "bzip2 data", "unpack it first"},
	{"\x28\xb5\x2f\xfd", "zstd data", "unpack it first"},
	{"\x7fELF", "a program", "load texts only"},
	{"SQLite format 3", "a database", "export its texts first"},
}

// decode gives the text of data in UTF-8, Unicode NFC, with "\n" at line ends and no byte order mark.
// What was guessed or repaired is told through warn.
func decode(data []byte, warn func(string)) (string, error) {
	for _, m := range magics {
		if bytes.HasPrefix(data, []byte(m.magic)) {
			return "", fmt.Errorf("%w: it is %s; %s", ErrBinary, m.kind, m.advice)
		}
	}
	var err error
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		data = data[3:]
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		data, err = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(data)
		if err != nil {
			return "", fmt.Errorf("decode UTF-16: %w", err)
		}
	default:
		if order, ok := utf16Order(data); ok {
			data, err = unicode.UTF16(order, unicode.IgnoreBOM).NewDecoder().Bytes(data)
			if err != nil {
				return "", fmt.Errorf("decode UTF-16: %w", err)
			}
			warn("read as UTF-16 by its look, as it has no byte order mark")
		}
	}
	if at := bytes.IndexByte(data, 0); at >= 0 {
		return "", fmt.Errorf("%w: it holds a zero byte at offset %d; load plain text, Markdown or HTML", ErrBinary, at)
	}
	if !utf8.Valid(data) {
		if data, err = decodeBytes(data, warn); err != nil {
			return "", err
		}
	}
	if n := controls(data); n > 8 && n*100 > len(data) {
		return "", fmt.Errorf("%w: it holds %d control characters; load plain text, Markdown or HTML", ErrBinary, n)
	}
	text := string(norm.NFC.Bytes(data))
	if strings.Contains(text, "\r") {
		text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	}
	if strings.TrimFunc(text, invisible) == "" {
		return "", ErrEmpty
	}
	return text, nil
}

func invisible(r rune) bool {
	return r <= ' ' || r == 0xFEFF || r == 0x200B || r == 0xA0
}

// decodeBytes reads data that is no UTF-8: damaged UTF-8 where most of its sequences are whole, else the
// one-byte encodings of Western Europe, of which Windows-1252 is the superset.
func decodeBytes(data []byte, warn func(string)) ([]byte, error) {
	whole, broken, high := 0, 0, 0
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		switch {
		case r == utf8.RuneError && size <= 1:
			broken++
			high++
		case size > 1:
			whole++
			high += size
		}
		i += size
	}
	if whole >= 4*broken {
		warn(fmt.Sprintf("%d bytes are no valid UTF-8 and were replaced by U+FFFD", broken))
		return bytes.ToValidUTF8(data, []byte("\uFFFD")), nil
	}
	if high*10 > len(data)*3 {
		return nil, fmt.Errorf("%w that is read: neither UTF-8 nor Latin-1 by its look; convert it to UTF-8 first, for instance with iconv", ErrBinary)
	}
	name := "Windows-1252"
	if !c1(data) {
		name = "Latin-1 (ISO 8859-1)"
	}
	out, err := charmap.Windows1252.NewDecoder().Bytes(data)
	if err != nil {
		return nil, fmt.Errorf("decode %s: %w", name, err)
	}
	warn("not valid UTF-8: read as " + name)
	return out, nil
}

// c1 tells whether data holds bytes that are letters and quotes in Windows-1252 and controls in Latin-1.
func c1(data []byte) bool {
	for _, b := range data {
		if b >= 0x80 && b < 0xA0 {
			return true
		}
	}
	return false
}

// utf16Order recognises UTF-16 without a mark by the zero bytes of its ASCII letters.
func utf16Order(data []byte) (unicode.Endianness, bool) {
	n := min(len(data), 4096) &^ 1
	if n < 8 {
		return unicode.LittleEndian, false
	}
	even, odd := 0, 0
	for i := 0; i < n; i += 2 {
		if data[i] == 0 {
			even++
		}
		if data[i+1] == 0 {
			odd++
		}
	}
	half := n / 2
	switch {
	case odd*10 > half*7 && even*20 < half:
		return unicode.LittleEndian, true
	case even*10 > half*7 && odd*20 < half:
		return unicode.BigEndian, true
	}
	return unicode.LittleEndian, false
}

func controls(data []byte) (n int) {
	for _, b := range data {
		if b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f' && b != '\v' || b == 0x7F {
			n++
		}
	}
	return n
}
