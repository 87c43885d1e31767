import { createRealtimeSession } from '../runtime/create-realtime-session.ts';
import { cartesia } from './cartesia/index.ts';
import { elevenlabs } from './elevenlabs/index.ts';
import { gemini } from './gemini/index.ts';
import { openai } from './openai/index.ts';

/*
 * The capabilities of every adapter are literal types, so that the compiler refuses what its vendor cannot do. Only the compiler
 * reads this file.
 */

const credential = () => Promise.resolve('for-one-call');
const image = [{ type: 'image', url: 'data:image/png;base64,AAAA' }] as const;

// @ts-expect-error ElevenLabs finds the turns itself
createRealtimeSession({ adapter: elevenlabs(), credential, inputMode: 'push-to-talk' });
const agent = createRealtimeSession({ adapter: elevenlabs(), credential, inputMode: 'hands-free' });
agent.sendText('Hello');
// @ts-expect-error ElevenLabs takes no images
agent.sendMessage(image);
// @ts-expect-error ElevenLabs finds the turns itself
agent.turn.begin();
// @ts-expect-error ElevenLabs answers by itself only
agent.respond();

// @ts-expect-error Cartesia finds the turns itself
createRealtimeSession({ adapter: cartesia(), credential, inputMode: 'push-to-talk' });
const call = createRealtimeSession({ adapter: cartesia(), credential });
// @ts-expect-error Cartesia takes no text
call.sendText('Hello');

const live = createRealtimeSession({ adapter: gemini(), credential, inputMode: 'push-to-talk' });
live.sendMessage(image);
live.turn.begin();
// @ts-expect-error Gemini answers by itself only
live.respond();

const realtime = createRealtimeSession({ adapter: openai(), credential, inputMode: 'push-to-talk' });
realtime.sendMessage(image);
realtime.respond();
