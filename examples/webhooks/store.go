package main

import (
	"context"
	"database/sql"
	"errors"
	"time"

	_ "modernc.org/sqlite" // the driver

	"github.com/clerkfiber/clerkfiber/backendapi"
)

const schema = `CREATE TABLE IF NOT EXISTS users (id TEXT PRIMARY KEY, email TEXT NOT NULL, updated_at INTEGER NOT NULL, deleted INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS handled (message TEXT PRIMARY KEY, mark BLOB NOT NULL, until INTEGER NOT NULL);`

// store keeps the users, and is the webhooks.Storage that remembers which
// messages were handled.
type store struct{ db *sql.DB }

func openStore(file string) (*store, error) {
	db, err := sql.Open("sqlite", "file:"+file+"?_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)")
	if err == nil {
		_, err = db.Exec(schema)
	}
	return &store{db}, err
}

// put writes a user down unless something newer is known, or that they are gone.
func (s *store) put(ctx context.Context, user *backendapi.User) error {
	_, err := s.db.ExecContext(ctx, `
INSERT INTO users (id, email, updated_at) VALUES (?, ?, ?)
ON CONFLICT (id) DO UPDATE SET email = excluded.email, updated_at = excluded.updated_at
WHERE NOT users.deleted AND excluded.updated_at >= users.updated_at`, user.ID, primaryEmail(user), user.UpdatedAt)
	return err
}

// remove keeps the id, so that an older event brings nobody back, and nothing else.
func (s *store) remove(ctx context.Context, id string) error {
	_, err := s.db.ExecContext(ctx, `
INSERT INTO users (id, email, updated_at, deleted) VALUES (?, '', 0, 1)
ON CONFLICT (id) DO UPDATE SET email = '', deleted = 1`, id)
	return err
}

// users are the addresses by id, as a JSON object.
func (s *store) users(ctx context.Context) (object string, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT json_group_object(id, email) FROM users WHERE NOT deleted`).Scan(&object)
	return object, err
}

func primaryEmail(user *backendapi.User) string {
	for _, e := range user.EmailAddresses {
		if user.PrimaryEmailAddressID != nil && e.ID == *user.PrimaryEmailAddressID {
			return e.EmailAddress
		}
	}
	return ""
}

func (s *store) Get(key string) ([]byte, error) {
	var mark []byte
	err := s.db.QueryRow(`SELECT mark FROM handled WHERE message = ? AND until > ?`, key, time.Now().UnixMilli()).Scan(&mark)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return mark, err
}

func (s *store) Set(key string, mark []byte, lifetime time.Duration) error {
	_, err := s.db.Exec(`INSERT OR REPLACE INTO handled VALUES (?, ?, ?)`, key, mark, time.Now().Add(lifetime).UnixMilli())
	return err
}

func (s *store) Delete(key string) error {
	_, err := s.db.Exec(`DELETE FROM handled WHERE message = ? OR until <= ?`, key, time.Now().UnixMilli())
	return err
}

// Claim takes a message in one step, so that of several processes with one
// database a single one handles it. Once finds this method by itself.
func (s *store) Claim(ctx context.Context, key string, mark []byte, lifetime time.Duration) (bool, error) {
	now := time.Now()
	result, err := s.db.ExecContext(ctx, `
INSERT INTO handled VALUES (?, ?, ?)
ON CONFLICT (message) DO UPDATE SET mark = excluded.mark, until = excluded.until WHERE handled.until <= ?`,
		key, mark, now.Add(lifetime).UnixMilli(), now.UnixMilli())
	if err != nil {
		return false, err
	}
	taken, err := result.RowsAffected()
	return taken == 1, err
}
