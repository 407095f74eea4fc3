// Shows the description of this server. Who signs in names a client that the operator registered for this page.
"use strict";

const ui = SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#api",
  deepLinking: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
  oauth2RedirectUrl: location.origin + "/docs/oauth2-redirect.html",
});
ui.initOAuth({ clientId: "docs", usePkceWithAuthorizationCodeGrant: true });
