// Shows Clerk's own components, and loads the page anew when somebody signs in
// or out, in this tab or in another.
const start = async () => {
  const clerk = window.Clerk;
  await clerk.load({ ui: { ClerkUI: window.__internal_ClerkUICtor }, telemetry: false });

  let known = clerk.session?.id ?? "";
  clerk.addListener(({ session }) => {
    if (session === undefined) return; // not known at this moment
    const now = session?.id ?? "";
    if (now !== known) location.assign("/");
    known = now;
  });

  const signOut = document.getElementById("sign-out");
  if (signOut) {
    signOut.hidden = false;
    signOut.addEventListener("click", (event) => {
      event.preventDefault();
      clerk.signOut({ redirectUrl: "/" });
    });
  }
  const signIn = document.getElementById("sign-in");
  if (clerk.session) {
    clerk.mountUserButton(document.getElementById("user-button"));
  } else if (signIn) {
    document.getElementById("sign-in-links").hidden = true;
    const signUpUrl = signIn.dataset.signUpUrl || undefined;
    clerk.mountSignIn(signIn, { routing: "virtual", forceRedirectUrl: "/", signUpUrl });
  }
};

start().catch((error) => console.error("Clerk's components could not be loaded", error));
