// Package archive keeps the texts of articles, so that every quote can be checked against its text at
// any time. A text is stored under its SHA-256 digest, compressed with zstd, in
//
//	DIR/ab/abcdef….zst
//
// and never changes: the same text is stored once, however many articles have it. A text is complete
// under its name or not there at all, whatever kills the process.
package archive

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// Errors of reading, to be told apart with errors.Is.
var (
	// ErrNotFound is returned for a digest under which no text is stored.
	ErrNotFound = errors.New("text is not in the archive")
	// ErrDamaged is returned for a stored text that is not the one that its name promises.
	ErrDamaged = errors.New("archived text is damaged")
)

// MaxText bounds the bytes of a text, against files that unpack to more than memory holds.
const MaxText = 256 << 20

// Archive is a folder of texts. It is safe for concurrent use, by several processes too.
type Archive struct {
	dir string
}

// New gives the archive in the folder dir, which is made with the first text.
func New(dir string) *Archive { return &Archive{dir} }

var digest = regexp.MustCompile(`^[0-9a-f]{64}$`)

var coders = sync.OnceValues(func() (*zstd.Encoder, *zstd.Decoder) {
	// Neither fails with these options. One goroutine each: the loader has its own on every core.
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedDefault))
	if err != nil {
		panic(err)
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(MaxText))
	if err != nil {
		panic(err)
	}
	return enc, dec
})

func (a *Archive) path(sum string) string {
	return filepath.Join(a.dir, sum[:2], sum+".zst")
}

// Put stores text and gives its digest. When it returns the text is on disk.
func (a *Archive) Put(text string) (sum string, err error) {
	d := sha256.Sum256([]byte(text))
	sum = hex.EncodeToString(d[:])
	if _, err := a.Get(sum); err == nil {
		return sum, nil // and a damaged one is written anew
	}
	enc, _ := coders()
	if err := writeFile(a.path(sum), enc.EncodeAll([]byte(text), nil)); err != nil {
		return "", fmt.Errorf("archive text: %w", err)
	}
	return sum, nil
}

// writeFile makes a file whole or not at all, and on disk when it returns.
func writeFile(name string, data []byte) (err error) {
	dir := filepath.Dir(name)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, ".new-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if _, err = f.Write(data); err != nil {
		return err
	}
	if err = f.Chmod(0o644); err != nil {
		return err
	}
	if err = f.Sync(); err != nil {
		return err
	}
	if err = f.Close(); err != nil {
		return err
	}
	if err = os.Rename(f.Name(), name); err != nil {
		return err
	}
	// The name too must be on disk; some systems cannot sync a folder, and then it is as safe as it gets.
	if d, err := os.Open(dir); err == nil {
		_ = d.Sync()
		d.Close()
	}
	return nil
}

// Get gives the text with that digest, after checking that it is.
func (a *Archive) Get(sum string) (string, error) {
	if !digest.MatchString(sum) {
		return "", fmt.Errorf("%w: %q is no SHA-256 digest", ErrNotFound, sum)
	}
	data, err := os.ReadFile(a.path(sum))
	if errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("%w: %s", ErrNotFound, sum)
	}
	if err != nil {
		return "", fmt.Errorf("read archived text: %w", err)
	}
	_, dec := coders()
	text, err := dec.DecodeAll(data, nil)
	if err != nil {
		return "", fmt.Errorf("%w: %s: %v", ErrDamaged, a.path(sum), err)
	}
	d := sha256.Sum256(text)
	if hex.EncodeToString(d[:]) != sum {
		return "", fmt.Errorf("%w: %s does not have the digest of its name", ErrDamaged, a.path(sum))
	}
	return string(text), nil
}

// Each calls visit with the digest of every stored text, in order, until it gives an error.
func (a *Archive) Each(visit func(sum string) error) error {
	err := filepath.WalkDir(a.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			if errors.Is(err, fs.ErrNotExist) && path == a.dir {
				return fs.SkipAll
			}
			return err
		}
		sum, isText := strings.CutSuffix(d.Name(), ".zst")
		if d.IsDir() || !isText || !digest.MatchString(sum) {
			return nil
		}
		return visit(sum)
	})
	return err
}
