package backendapi_test

import (
	"context"
	"errors"
	"fmt"
	"log"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// A program that makes an organization, invites somebody, and walks its
// members.
func Example() {
	clerk := clerktest.NewServer() // a Clerk on this machine
	defer clerk.Close()
	ada := clerk.CreateUser(clerktest.User{Email: "ada@example.com", FirstName: "Ada"})

	ctx := context.Background()
	client, err := backendapi.New(backendapi.Options{SecretKey: clerk.SecretKey(), APIURL: clerk.BackendURL()})
	if err != nil {
		log.Fatal(err)
	}
	acme, err := client.Organizations.CreateOrganization(ctx, backendapi.CreateOrganizationParams{Name: "Acme", CreatedBy: backendapi.Set(ada.ID)})
	if err != nil {
		log.Fatal(err)
	}
	invitation, err := client.Organizations.CreateOrganizationInvitation(ctx, backendapi.CreateOrganizationInvitationParams{
		OrganizationID: acme.ID, EmailAddress: "grace@example.com", Role: "org:member", InviterUserID: backendapi.Set(ada.ID),
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(acme.Name, "invites", invitation.EmailAddress)
	for member, err := range client.Organizations.AllOrganizationMemberships(ctx, backendapi.GetOrganizationMembershipListParams{OrganizationID: acme.ID}) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(*member.PublicUserData.FirstName, "is", member.Role)
	}
	// Output:
	// Acme invites grace@example.com
	// Ada is org:admin
}

func ExampleError() {
	clerk := clerktest.NewServer()
	defer clerk.Close()
	client, err := backendapi.New(backendapi.Options{SecretKey: clerk.SecretKey(), APIURL: clerk.BackendURL()})
	if err != nil {
		log.Fatal(err)
	}
	_, err = client.Users.GetUser(context.Background(), "user_nobody")

	var refusal *backendapi.Error
	if errors.As(err, &refusal) {
		fmt.Println(refusal.Status, refusal.Errors[0].Code, errors.Is(err, backendapi.ErrNotFound))
	}
	// Output: 404 resource_not_found true
}

// A parameter that is not set is left alone, and null clears it.
func ExampleOptional() {
	params := backendapi.UpdateUserParams{
		FirstName: backendapi.Set("Grace"),
		LastName:  backendapi.Null[string](),
	}
	name, given := params.FirstName.Get()
	fmt.Println(name, given, params.LastName.IsNull(), params.Username.IsZero())
	// Output: Grace true true true
}

// A page of a list, with the number of all.
func ExampleUsersService_GetUserList() {
	clerk := clerktest.NewServer()
	defer clerk.Close()
	clerk.CreateUser(clerktest.User{Email: "ada@example.com"})
	clerk.CreateUser(clerktest.User{Email: "grace@example.com"})
	client, err := backendapi.New(backendapi.Options{SecretKey: clerk.SecretKey(), APIURL: clerk.BackendURL()})
	if err != nil {
		log.Fatal(err)
	}
	users, err := client.Users.GetUserList(context.Background(), backendapi.GetUserListParams{Limit: 1, OrderBy: "email_address"})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(users.Data[0].EmailAddresses[0].EmailAddress, "of", users.TotalCount)
	// Output: ada@example.com of 2
}

// All of a list, page by page; the loop may end early.
func ExampleUsersService_AllUsers() {
	clerk := clerktest.NewServer()
	defer clerk.Close()
	clerk.CreateUser(clerktest.User{Email: "ada@example.com"})
	clerk.CreateUser(clerktest.User{Email: "grace@example.com"})
	client, err := backendapi.New(backendapi.Options{SecretKey: clerk.SecretKey(), APIURL: clerk.BackendURL()})
	if err != nil {
		log.Fatal(err)
	}
	for user, err := range client.Users.AllUsers(context.Background(), backendapi.GetUserListParams{OrderBy: "email_address"}) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(user.EmailAddresses[0].EmailAddress)
	}
	// Output:
	// ada@example.com
	// grace@example.com
}
