package store

import (
	"context"
	"errors"
)

func initPostgres(ctx context.Context, c Config) error {
	return errors.ErrUnsupported
}

func openPostgres(ctx context.Context, c Config) (*Store, error) {
	return nil, errors.ErrUnsupported
}
