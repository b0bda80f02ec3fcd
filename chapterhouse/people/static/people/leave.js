// @ts-check
// Signing out takes away what an open vault keeps in this browser; the server's half goes with the session.

document.querySelector("[data-leave]")?.addEventListener("submit", () => localStorage.removeItem("vault"));
