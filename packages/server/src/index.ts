export { createCredentialHandler } from './create-credential-handler.ts';
export type { Authorize, CredentialHandlerOptions, HandlerUser } from './create-credential-handler.ts';
