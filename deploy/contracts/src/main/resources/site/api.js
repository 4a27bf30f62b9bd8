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

async function show() {
  const api = await (await fetch('api.json')).json();
  const { oidc } = api.components.securitySchemes;
  oidc.openIdConnectUrl = signInAddress(oidc.openIdConnectUrl);
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
