package weburl

// ForRequest is Read for a test, which has no URL to read into.
func ForRequest(p RequestParts) (*URL, error) {
	u := new(URL)
	if err := p.Read(u); err != nil {
		return nil, err
	}
	return u, nil
}
