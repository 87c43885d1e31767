import { gunzipSync } from 'node:zlib';
import {
  ConnectionSettings,
  JoinRequest,
  WrappedJoinRequest,
  WrappedJoinRequest_Compression,
} from '@livekit/protocol';
import { SignalRefusal } from './signal-refusal.ts';

/** A client's request to join. */
export interface Join {
  readonly request: JoinRequest;
  /** Whether one peer connection serves both ways; else there is one to publish and one to subscribe. */
  readonly isSingle: boolean;
}

/** The largest request, in bytes: the limit of HTTP headers in the open-source server. */
const MAX_REQUEST_BYTES = 1_048_576;

/**
 * Reads a client's request to join: `join_request` on the newer path, single values on the older one.
 *
 * @throws SignalRefusal
 */
export function readJoin(query: URLSearchParams, isNewer: boolean): Join {
  const wrapped = query.get('join_request') ?? '';
  if (wrapped !== '') return { request: unwrap(wrapped), isSingle: true };
  if (isNewer) throw new SignalRefusal(400, 'join_request is required');
  const isReconnect = query.get('reconnect') === '1' || query.get('reconnect') === 'true';
  const settings = new ConnectionSettings({ autoSubscribe: query.get('auto_subscribe') !== '0' });
  const request = new JoinRequest({ connectionSettings: settings, reconnect: isReconnect });
  if (isReconnect) request.participantSid = query.get('sid') ?? '';
  return { request, isSingle: false };
}

function unwrap(base64: string): JoinRequest {
  if (!/^[\w-]+={0,2}$/.test(base64))
    throw new SignalRefusal(400, 'cannot base64 decode wrapped join request');
  const { joinRequest, compression } = attempt('cannot unmarshal wrapped join request', () =>
    WrappedJoinRequest.fromBinary(Buffer.from(base64, 'base64url')),
  );
  const isZipped = compression === WrappedJoinRequest_Compression.GZIP;
  const bytes = isZipped
    ? attempt('cannot read decompressed join request', () =>
        gunzipSync(joinRequest, { maxOutputLength: MAX_REQUEST_BYTES }),
      )
    : joinRequest;
  return attempt('cannot unmarshal join request', () => JoinRequest.fromBinary(bytes));
}

function attempt<T>(message: string, read: () => T): T {
  try {
    return read();
  } catch {
    throw new SignalRefusal(400, message);
  }
}
