import type { SessionNotice } from '../session/session-effect.ts';
import type { Emitter } from '../util/emitter.ts';
import type { SessionEvents } from './realtime-session.ts';

/** Tells the listeners of a session what the reducer wants them to know. */
export function emitNotice(emitter: Emitter<SessionEvents>, notice: SessionNotice): void {
  switch (notice.type) {
    case 'error':
      return emitter.emit('error', notice.error);
    case 'entry-added':
    case 'entry-settled':
      return emitter.emit(notice.type, notice.entry);
    case 'tool-changed':
      return emitter.emit('tool-changed', notice.entry);
    case 'usage':
      return emitter.emit('usage', notice.usage);
    case 'barge-in':
      return emitter.emit('barge-in', notice.bargeIn);
    case 'latency':
      return emitter.emit('latency', notice.latency);
    default: {
      const { type, ...payload } = notice;
      emitter.emit(type, payload as never);
    }
  }
}
