import { describe, expect, it } from 'vitest';
import { startEmulator } from '../../test/start-emulator.ts';
import { connect } from '../../test/wire-client.ts';
import type { Emulator } from '../create-emulator.ts';
import type { FaultControlState } from './control-routes.ts';

async function call(
  emulator: Emulator,
  method: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ status: number; state: FaultControlState & { error?: string }; headers: Headers }> {
  const response = await fetch(`${emulator.origin}/__faults`, {
    method,
    headers: { 'Content-Type': 'application/json', ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const state = (await response.json()) as FaultControlState & { error?: string };
  return { status: response.status, state, headers: response.headers };
}

describe('the control route', () => {
  it('lists sessions without credentials, the plan, and the kinds of faults', async () => {
    const emulator = await startEmulator({
      faults: [{ kind: 'quota', trigger: { onConnection: 9, times: 'always' } }],
    });
    await connect(emulator);
    const { state } = await call(emulator, 'GET');
    expect(state.sessions).toEqual([
      {
        session: 0,
        vendor: 'openai',
        kind: 'socket',
        connection: 1,
        phase: 'upgrade',
        isOpen: true,
        path: '/v1/realtime',
      },
    ]);
    expect(state.plan).toEqual([
      { fault: { kind: 'quota', trigger: { onConnection: 9, times: 'always' } }, left: 'always' },
    ]);
    expect(state.kinds.find(({ kind }) => kind === 'go-away')).toMatchObject({
      moments: expect.arrayContaining(['speaking']) as unknown,
      vendors: ['gemini'],
      isOfCalls: false,
    });
  });

  it('makes a fault happen in a session, adds to the plan, and clears it', async () => {
    const emulator = await startEmulator();
    const client = await connect(emulator);
    await call(emulator, 'POST', { session: 0, fault: { kind: 'drop', how: 'clean', code: 1012 } });
    expect((await client.closed).code).toBe(1012);
    const added = await call(emulator, 'POST', { fault: { kind: 'refuse' } });
    expect(added.state.plan).toEqual([{ fault: { kind: 'refuse' }, left: 1 }]);
    expect((await call(emulator, 'DELETE')).state.plan).toEqual([]);
    expect(emulator.faults).toEqual([]);
  });

  it.each([
    ['{', 400, 'not JSON'],
    [{ fault: { kind: 'drop' }, speed: 1 }, 400, 'has the form'],
    [{ fault: { kind: 'explode' } }, 400, 'has the kind "explode"'],
    [{ fault: { kind: 'refuse' }, session: 0 }, 400, 'cannot happen on an open connection'],
    [{ fault: { kind: 'drop' }, session: 7 }, 404, 'The session 7 is not open'],
  ])('refuses %j', async (body, status, message) => {
    const emulator = await startEmulator();
    await connect(emulator);
    const answer = await call(emulator, 'POST', body);
    expect({ status: answer.status, error: answer.state.error }).toEqual({
      status,
      error: expect.stringContaining(message) as unknown,
    });
    expect(emulator.sessions[0]?.isOpen).toBe(true);
  });

  it('serves pages of this machine alone, and takes nothing but JSON', async () => {
    const emulator = await startEmulator();
    const fault = { fault: { kind: 'refuse' } };
    const own = await call(emulator, 'GET', undefined, { Origin: 'http://localhost:5173' });
    expect(own.headers.get('access-control-allow-origin')).toBe('http://localhost:5173');
    expect((await call(emulator, 'POST', fault, { Origin: 'https://example.com' })).status).toBe(403);
    expect((await call(emulator, 'POST', fault, { 'Content-Type': 'text/plain' })).status).toBe(415);
    expect(emulator.faults).toEqual([]);
  });
});
