package clerktest

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"

	"github.com/clerkfiber/clerkfiber/clerktest/internal/contract"
)

// refusalError is an answer that says no, on its way up through functions
// that check. Its codes are Clerk's, see
// https://clerk.com/docs/guides/development/errors/backend-api.
type refusalError struct{ reply }

func (e refusalError) Error() string { return fmt.Sprint(e.status, " ", e.body) }

// refuse makes a refusal; a parameter that it is about goes into its meta.
func refuse(status int, code, short, long string, param ...string) error {
	entry := object{"code": code, "message": short, "long_message": long}
	if len(param) > 0 && param[0] != "" {
		entry["meta"] = object{"param_name": param[0]}
	}
	return refusalError{reply{status: status, body: object{"errors": []any{entry}, "clerk_trace_id": randomHex(16)}}}
}

// refused is the answer that an error stands for.
func refused(err error) reply {
	var refusal refusalError
	if errors.As(err, &refusal) {
		return refusal.reply
	}
	return problem(http.StatusInternalServerError, "internal_clerk_error", err.Error())
}

// refuseFault says what the contract found.
func refuseFault(op *contract.Operation, f *contract.Fault) error {
	switch {
	case op.Worker:
		return refuse(http.StatusBadRequest, "bad_request", f.Short, f.Long, f.Param)
	case f.BadRequest:
		return refuse(http.StatusBadRequest, f.Code, f.Short, f.Long, f.Param)
	default:
		return refuse(http.StatusUnprocessableEntity, f.Code, f.Short, f.Long, f.Param)
	}
}

// notFoundCodes are those of the few things that have a code of their own.
var notFoundCodes = map[string]string{
	"commerce_subscription_item": "subscription_item_not_found", "plan": "plan_not_found", kindAgentTask: "agent_task_not_found",
}

func refuseNotFound(what, id string) error {
	return refuse(http.StatusNotFound, cmp.Or(notFoundCodes[what], "resource_not_found"), "not found", fmt.Sprintf("No %s was found with id %s.", what, id))
}

func refuseUnknown(param string) error {
	return refuse(http.StatusUnprocessableEntity, "form_param_unknown", "is unknown", param+" is not a valid parameter for this request.", param)
}

func refuseMissing(param string) error {
	return refuse(http.StatusUnprocessableEntity, "form_param_missing", "is missing", param+" must be included.", param)
}

func refuseValue(param, value string) error {
	return refuse(http.StatusUnprocessableEntity, "form_param_value_invalid", "is invalid",
		fmt.Sprintf("%s does not match one of the allowed values for parameter %s", value, param), param)
}

func refuseFormat(param, long string) error {
	return refuse(http.StatusUnprocessableEntity, "form_param_format_invalid", "is invalid", long, param)
}

func refuseTaken(param, what string) error {
	return refuse(http.StatusUnprocessableEntity, "form_identifier_exists", "already exists",
		fmt.Sprintf("That %s is taken. Please try another.", what), param)
}

// refuseReference: a parameter names something that is not there.
func refuseReference(param string) error {
	return refuse(http.StatusUnprocessableEntity, "form_resource_not_found", "is missing",
		fmt.Sprintf("The resource associated with the supplied %s was not found.", param), param)
}

func refuseDuplicate(long string) error {
	return refuse(http.StatusBadRequest, "duplicate_record", "duplicate record", long)
}

func refuseBecause(code, long string) error {
	return refuse(http.StatusBadRequest, code, long, long)
}
