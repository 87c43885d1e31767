import { decodeJwt, errors, jwtVerify, SignJWT } from 'jose';
import { SignalRefusal } from './signal-refusal.ts';

/** The permission to join a room. */
export interface Grant {
  readonly room: string;
  readonly identity: string;
  /** The display name of the participant; may be empty. */
  readonly name: string;
}

export interface AccessTokenOptions {
  readonly apiKey: string;
  readonly secret: string;
  /** The time of day, in milliseconds since 1970. */
  readonly now: () => number;
}

/** Tokens that open a room: JWTs with the claims of the server's documentation. */
export class AccessTokens {
  readonly #options: AccessTokenOptions;
  readonly #secret: Uint8Array;

  constructor(options: AccessTokenOptions) {
    this.#options = options;
    this.#secret = new TextEncoder().encode(options.secret);
  }

  mint({ room, identity, name }: Grant, lifetimeMs: number): Promise<string> {
    const { apiKey, now } = this.#options;
    const seconds = Math.floor(now() / 1000);
    const may = { canPublish: true, canSubscribe: true, canPublishData: true };
    return new SignJWT({ name, video: { roomJoin: true, room, ...may } })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuer(apiKey)
      .setSubject(identity)
      .setNotBefore(seconds)
      .setExpirationTime(seconds + lifetimeMs / 1000)
      .sign(this.#secret);
  }

  /** Reads a token. @throws SignalRefusal for a token that is invalid */
  async read(token: string): Promise<Grant> {
    if (token === '') throw new SignalRefusal(401, 'permissions denied');
    const { sub = '', name, video } = await this.#verify(token);
    const { roomJoin, room } = (video ?? {}) as { readonly roomJoin?: unknown; readonly room?: unknown };
    if (roomJoin !== true) throw new SignalRefusal(401, 'permissions denied');
    if (sub === '') throw new SignalRefusal(400, 'identity cannot be empty');
    if (typeof room !== 'string' || room === '') throw new SignalRefusal(400, 'no room name');
    return { room, identity: sub, name: typeof name === 'string' ? name : '' };
  }

  async #verify(token: string) {
    try {
      if (decodeJwt(token).iss !== this.#options.apiKey) throw new SignalRefusal(401, 'invalid API key');
      const currentDate = new Date(this.#options.now());
      return (await jwtVerify(token, this.#secret, { currentDate, algorithms: ['HS256'] })).payload;
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error;
      const cause = error instanceof errors.JWTExpired ? ': token is expired (exp)' : '';
      throw new SignalRefusal(401, `invalid authorization token${cause}`);
    }
  }
}
