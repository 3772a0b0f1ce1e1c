package clerktest

import (
	"net/http"
	"strings"
)

// image takes an uploaded image; its bytes are not kept.
func (s *Server) image(c *call) (string, error) {
	switch {
	case c.file == nil || c.file.size == 0:
		return "", refuse(http.StatusBadRequest, "form_param_missing", "Image file missing", "There was no image file present in the request")
	case c.file.contentType != "application/octet-stream" && !strings.HasPrefix(c.file.contentType, "image/"):
		return "", refuse(http.StatusBadRequest, "avatar_file_type_invalid", "is invalid", "The file is no image.", "file")
	}
	return s.FrontendURL() + "/images/" + newID("img"), nil
}

func (s *Server) setProfileImage(c *call, u *user) error {
	image, err := s.image(c)
	if err != nil {
		return err
	}
	u.image, u.updated = image, s.milliseconds()
	return nil
}
