import type { Capabilities } from '../protocol/capabilities.ts';
import type { ProviderAdapter } from '../protocol/provider-adapter.ts';
import { createRealtimeSession } from './create-realtime-session.ts';

declare const patient: ProviderAdapter<Capabilities & { readonly canHoldInterruption: true }>;
declare const hasty: ProviderAdapter<Capabilities & { readonly canHoldInterruption: false }>;
declare const anyone: ProviderAdapter;
const credential = () => Promise.resolve('for-one-call');

createRealtimeSession({ adapter: patient, credential, bargeIn: { detect: 'local', minWords: 3 } });
createRealtimeSession({ adapter: anyone, credential, bargeIn: { detect: 'local' } });
createRealtimeSession({ adapter: hasty, credential, bargeIn: { detect: 'both', preset: 'patient' } });
// @ts-expect-error this vendor cuts by itself, so its detection always counts
createRealtimeSession({ adapter: hasty, credential, bargeIn: { detect: 'local' } });
