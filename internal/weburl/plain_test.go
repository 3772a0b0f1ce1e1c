package weburl

import (
	"fmt"
	"testing"
)

// The short way and the long way must come to the same.
func TestPlainIsWhatTheParserSays(t *testing.T) {
	hosts := []string{
		"example.com", "a-b.example", "localhost", "h1", "1h", "a.1h", "a.b1",
		"127.0.0.1", "0.0.0.0", "255.255.255.255", "256.0.0.1", "1.2.3", "1.2.3.4.5", "1.2.3.4.", "01.2.3.4", "1.2.3.04",
		"1..2.3", "1.2.3.0x4", "0x7f.0.0.1", "1.2.3.4a", "a.1.2.3.4", "-1.2.3.4", "1", "example.1", "99999.0.0.1", "xn--bcher-kva.example", "a.xn--a", "xn--", "axn--b", "r3---sn-apo3.example",
	}
	for _, scheme := range []string{"http", "https"} {
		for _, host := range hosts {
			for _, port := range []string{"", ":", ":0", ":00", ":1", ":80", ":080", ":443", ":8080", ":65535", ":65536", ":99999", ":123456", ":8a"} {
				address := host + port
				full, err := parseFull(scheme+"://"+address+"/", nil)
				if isPlainHost(address, scheme) && (err != nil || full.Host() != address) {
					t.Errorf("%s of %s is no plain host: %v, %v", address, scheme, full, err)
				}
				plain := parsePlain(scheme + "://" + address + "/")
				if plain != nil && (err != nil || fmt.Sprint(*plain) != fmt.Sprint(*full)) {
					t.Errorf("%s of %s: %+v, want %+v, %v", address, scheme, plain, full, err)
				}
			}
		}
	}
	for _, usual := range []string{"127.0.0.1:54321", "10.0.0.7", "app.example.com:65535", "localhost:3000"} {
		if !isPlainHost(usual, "http") {
			t.Errorf("%s takes the long way", usual)
		}
	}
}
