import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { createSafeLogger } from './logger.ts';

const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const letters = (minLength: number, more = '') =>
  fc.string({ unit: fc.constantFrom(...ALPHANUMERIC, ...more), minLength, maxLength: 60 });

/** The secret itself, and the text that it stands in. */
type Found = readonly [secret: string, text: string];

const secrets: readonly fc.Arbitrary<Found>[] = [
  letters(16).map((key) => [key, `sk-proj-${key}`]),
  letters(16).map((key) => [key, `sk_car_${key}`]),
  letters(16).map((key) => [key, `ek_${key}`]),
  letters(20).map((key) => [key, `AIza${key}`]),
  letters(16).map((key) => [key, `auth_tokens/${key}`]),
  letters(16, '._~+/-').map((key) => [key, `Bearer ${key}`]),
  letters(16, '._~+/-').map((key) => [key, `authorization: Bearer ${key}`]),
  letters(16).map((key) => [key, `xi-api-key: ${key}`]),
  fc
    .tuple(letters(12), letters(24, '-_'), letters(24, '-_'))
    .map(([head, claims, signature]) => [signature, `eyJ${head}.${claims}.${signature}`]),
  fc
    .tuple(
      fc.constantFrom('token', 'access_token', 'api_key', 'X-Amz-Signature', 'conversation_signature'),
      letters(16),
    )
    .map(([name, key]) => [key, `wss://vendor.example/talk?agent_id=a1&${name}=${key}&x=1`]),
];

/** The places in which a library or an app may put a text. */
const places: readonly ((text: string) => readonly [details: object, message: string])[] = [
  (text) => [{}, `It failed: ${text}.`],
  (text) => [{ url: text }, 'message'],
  (text) => [{ list: [{ deep: { text: `"${text}"` } }] }, 'message'],
  (text) => [{ err: new Error(`refused ${text}`) }, 'message'],
  (text) => [{ err: new Error('outer', { cause: new Error(text) }) }, 'message'],
  (text) => [
    { err: Object.assign(new Error('with a request'), { config: { headers: { text } } }) },
    'message',
  ],
  (text) => [{ err: Object.assign(new Error('with a text'), { command: text }) }, 'message'],
];

/** Fields whose value is a secret whatever it looks like. */
const fields: readonly string[] = [
  'authorization',
  'apiKey',
  'token',
  'clientSecret',
  'password',
  'signature',
];

function logged(details: object, message: string): string {
  const written: unknown[] = [];
  const write = (...entry: unknown[]) => void written.push(entry);
  createSafeLogger({ info: write, warn: write, error: write }).error(details, message);
  return inspect(written, { depth: Infinity, showHidden: true, maxStringLength: Infinity });
}

test('no secret passes the logger, whatever its form and wherever it stands', () => {
  fc.assert(
    fc.property(fc.oneof(...secrets), fc.constantFrom(...places), ([secret, text], place) => {
      expect(logged(...place(text))).not.toContain(secret);
    }),
    { numRuns: 400 },
  );
  fc.assert(
    fc.property(letters(8), fc.constantFrom(...fields), (secret, name) => {
      expect(logged({ request: { [name]: secret } }, 'message')).not.toContain(secret);
    }),
  );
});

test('text that is no secret stays', () => {
  const err = Object.assign(new TypeError('no such agent'), { status: 404 });
  const text = logged({ err, userId: 'ann', tokens: 31, vendor: 'acme' }, 'It failed.');
  for (const kept of ['no such agent', '404', 'ann', '31', 'acme', 'It failed.', 'redact-log.test'])
    expect(text).toContain(kept);
});

test('a logger that throws does not end a request', () => {
  const spy = vi.spyOn(console, 'error').mockImplementation(() => {});
  const broken = () => {
    throw new Error('disk full');
  };
  const logger = createSafeLogger({ info: broken, warn: () => {}, error: () => {} });
  expect(() => logger.info({}, 'message')).not.toThrow();
  expect(spy).toHaveBeenCalledOnce();
  spy.mockRestore();
});
