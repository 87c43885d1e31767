export { createCredentialHandler } from './create-credential-handler.ts';
export type {
  AuthorizedUser,
  CorsOptions,
  CredentialHandler,
  CredentialHandlerOptions,
} from './handler-options.ts';
