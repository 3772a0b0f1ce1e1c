package webhooks

import (
	"net/http"
	"reflect"
	"strings"
)

// What errors.Is finds in an error of this package. Each of them is a
// *fiber.Error for errors.As too, of Fiber v2 and of Fiber v3, so a handler may
// return it as it is: Fiber then answers 400 to a sender's fault, 500 to a fault of this server's
// configuration and 409 to a delivery that is being handled already.
var (
	// ErrMissingHeader is for a request without svix-id, svix-timestamp or
	// svix-signature. The error's text names those that are missing.
	ErrMissingHeader error = &failure{http.StatusBadRequest, "missing webhook header"}

	// ErrMissingSecret means that there is no signing secret in Options nor
	// in CLERK_WEBHOOK_SIGNING_SECRET.
	ErrMissingSecret error = &failure{http.StatusInternalServerError, "missing signing secret"}

	// ErrInvalidSecret means that the signing secret is not base64, or that
	// it decodes to nothing.
	ErrInvalidSecret error = &failure{http.StatusInternalServerError, "invalid signing secret"}

	// ErrTooOld is for a message sent more than five minutes ago: a replay, or
	// a clock that is wrong.
	ErrTooOld error = &failure{http.StatusBadRequest, "message timestamp too old"}

	// ErrTooNew is for a message sent more than five minutes from now.
	ErrTooNew error = &failure{http.StatusBadRequest, "message timestamp too new"}

	// ErrNoMatch means that none of the signatures is the signing secret's
	// over these bytes.
	ErrNoMatch error = &failure{http.StatusBadRequest, "no matching signature found"}

	// ErrMalformed is for a timestamp that is no number, for a signed body that
	// is no JSON, and for data that are not what their event's type has.
	ErrMalformed error = &failure{http.StatusBadRequest, "malformed webhook"}

	// ErrTooLarge is for a body above the app's BodyLimit.
	ErrTooLarge error = &failure{http.StatusRequestEntityTooLarge, "body too large"}

	// ErrWrongType means that an event was asked for the data of another type.
	ErrWrongType error = &failure{http.StatusInternalServerError, "event of another type"}

	// ErrInProgress means that another delivery of the same message is being
	// handled right now. Answered with 409, Clerk sends the message again, and
	// by then it is known whether it was handled.
	ErrInProgress error = &failure{http.StatusConflict, "message is being handled by another delivery"}

	// ErrStorage means that the storage of Once failed, so that nobody knows
	// whether the message was handled. It was not now; answered with 500, Clerk
	// sends it again.
	ErrStorage error = &failure{http.StatusInternalServerError, "the storage of handled messages failed"}

	// ErrNotRecorded means that a message was handled, but that the storage
	// failed to remember it: another delivery would be handled too.
	ErrNotRecorded error = &failure{http.StatusInternalServerError, "handled, but not recorded as handled"}
)

// failure is a kind of error with the status that answers it.
type failure struct {
	status int
	text   string
}

func (f *failure) Error() string { return "clerkfiber: webhooks: " + f.text }

// As lets errors.As find a *fiber.Error without importing either Fiber. It is
// made anew each time: Fiber's errors can be written to.
func (f *failure) As(target any) bool {
	pointer := reflect.TypeOf(target).Elem()
	if pointer.Kind() != reflect.Pointer {
		return false
	}
	t := pointer.Elem()
	if t.Name() != "Error" || !strings.HasPrefix(t.PkgPath(), "github.com/gofiber/fiber/v") {
		return false
	}
	answer := reflect.New(t)
	code, text := answer.Elem().FieldByName("Code"), answer.Elem().FieldByName("Message")
	if code.Kind() != reflect.Int || text.Kind() != reflect.String {
		return false
	}
	code.SetInt(int64(f.status))
	text.SetString(f.Error())
	reflect.ValueOf(target).Elem().Set(answer)
	return true
}
