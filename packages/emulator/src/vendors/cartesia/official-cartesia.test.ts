import Cartesia from '@cartesia/cartesia-js';
import { describe, expect, it } from 'vitest';
import { CallClient } from '../../../test/call-client.ts';
import { startEmulator } from '../../../test/start-emulator.ts';

/* The vendor's own package has no client of calls (4.2.0): tokens are what it covers here. */

describe('the vendor’s own package', () => {
  it('mints an access token that opens a call', async () => {
    const emulator = await startEmulator();
    const client = new Cartesia({ apiKey: 'sk_car_test', baseURL: emulator.origin, maxRetries: 0 });
    const { token } = await client.accessToken.create({ grants: { agent: true }, expires_in: 60 });
    const path = `/v1/agents/websocket/agent_1?cartesia_version=2026-08-14&access_token=${String(token)}`;
    const call = new CallClient(emulator, { path, key: null, headers: { 'Cartesia-Version': '' } });
    expect(await call.start()).toMatchObject({ agent_id: 'agent_1' });
    await call.close();
  });

  it('is told of a wrong key and of a life that is too long in errors that it knows', async () => {
    const emulator = await startEmulator();
    const withKey = (apiKey: string) => new Cartesia({ apiKey, baseURL: emulator.origin, maxRetries: 0 });
    await expect(withKey('wrong').accessToken.create({ expires_in: 60 })).rejects.toBeInstanceOf(
      Cartesia.AuthenticationError,
    );
    await expect(withKey('sk_car_test').accessToken.create({ expires_in: 3_601 })).rejects.toBeInstanceOf(
      Cartesia.BadRequestError,
    );
  });
});
