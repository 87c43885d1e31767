import { createManualClock } from '@repartee/core/testing';
import { describe, expect, it } from 'vitest';
import { ConvaiClient, createAgent, mintLink } from '../../../test/convai-client.ts';
import { startEmulator } from '../../../test/start-emulator.ts';
import type { Emulator } from '../../create-emulator.ts';

const PRIVATE = { auth: { enable_auth: true } };

/** The path of a freshly minted link. */
async function link(emulator: Emulator, agentId: string, more = ''): Promise<string> {
  const { body } = await mintLink(emulator, `agent_id=${agentId}${more}`);
  const url = new URL(body['signed_url'] as string);
  expect(url.origin).toBe(emulator.origin.replace('http', 'ws'));
  return `${url.pathname}${url.search}`;
}

describe('a signed URL', () => {
  it('opens a conversation with a private agent, until fifteen minutes have passed', async () => {
    const clock = createManualClock();
    const emulator = await startEmulator({ clock });
    const agentId = await createAgent(emulator, {}, PRIVATE);
    const path = await link(emulator, agentId);
    clock.advance(14 * 60_000);
    await new ConvaiClient(emulator, { path }).start();
    clock.advance(60_000);
    const late = new ConvaiClient(emulator, { path });
    expect(await late.closed).toEqual({ code: 1008, reason: 'The signed URL has expired.' });
  });

  it('that names its conversation opens only that one', async () => {
    const emulator = await startEmulator();
    const agentId = await createAgent(emulator, {}, PRIVATE);
    const path = await link(emulator, agentId, '&include_conversation_id=true');
    const metadata = await new ConvaiClient(emulator, { path }).start();
    const id = new URLSearchParams(path.split('?')[1]).get('conversation_id');
    expect(metadata['conversation_initiation_metadata_event']).toMatchObject({ conversation_id: id });
    expect((await new ConvaiClient(emulator, { path }).closed).code).toBe(1008);
  });

  it('of another agent opens nothing, and none is not enough for a private one', async () => {
    const emulator = await startEmulator();
    const agentId = await createAgent(emulator, {}, PRIVATE);
    const other = (await link(emulator, 'agent_1')).replace('agent_1', agentId);
    for (const path of [other, `/v1/convai/conversation?agent_id=${agentId}`])
      expect((await new ConvaiClient(emulator, { path }).closed).code).toBe(1008);
    const path = '/v1/convai/conversation?agent_id=unknown';
    expect((await new ConvaiClient(emulator, { path }).closed).code).toBe(3000);
  });

  it.each([
    ['no key', 'agent_id=agent_1', {}, 401, { message: 'Invalid API key' }],
    ['no agent', '', undefined, 422, [{ loc: ['query', 'agent_id'] }]],
    ['an agent that is none', 'agent_id=x', undefined, 404, { status: 'document_not_found' }],
  ])('is refused in the vendor’s own shape: %s', async (_, query, headers, status, detail) => {
    const answer = await mintLink(await startEmulator(), query, headers);
    expect(answer).toMatchObject({ status, body: { detail } });
  });

  it('is minted for the configured keys alone, where some are', async () => {
    const emulator = await startEmulator({ apiKeys: ['mine'] });
    expect((await mintLink(emulator, 'agent_id=agent_1')).status).toBe(401);
    expect((await mintLink(emulator, 'agent_id=agent_1', { 'xi-api-key': 'mine' })).status).toBe(200);
  });
});

it('an agent that makes no sense is not made', async () => {
  const { origin } = await startEmulator();
  for (const body of ['{', '{}', '{"conversation_config":{"asr":{"user_input_audio_format":"mp3"}}}']) {
    const response = await fetch(`${origin}/v1/convai/agents/create`, {
      method: 'POST',
      headers: { 'xi-api-key': 'sk_1' },
      body,
    });
    expect(response.status).toBe(422);
  }
});
