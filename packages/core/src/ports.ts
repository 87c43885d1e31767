export { createContextPool } from './media/context-pool.ts';
export type { ContextLease, ContextPool, ContextPoolOptions } from './media/context-pool.ts';
export { createMicrophone } from './media/microphone.ts';
export type { MicrophoneDeviceOptions } from './media/microphone.ts';
export { createSpeaker } from './media/speaker.ts';
export type { SpeakerDeviceOptions } from './media/speaker.ts';
export { createWebSocketTransport } from './transport/websocket-transport.ts';
export type { WebSocketLike, WebSocketTransportOptions } from './transport/websocket-transport.ts';
