import type { Capabilities } from '../protocol/capabilities.ts';
import type { ProviderAdapter } from '../protocol/provider-adapter.ts';
import { createRealtimeSession } from './create-realtime-session.ts';
import type { RealtimeSession } from './realtime-session.ts';

type Speaking = Capabilities & { readonly canSendText: false; readonly isResponseOnDemand: false };

declare const speaking: ProviderAdapter<Speaking>;
declare const anyone: ProviderAdapter;
const credential = () => Promise.resolve('for-one-call');

const session = createRealtimeSession({ adapter: speaking, credential });

// @ts-expect-error nobody can write to this vendor
session.sendText('Hello');
// @ts-expect-error nor with a picture
session.sendMessage([{ type: 'text', text: 'Hello' }]);
// @ts-expect-error and nobody asks it to respond
session.respond();

// What it can do it can.
session.interrupt();
session.beginTurn();

// It goes where any session goes, and there it is checked at run time.
const passed: RealtimeSession = session;
passed.sendText('Hello');

// Of an adapter that is not known nothing is known.
createRealtimeSession({ adapter: anyone, credential }).sendText('Hello');

// Of one that is chosen only at run time no more than what both cannot do is known.
declare const isSpeaking: boolean;
createRealtimeSession({ adapter: isSpeaking ? speaking : anyone, credential }).sendText('Hello');
