import { describe, expect, test } from 'vitest';
import { requireTls, resolveVendorUrl } from './vendor-url.ts';

describe('resolveVendorUrl', () => {
  test.each([
    ['https://api.example/v1', 'http', '/realtime', 'https://api.example/v1/realtime'],
    ['https://api.example/v1//?a=b', 'ws', '/realtime', 'wss://api.example/v1/realtime?a=b'],
    ['wss://api.example', 'http', '/realtime', 'https://api.example/realtime'],
    ['ws://localhost:8080/v1', 'http', '', 'http://localhost:8080/v1'],
    ['http://localhost:8080', 'ws', '', 'ws://localhost:8080/'],
  ] as const)('%s as %s with %s', (base, kind, path, url) => {
    expect(resolveVendorUrl('acme', kind, base, path).href).toBe(url);
  });

  test.each(['', '/v1', 'api.example', 'ftp://api.example', 'javascript:alert(1)'])('refuses %j', (base) => {
    expect(() => resolveVendorUrl('acme', 'http', base)).toThrow(
      expect.objectContaining({ code: 'invalid-config', adapterId: 'acme' }) as Error,
    );
  });
});

describe('requireTls', () => {
  const check = (url: string) => () => requireTls('acme', new URL(url));

  test.each([
    'https://api.example',
    'wss://api.example',
    'http://localhost:3000',
    'http://app.localhost',
    'http://127.0.0.1',
    'http://127.9.0.1',
    'ws://[::1]:80',
    'http://0x7f.1',
  ])('takes %s', (url) => {
    expect(check(url)).not.toThrow();
  });

  test.each([
    'http://api.example',
    'ws://192.168.0.2',
    'http://localhost.example.com',
    'http://127.0.0.1.example.com',
    'http://notlocalhost',
    'http://[::2]',
  ])('refuses %s', (url) => {
    expect(check(url)).toThrow(expect.objectContaining({ code: 'invalid-config' }) as Error);
  });
});
