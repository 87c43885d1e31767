import {
  DisconnectReason,
  LeaveRequest_Action,
  ParticipantInfo_Kind,
  ParticipantInfo_State,
  RequestResponse_Reason,
  TrackSource,
  TrackType,
} from '@livekit/protocol';
import { createManualClock } from '@repartee/core/testing';
import { decodeJwt } from 'jose';
import { describe, expect, it, vi } from 'vitest';
import { createAgent } from '../../../test/convai-client.ts';
import {
  RoomClient,
  enterRoom,
  joinPath,
  makeOffer,
  mintToken,
  wrapJoin,
} from '../../../test/room-client.ts';
import { startEmulator } from '../../../test/start-emulator.ts';
import { Peer } from '../../webrtc/peer.ts';

const KEY = { 'xi-api-key': 'sk_eleven_1' };

describe('a token', () => {
  it('of a public agent needs no key, and names one room for one conversation', async () => {
    const emulator = await startEmulator();
    const { status, body, token } = await mintToken(
      emulator,
      'agent_id=agent_1&source=js_sdk&version=1.25.0&participant_name=Ada',
    );
    expect(status).toBe(200);
    expect(body).toEqual({ token, conversation_id: expect.stringMatching(/^conv_\w+$/) });
    const { sub, name, video } = decodeJwt(token);
    const { room, ...rights } = video as { readonly room: string };
    expect(/conv_[a-zA-Z0-9]+/.exec(room)?.[0]).toBe(body['conversation_id']);
    expect(rights).toEqual({ roomJoin: true, canPublish: true, canSubscribe: true, canPublishData: true });
    expect({ sub, name }).toEqual({ sub: expect.stringMatching(/^user_/), name: 'Ada' });
  });

  it('of a private agent needs one', async () => {
    const emulator = await startEmulator();
    const agentId = await createAgent(emulator, {}, { auth: { enable_auth: true } });
    expect((await mintToken(emulator, `agent_id=${agentId}`)).status).toBe(401);
    expect((await mintToken(emulator, `agent_id=${agentId}`, KEY)).status).toBe(200);
  });

  it.each([
    ['a key that is none', 'agent_id=agent_1', { 'xi-api-key': 'x' }, 401, { status: 'invalid_api_key' }],
    ['no agent', '', {}, 422, [{ loc: ['query', 'agent_id'] }]],
    ['an agent that is none', 'agent_id=x', {}, 404, { status: 'document_not_found' }],
  ])('is refused in the vendor’s own shape: %s', async (_, query, headers, status, detail) => {
    const answer = await mintToken(await startEmulator(), query, headers as Record<string, string>);
    expect(answer).toMatchObject({ status, body: { detail } });
  });

  it('is refused where there is no WebRTC, and so is the room', async () => {
    const emulator = await startEmulator();
    const { token } = await mintToken(emulator);
    const findFault = vi.spyOn(Peer, 'findFault').mockResolvedValue('no build');
    const other = await startEmulator();
    const { status, body } = await mintToken(other);
    findFault.mockRestore();
    expect(status).toBe(501);
    expect(body).toMatchObject({ detail: { status: 'webrtc_unavailable' } });
    expect(JSON.stringify(body)).toContain('WebSocket');
    expect(token).toBeTruthy();
  });
});

describe('signalling', () => {
  it('is refused in HTTP, with a word why', async () => {
    const clock = createManualClock();
    const emulator = await startEmulator({ clock });
    const join = wrapJoin({});
    const { token } = await mintToken(emulator);
    const [head, payload] = token.split('.');
    const forged = `${head}.${payload}.${'A'.repeat(43)}`;
    const foreign = (await mintToken(await startEmulator({ clock, seed: 2 }))).token;
    const cases: [string, string, number, string][] = [
      ['/rtc/v1', `join_request=${join}`, 401, 'permissions denied'],
      ['/rtc/v1', `access_token=x&join_request=${join}`, 401, 'invalid authorization token'],
      ['/rtc/v1', `access_token=${forged}&join_request=${join}`, 401, 'invalid authorization token'],
      ['/rtc/v1', `access_token=${foreign}&join_request=${join}`, 401, 'invalid API key'],
      ['/rtc/v1', `access_token=${token}`, 400, 'join_request is required'],
      ['/rtc/v1', `access_token=${token}&join_request=*`, 400, 'cannot base64 decode wrapped join request'],
      ['/rtc/v1', `access_token=${token}&join_request=_w==`, 400, 'cannot unmarshal wrapped join request'],
      ['/rtc', `access_token=x`, 401, 'invalid authorization token'],
    ];
    for (const [path, query, status, text] of cases) {
      expect(await new RoomClient(emulator, `${path}?${query}`).refused).toEqual({ status, text });
      const validation = await fetch(`${emulator.origin}${path}/validate?${query}`);
      expect({ status: validation.status, text: await validation.text() }).toEqual({ status, text });
    }
    const valid = await fetch(`${emulator.origin}${joinPath(token).replace('?', '/validate?')}`);
    expect(await valid.text()).toBe('success');
    clock.advance(15 * 60_000);
    expect(await new RoomClient(emulator, joinPath(token)).refused).toEqual({
      status: 401,
      text: 'invalid authorization token: token is expired (exp)',
    });
  });

  it('begins with a welcome, and a token that goes on', async () => {
    const { client, token } = await enterRoom(await startEmulator());
    const { room, participant, ...welcome } = await client.until('join');
    const { sub, video } = decodeJwt(token);
    expect(room?.name).toBe((video as { readonly room: string }).room);
    expect(participant).toMatchObject({ identity: sub, state: ParticipantInfo_State.JOINED });
    expect(welcome).toMatchObject({ subscriberPrimary: false, pingInterval: 5, pingTimeout: 15 });
    expect(decodeJwt(await client.until('refreshToken'))).toMatchObject({ sub, video });
  });

  it.each([
    ['in protocol buffers', false],
    ['in JSON', true],
  ])('answers what a client asks, %s', async (_, isJson) => {
    const emulator = await startEmulator();
    const { token } = await mintToken(emulator);
    const client = new RoomClient(emulator, joinPath(token), isJson);
    await client.until('join');
    client.send({ case: 'pingReq', value: { timestamp: 7n, rtt: 0n } });
    expect((await client.until('pongResp')).lastPingTimestamp).toBe(7n);
    client.send({ case: 'ping', value: 7n });
    await client.until('pong');
    const source = TrackSource.MICROPHONE;
    client.send({ case: 'addTrack', value: { cid: 'mine', type: TrackType.AUDIO, source } });
    expect(await client.until('trackPublished')).toMatchObject({
      cid: 'mine',
      track: { sid: expect.stringMatching(/^TR_AM/), type: TrackType.AUDIO, source, mimeType: 'audio/opus' },
    });
    client.send({ case: 'updateMetadata', value: { requestId: 3, metadata: 'x' } });
    expect(await client.until('requestResponse')).toMatchObject({
      requestId: 3,
      reason: RequestResponse_Reason.NOT_ALLOWED,
    });
  });

  it('that cannot be read ends', async () => {
    const { client } = await enterRoom(await startEmulator());
    await client.until('join');
    client.socket.send(Buffer.from([0xff, 0xff]));
    expect(await client.closed).toBe(1000);
  });
});

describe('a negotiation', () => {
  const directions = (sdp: string) => sdp.match(/^a=(sendrecv|sendonly|recvonly|inactive)/gm);

  /** Enters rooms until the agent was there before the user, or was not. */
  async function enterWith(isEarly: boolean) {
    const emulator = await startEmulator();
    for (;;) {
      const { client } = await enterRoom(emulator, { publisherOffer: makeOffer(1) });
      const { otherParticipants } = await client.until('join');
      if (otherParticipants.length === (isEarly ? 1 : 0)) return { client, early: otherParticipants[0] };
    }
  }
  const requirements = ({ responses }: RoomClient) =>
    responses.filter((message) => message.case === 'mediaSectionsRequirement');
  const agentLike = {
    identity: expect.stringMatching(/^agent/) as string,
    kind: ParticipantInfo_Kind.AGENT,
    state: ParticipantInfo_State.ACTIVE,
    tracks: [{ type: TrackType.AUDIO, sid: expect.stringMatching(/^TR_/) as string }],
  };

  it('asks for a section for an agent that joins later, and names its section', async () => {
    const { client } = await enterWith(false);
    const [agent] = (await client.until('update')).participants;
    expect(agent).toMatchObject(agentLike);
    const first = await client.until('answer');
    expect(first).toMatchObject({ type: 'answer', id: 1, midToTrackId: {} });
    expect(directions(first.sdp)).toEqual(['a=inactive', 'a=inactive', 'a=sendrecv']);
    expect((await client.until('mediaSectionsRequirement')).numAudios).toBe(1);
    client.send({ case: 'offer', value: makeOffer(2, true) });
    const second = await client.until('answer');
    const trackSid = agent?.tracks[0]?.sid;
    expect(second).toMatchObject({ id: 2, midToTrackId: { 0: trackSid } });
    expect(directions(second.sdp)).toEqual(['a=sendonly', 'a=inactive', 'a=sendrecv', 'a=recvonly']);
    expect(second.sdp).toContain(`a=msid:${agent?.sid}|${trackSid} ${trackSid}`);
    client.send({ case: 'pingReq', value: { timestamp: 1n, rtt: 0n } });
    await client.until('pongResp');
    expect(requirements(client)).toHaveLength(1);
  });

  it('has an agent who was there before in its first answer', async () => {
    const { client, early } = await enterWith(true);
    expect(early).toMatchObject(agentLike);
    const answer = await client.until('answer');
    expect(answer.midToTrackId).toEqual({ 0: early?.tracks[0]?.sid });
    expect(directions(answer.sdp)).toEqual(['a=sendonly', 'a=inactive', 'a=sendrecv']);
    client.send({ case: 'pingReq', value: { timestamp: 1n, rtt: 0n } });
    await client.until('pongResp');
    expect(requirements(client)).toEqual([]);
  });

  it('with two connections begins with an offer of the agent’s voice', async () => {
    const emulator = await startEmulator();
    const { token } = await mintToken(emulator);
    const client = new RoomClient(emulator, `/rtc?access_token=${token}&auto_subscribe=1`);
    expect((await client.until('join')).subscriberPrimary).toBe(true);
    const offer = await client.until('offer');
    expect(offer.midToTrackId).toEqual({ audio: expect.stringMatching(/^TR_/) });
    expect(directions(offer.sdp)).toContain('a=sendonly');
    client.send({ case: 'offer', value: makeOffer(1, true) });
    const answer = await client.until('answer');
    expect(answer.midToTrackId).toEqual({});
    expect(directions(answer.sdp)).toEqual(['a=inactive', 'a=inactive', 'a=sendrecv', 'a=recvonly']);
  });

  it('that comes to nothing ends the connection', async () => {
    const { client } = await enterRoom(await startEmulator());
    await client.until('join');
    client.send({ case: 'offer', value: { type: 'offer', sdp: 'hello', id: 1 } });
    expect(await client.until('leave')).toMatchObject({ reason: DisconnectReason.MEDIA_FAILURE });
    await client.closed;
  });

  it('that does not connect is given up after 30 seconds', async () => {
    const clock = createManualClock();
    const { client } = await enterRoom(await startEmulator({ clock }));
    await client.until('join');
    clock.advance(30_000);
    expect(await client.until('leave')).toMatchObject({ reason: DisconnectReason.CONNECTION_TIMEOUT });
  });
});

describe('a room', () => {
  const gone = { status: 404, text: 'requested room does not exist' };

  it('is over when its user leaves', async () => {
    const emulator = await startEmulator();
    const { client, token } = await enterRoom(emulator);
    await client.until('join');
    expect(emulator.sessions[0]).toMatchObject({ vendor: 'elevenlabs', path: '/rtc/v1', isOpen: true });
    client.send({ case: 'leave', value: { reason: DisconnectReason.CLIENT_INITIATED } });
    await client.closed;
    expect(emulator.sessions[0]?.isOpen).toBe(false);
    expect(await new RoomClient(emulator, joinPath(token)).refused).toEqual(gone);
  });

  it('waits 20 seconds for a user who is gone without a word', async () => {
    const clock = createManualClock();
    const emulator = await startEmulator({ clock });
    const { client, token } = await enterRoom(emulator);
    await client.until('join');
    const lose = async (lost: RoomClient) => {
      lost.socket.close();
      await lost.closed;
      return fetch(`${emulator.origin}${joinPath(token).replace('?', '/validate?')}`);
    };
    await lose(client);
    clock.advance(15_000);
    const back = new RoomClient(emulator, joinPath(token));
    // The agent has waited.
    expect((await back.until('join')).otherParticipants).toHaveLength(1);
    clock.advance(6_000);
    expect(emulator.sessions.map(({ isOpen }) => isOpen)).toEqual([true]);
    expect((await lose(back)).status).toBe(200);
    clock.advance(19_999);
    expect(emulator.sessions[0]?.isOpen).toBe(true);
    clock.advance(1);
    expect(emulator.sessions[0]?.isOpen).toBe(false);
    expect(await new RoomClient(emulator, joinPath(token)).refused).toEqual(gone);
  });

  it('has one user of a name: the newcomer', async () => {
    const emulator = await startEmulator();
    const { client, token } = await enterRoom(emulator);
    await client.until('join');
    const newcomer = new RoomClient(emulator, joinPath(token));
    await newcomer.until('join');
    expect(await client.until('leave')).toMatchObject({
      reason: DisconnectReason.DUPLICATE_IDENTITY,
      action: LeaveRequest_Action.DISCONNECT,
    });
  });

  it('restarts no connection: the client must join again', async () => {
    const { client } = await enterRoom(await startEmulator(), { reconnect: true, participantSid: 'PA_1' });
    expect(await client.until('leave')).toMatchObject({
      reason: DisconnectReason.STATE_MISMATCH,
      action: LeaveRequest_Action.RECONNECT,
    });
    await client.closed;
  });

  it('is gone with a network that fails', async () => {
    const emulator = await startEmulator();
    const { client, token } = await enterRoom(emulator);
    await client.until('join');
    emulator.sessions[0]?.drop();
    expect(await client.closed).toBe(1006);
    expect(await new RoomClient(emulator, joinPath(token)).refused).toEqual(gone);
  });
});
