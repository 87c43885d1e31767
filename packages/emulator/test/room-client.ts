import { gzipSync } from 'node:zlib';
import {
  JoinRequest,
  SessionDescription,
  SignalRequest,
  SignalResponse,
  WrappedJoinRequest,
  WrappedJoinRequest_Compression,
} from '@livekit/protocol';
import { WebSocket } from 'ws';
import type { Emulator } from '../src/create-emulator.ts';

type Sent = NonNullable<ConstructorParameters<typeof SignalRequest>[0]>['message'];
type Received = SignalResponse['message'];
type Value<Case> = Extract<Received, { readonly case: Case }>['value'];

/** Asks for what opens a room, or for what is refused about it. */
export async function mintToken(
  emulator: Emulator,
  query = 'agent_id=agent_1',
  headers: Record<string, string> = {},
): Promise<{ status: number; body: Readonly<Record<string, unknown>>; token: string }> {
  const response = await fetch(`${emulator.origin}/v1/convai/conversation/token?${query}`, { headers });
  const body = (await response.json()) as Readonly<Record<string, unknown>>;
  return { status: response.status, body, token: String(body['token']) };
}

/** The value of `join_request`, as browsers write it. */
export function wrapJoin(request: ConstructorParameters<typeof JoinRequest>[0], isZipped = true): string {
  const bytes = new JoinRequest(request).toBinary();
  const { GZIP, NONE } = WrappedJoinRequest_Compression;
  const wrapped = new WrappedJoinRequest({
    joinRequest: isZipped ? gzipSync(bytes) : bytes,
    compression: isZipped ? GZIP : NONE,
  });
  return Buffer.from(wrapped.toBinary()).toString('base64').replace(/\+/g, '-').replace(/\//g, '_');
}

/** The path of a client that joins with one connection for both ways. */
export function joinPath(token: string, request: ConstructorParameters<typeof JoinRequest>[0] = {}): string {
  return `/rtc/v1?access_token=${token}&join_request=${encodeURIComponent(wrapJoin(request))}`;
}

/** An offer such as a browser makes: two sections to receive audio in, data channels, and a microphone where it is asked for. */
export function makeOffer(id: number, withMicrophone = false): SessionDescription {
  const transport = [
    'c=IN IP4 0.0.0.0',
    'a=ice-ufrag:ZZWq',
    'a=ice-pwd:wnu3p5mV8bIq8nPcYF6b2yfm',
    `a=fingerprint:sha-256 ${Array.from({ length: 32 }, () => 'AB').join(':')}`,
    'a=setup:actpass',
  ];
  const audio = (mid: string, ...more: string[]) => [
    'm=audio 9 UDP/TLS/RTP/SAVPF 111',
    ...transport,
    `a=mid:${mid}`,
    ...more,
    'a=rtcp-mux',
    'a=rtpmap:111 opus/48000/2',
  ];
  const lines = [
    'v=0',
    'o=- 1 2 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    `a=group:BUNDLE 0 1 2${withMicrophone ? ' 3' : ''}`,
    ...audio('0', 'a=recvonly'),
    ...audio('1', 'a=recvonly'),
    'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
    ...transport,
    'a=mid:2',
    'a=sctp-port:5000',
    ...(withMicrophone ? audio('3', 'a=sendonly', 'a=msid:stream track', 'a=ssrc:7 cname:a') : []),
  ];
  return new SessionDescription({ type: 'offer', sdp: `${lines.join('\r\n')}\r\n`, id });
}

/** A bare client of the signalling: sends requests and waits for responses, in their order. */
export class RoomClient {
  readonly socket: WebSocket;
  readonly responses: Received[] = [];
  readonly closed: Promise<number>;
  /** The refusal of the upgrade, in HTTP. */
  readonly refused: Promise<{ readonly status: number; readonly text: string }>;
  readonly #isJson: boolean;
  #read = 0;
  #wake: () => void = () => {};

  constructor(emulator: Emulator, path: string, isJson = false) {
    this.#isJson = isJson;
    this.socket = new WebSocket(`${emulator.origin.replace('http', 'ws')}${path}`);
    this.socket.on('error', () => {});
    this.closed = new Promise((resolve) => this.socket.once('close', resolve));
    this.refused = new Promise((resolve) => {
      this.socket.once('unexpected-response', (_, response) => {
        let text = '';
        response.on('data', (data: Buffer) => (text += data.toString()));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      });
    });
    this.socket.on('message', (data: Buffer, isBinary) => {
      const response = isBinary
        ? SignalResponse.fromBinary(data)
        : SignalResponse.fromJsonString(data.toString());
      this.responses.push(response.message);
      this.#wake();
    });
  }

  send(message: Sent): void {
    const request = new SignalRequest({ message });
    this.socket.send(this.#isJson ? request.toJsonString() : request.toBinary());
  }

  /** Reads on to the next response of a case, and gives its value. */
  async until<Case extends NonNullable<Received['case']>>(name: Case): Promise<Value<Case>> {
    for (;;) {
      const message = this.responses[this.#read];
      if (!message) await new Promise<void>((resolve) => (this.#wake = resolve));
      else {
        this.#read += 1;
        if (message.case === name) return message.value as Value<Case>;
      }
    }
  }
}

/** Mints a token, and joins with it. */
export async function enterRoom(
  emulator: Emulator,
  request: ConstructorParameters<typeof JoinRequest>[0] = {},
): Promise<{ client: RoomClient; token: string }> {
  const { token } = await mintToken(emulator);
  return { client: new RoomClient(emulator, joinPath(token, request)), token };
}
