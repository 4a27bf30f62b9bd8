// The API reference: Swagger UI on the committed document, calling the platform that serves this page.

const LOCAL_GATEWAY = 8080;

/** In a cluster people sign in under the address of the API; the local platform has another port for it, which moves with the gateway's. */
function signInAddress(documented) {
  const address = new URL(documented);
  if (location.hostname !== address.hostname) {
    return location.origin + address.pathname;
  }
  address.port = Number(address.port) + Number(location.port) - LOCAL_GATEWAY;
  return address.href;
}

const json = async (address) => (await fetch(address)).json();

/** The one way of signing in that the client has; Swagger UI would offer every one that the identity provider knows. */
async function authorizationCode({ openIdConnectUrl, description }) {
  const provider = await json(signInAddress(openIdConnectUrl));
  const flow = { authorizationUrl: provider.authorization_endpoint, tokenUrl: provider.token_endpoint, scopes: {} };
  return { type: 'oauth2', description, flows: { authorizationCode: flow } };
}

async function show() {
  const api = await json('api.json');
  const schemes = api.components.securitySchemes;
  // Without the identity provider the operations can be read all the same.
  schemes.oidc = await authorizationCode(schemes.oidc).catch(() => schemes.oidc);
  api.servers = [{ url: '/' }];
  SwaggerUIBundle({
    spec: api,
    dom_id: '#swagger-ui',
    deepLinking: true,
    docExpansion: 'list',
    defaultModelsExpandDepth: 0,
    filter: true,
    showExtensions: true,
    oauth2RedirectUrl: new URL('oauth2-redirect.html', location.href).href,
  }).initOAuth({ clientId: 'mentoring-docs', scopes: 'openid', usePkceWithAuthorizationCodeGrant: true });
}

void show();
