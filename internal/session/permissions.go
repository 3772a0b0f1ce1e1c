package session

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"github.com/clerkfiber/clerkfiber/internal/js"
)

// expand turns the organization of version 2 into the claims that version 1
// had. Its permissions are a matrix: fea names the features, o.per the
// permissions, and o.fpm has a number for each feature whose bits say which of
// the permissions it grants.
func (c *claims) expand() error {
	c.orgID, c.orgRole, c.orgSlug, c.orgPermissions = "", "", "", ""
	if !c.org.ToBoolean() {
		return nil
	}
	var role, per, fpm js.Value
	for key, v := range c.org.Fields {
		switch key {
		case "id":
			c.orgID = v
		case "slg":
			c.orgSlug = v
		case "rol":
			role = v
		case "per":
			per = v
		case "fpm":
			fpm = v
		}
	}
	if role.ToBoolean() {
		c.orgRole = js.Quote("org:" + role.ToString())
	}
	features, err := list(c.fea, "fea")
	if err != nil {
		return err
	}
	org, _, err := SplitByScope(features)
	if err != nil {
		return err
	}
	c.granted, err = permissions(org, per, fpm)
	c.expanded = true
	return err
}

func quoted(list []string) js.Value {
	size := 2
	for _, text := range list {
		size += len(text) + 3
	}
	var b strings.Builder
	b.Grow(size)
	b.WriteByte('[')
	for i, text := range list {
		if i > 0 {
			b.WriteByte(',')
		}
		js.WriteQuoted(&b, text)
	}
	b.WriteByte(']')
	return js.Value(b.String())
}

func permissions(features []string, per, fpm js.Value) ([]string, error) {
	if !per.ToBoolean() || !fpm.ToBoolean() {
		return nil, nil
	}
	names, err := list(per, "o.per")
	if err != nil {
		return nil, err
	}
	numbers, err := list(fpm, "o.fpm")
	if err != nil {
		return nil, err
	}
	each := strings.Split(names, ",")
	granted := make([]string, 0, min(len(features)*len(each), usualPermissions))
	var mask big.Int // for one after the other: most are small, and need no memory of their own
	more := true
	for _, feature := range features {
		if !more {
			break
		}
		var number string
		number, numbers, more = strings.Cut(numbers, ",")
		setBitmask(&mask, js.Trim(number))
		for j, permission := range each {
			if mask.Bit(j) == 1 {
				granted = append(granted, "org:"+feature+":"+js.Trim(permission))
			}
		}
	}
	return granted, nil
}

// usualPermissions is how many permissions there is room for from the start.
const usualPermissions = 8

// setBitmask reads a decimal number of any size; what is none grants nothing.
func setBitmask(mask *big.Int, decimal string) {
	if n, err := strconv.ParseUint(decimal, 10, 64); err == nil {
		mask.SetUint64(n)
		return
	}
	if decimal == "" || strings.Trim(decimal, "0123456789") != "" {
		mask.SetUint64(0)
		return
	}
	if _, ok := mask.SetString(decimal, 10); !ok {
		mask.SetUint64(0)
	}
}

// list returns the text of a claim that lists things. A claim that says nothing
// lists nothing; a claim that says something else is an error.
func list(claim js.Value, name string) (string, error) {
	if !claim.ToBoolean() {
		return "", nil
	}
	text, ok := claim.Text()
	if !ok {
		return "", fmt.Errorf("session: claim %s: not a string", name)
	}
	return text, nil
}

// SplitByScope takes a claim such as "o:reports,u:export,ou:chat" apart: what
// the organization has, and what the user has. It fails when an entry has no
// scope.
func SplitByScope(claim string) (org, user []string, err error) {
	if claim == "" {
		return nil, nil, nil
	}
	org = make([]string, 0, min(strings.Count(claim, ",")+1, usualPermissions))
	for part := range strings.SplitSeq(claim, ",") {
		scope, value, found := strings.Cut(js.Trim(part), ":")
		if !found {
			return nil, nil, fmt.Errorf("session: claim element without a colon: %q", part)
		}
		switch scope {
		case "o":
			org = append(org, value)
		case "u":
			user = append(user, value)
		case "ou", "uo":
			org = append(org, value)
			user = append(user, value)
		}
	}
	return org, user, nil
}
