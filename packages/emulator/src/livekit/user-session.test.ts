import {
  DisconnectReason,
  JoinRequest,
  LeaveRequest_Action,
  SignalRequest,
  TrackType,
} from '@livekit/protocol';
import { createManualClock } from '@repartee/core/testing';
import { describe, expect, it, vi } from 'vitest';
import { describeAgent, describeUser } from './join-response.ts';
import type { MediaListener } from './room-media.ts';
import type { Signal, SignalSocket } from './signal-socket.ts';
import { UserSession } from './user-session.ts';

const media = vi.hoisted(() => ({ listener: null as MediaListener | null }));

vi.mock('./room-media.ts', () => ({
  RoomMedia: class {
    constructor(_: boolean, __: object, listener: MediaListener) {
      media.listener = listener;
    }
    close() {}
  },
}));

type Sent = NonNullable<ConstructorParameters<typeof SignalRequest>[0]>['message'];

/** A session whose media a test plays. */
function enter() {
  const sent: Signal[] = [];
  const heard: Uint8Array[] = [];
  const told: string[] = [];
  let receive: (request: SignalRequest) => void = () => {};
  const socket = {
    listen: (onRequest: typeof receive) => (receive = onRequest),
    send: (message: Signal) => void sent.push(message),
    close: () => void told.push('closed'),
  };
  const session = new UserSession({
    socket: socket as unknown as SignalSocket,
    join: { request: new JoinRequest(), isSingle: true },
    room: { sid: 'RM_1', name: 'room', openedAtMs: 0 },
    user: describeUser({ room: 'room', identity: 'user', name: '' }, 'PA_1', 0),
    agent: describeAgent('agent', 'PA_2', 'TR_2'),
    isAgentHere: false,
    random: () => 0.5,
    clock: createManualClock(),
    now: () => 0,
    refreshToken: () => Promise.resolve('token'),
    listener: {
      onReady: () => void told.push('ready'),
      onData: () => {},
      onAudio: (samples) => void heard.push(samples),
      onItemBegan: () => {},
      onItemEnded: () => {},
      onLeft: () => void told.push('left'),
      onLost: () => void told.push('lost'),
    },
  });
  session.begin();
  const find = <Case extends NonNullable<Signal>['case']>(name: Case) =>
    sent.findLast((message) => message?.case === name)?.value as Record<string, unknown> | undefined;
  return { find, heard, told, request: (message: Sent) => receive(new SignalRequest({ message })) };
}

describe('a microphone', () => {
  it('is heard when it has been published, and as silence while it is muted', () => {
    const { find, heard, request } = enter();
    const say = () => {
      media.listener?.onAudio(Uint8Array.of(1, 2));
      return heard.at(-1);
    };
    expect(say()).toEqual(Uint8Array.of(0, 0));
    request({ case: 'addTrack', value: { cid: 'mine', type: TrackType.AUDIO } });
    expect(say()).toEqual(Uint8Array.of(1, 2));
    const { sid = '' } = (find('trackPublished')?.['track'] ?? {}) as { readonly sid?: string };
    request({ case: 'mute', value: { sid, muted: true } });
    expect(say()).toEqual(Uint8Array.of(0, 0));
    request({ case: 'mute', value: { sid, muted: false } });
    expect(say()).toEqual(Uint8Array.of(1, 2));
  });
});

describe('a connection', () => {
  it('is active when data can be sent', () => {
    const { find, told } = enter();
    media.listener?.onReady();
    expect(told).toEqual(['ready']);
    expect(find('update')).toMatchObject({ participants: [{ identity: 'user', state: 2 }] });
  });

  it('that loses its media asks the client to join anew', () => {
    const { find, told } = enter();
    media.listener?.onClose();
    expect(find('leave')).toMatchObject({
      action: LeaveRequest_Action.RECONNECT,
      reason: DisconnectReason.MEDIA_FAILURE,
    });
    expect(told).toEqual(['closed', 'lost']);
  });

  it('ends with the good-bye of the client', () => {
    const { find, told, request } = enter();
    request({ case: 'leave', value: { reason: DisconnectReason.CLIENT_INITIATED } });
    media.listener?.onClose();
    expect(told).toEqual(['closed', 'left']);
    expect(find('leave')).toBeUndefined();
  });
});
