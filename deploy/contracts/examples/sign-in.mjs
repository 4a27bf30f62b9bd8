// Signs somebody in as a client app does (OpenID Connect, authorization code with PKCE) and prints an access token.
import { createHash, randomBytes } from "node:crypto";
import { createServer } from "node:http";

const { ISSUER = "http://localhost:8180/realms/mentoring", CLIENT = "mentoring-web", REDIRECT = "http://localhost:3000/callback" } =
  process.env;

const provider = await (await fetch(`${ISSUER}/.well-known/openid-configuration`)).json();
const verifier = randomBytes(32).toString("base64url");
const state = randomBytes(16).toString("base64url");
const address = new URL(provider.authorization_endpoint);
address.search = new URLSearchParams({
  response_type: "code",
  client_id: CLIENT,
  redirect_uri: REDIRECT,
  scope: "openid",
  state,
  code_challenge: createHash("sha256").update(verifier).digest("base64url"),
  code_challenge_method: "S256",
}).toString();

console.log(`Open this address and sign in:\n${address}`);
const code = await codeFromRedirect();
const answer = await fetch(provider.token_endpoint, {
  method: "POST",
  body: new URLSearchParams({
    grant_type: "authorization_code",
    client_id: CLIENT,
    redirect_uri: REDIRECT,
    code,
    code_verifier: verifier,
  }),
});
const tokens = await answer.json();
if (!answer.ok) {
  throw new Error(`${tokens.error}: ${tokens.error_description}`);
}
console.log(`TOKEN=${tokens.access_token}`);
console.log(`It expires in ${tokens.expires_in} s; the refresh token gets another one.`);

/** Listens where the provider sends the browser back to. A state that is not ours belongs to somebody else's attempt. */
function codeFromRedirect() {
  const { hostname, port, pathname } = new URL(REDIRECT);
  return new Promise((resolve, reject) => {
    const server = createServer((request, response) => {
      const target = new URL(request.url, REDIRECT);
      if (target.pathname !== pathname) {
        response.writeHead(404).end();
        return;
      }
      response.end("You may close this page.");
      server.close();
      const returned = target.searchParams;
      if (returned.get("state") === state && returned.has("code")) {
        resolve(returned.get("code"));
      } else {
        reject(new Error(returned.get("error_description") ?? returned.get("error") ?? "the state does not match"));
      }
    });
    server.listen(Number(port), hostname);
  });
}
