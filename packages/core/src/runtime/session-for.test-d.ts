import type { Capabilities } from '../protocol/capabilities.ts';
import type { ProviderAdapter } from '../protocol/provider-adapter.ts';
import { createRealtimeSession } from './create-realtime-session.ts';
import type { RealtimeSession } from './realtime-session.ts';
import { createVision } from './vision/create-vision.ts';

type Limited = Capabilities & {
  readonly canSendText: false;
  readonly canSendImages: false;
  readonly canCommitTurns: false;
  readonly isResponseOnDemand: false;
  readonly canUseRemoteTools: false;
};
type Worded = Capabilities & {
  readonly canSendText: true;
  readonly canSendImages: false;
  readonly canCommitTurns: true;
  readonly isResponseOnDemand: true;
  readonly canRespondOutOfBand: false;
};

declare const limited: ProviderAdapter<Limited>;
declare const worded: ProviderAdapter<Worded>;
declare const anyone: ProviderAdapter;
const credential = () => Promise.resolve('for-one-call');

const session = createRealtimeSession({ adapter: limited, credential });

// @ts-expect-error canSendText
session.sendText('Hello');
// @ts-expect-error canSendText, also without its session
session.sendMessage([{ type: 'text', text: 'Hello' }]);
// @ts-expect-error isResponseOnDemand
session.respond();
// @ts-expect-error canCommitTurns
session.turn.begin();
// @ts-expect-error canCommitTurns
session.setInputMode('push-to-talk');
// @ts-expect-error canUseRemoteTools
session.tools.answerApproval('item', { approved: true });
const { sendText } = session;
// @ts-expect-error canSendText
sendText('Hello');
// @ts-expect-error canCommitTurns
createRealtimeSession({ adapter: limited, credential, inputMode: 'push-to-talk' });

// The rest compiles.
createRealtimeSession({ adapter: limited, credential, inputMode: 'hands-free' }).setInputMode('hands-free');
session.interrupt();
session.tools.register({ name: 'tool', execute: () => 'done' });
session.on('error', (error) => error.code);

const writing = createRealtimeSession({ adapter: worded, credential, inputMode: 'push-to-talk' });
writing.sendMessage([{ type: 'text', text: 'Hello' }], { role: 'system' });
writing.respond({ instructions: 'Greet the user.' });
writing.turn.begin();
// @ts-expect-error canSendImages
writing.sendMessage([{ type: 'image', url: 'data:image/png;base64,AAAA' }]);
// @ts-expect-error canRespondOutOfBand
writing.respond({ outOfBand: true });

// The session is assignable to RealtimeSession, which checks at run time.
const passed: RealtimeSession = session;
passed.sendText('Hello');
const passedToo: RealtimeSession = writing;
passedToo.respond({ outOfBand: true });

// Nothing is known about an unknown adapter.
createRealtimeSession({ adapter: anyone, credential, inputMode: 'push-to-talk' }).sendText('Hello');

// Of a union, only what no member supports does not compile.
declare const isLimited: boolean;
createRealtimeSession({ adapter: isLimited ? limited : anyone, credential }).sendText('Hello');

// A function that takes any adapter needs no type parameter.
export const open = (adapter: ProviderAdapter): RealtimeSession =>
  createRealtimeSession({ adapter, credential });
open(limited);

declare const blind: ProviderAdapter<Capabilities & { readonly vision: false }>;
// @ts-expect-error vision
createVision(createRealtimeSession({ adapter: blind, credential }));
createVision(createRealtimeSession({ adapter: anyone, credential }));
