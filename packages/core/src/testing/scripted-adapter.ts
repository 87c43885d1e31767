import { RealtimeError } from '../errors/realtime-error.ts';
import type { AudioFormat } from '../protocol/audio-format.ts';
import type { Capabilities } from '../protocol/capabilities.ts';
import type { ProviderAdapter } from '../protocol/provider-adapter.ts';
import { SCRIPTED_CAPABILITIES } from './scripted-capabilities.ts';
import { readScriptedEvent, writeScriptedFrame } from './scripted-wire.ts';

/** The options of a scripted vendor. */
export interface ScriptedAdapterOptions {
  /** The capabilities that differ from those of a vendor that supports everything. */
  readonly capabilities?: Partial<Capabilities>;
  /** @default pcm16 at 24 kHz */
  readonly inputFormat?: AudioFormat;
  /** @default pcm16 at 24 kHz */
  readonly outputFormat?: AudioFormat;
  /** `'webrtc'` makes a vendor that plays by itself: events tell of it, and its audio is never here. @default 'websocket' */
  readonly transport?: ProviderAdapter['transport'];
  /** Asks for a stream without gaps. */
  readonly silenceEveryMs?: number;
  /** Has a voice detection that counts audio. */
  readonly silenceAfterSpeech?: boolean;
  /** The largest frame that it takes, in bytes. */
  readonly maxFrameBytes?: number;
  /** Takes events of its own (`sendVendorEvent`). @default false */
  readonly vendorEvents?: boolean;
  /** Gives close codes a meaning, as some vendors do. */
  readonly readClose?: ProviderAdapter['readClose'];
}

const PCM_24_KHZ: AudioFormat = { encoding: 'pcm16', sampleRateHz: 24_000 };

/**
 * Creates an adapter without a vendor: its wire is JSON of the kit's own events and commands, so that tests speak the
 * kit's words. What its capabilities rule out it refuses to encode, as a real one does.
 */
export function createScriptedAdapter(options: ScriptedAdapterOptions = {}): ProviderAdapter {
  const capabilities = { ...SCRIPTED_CAPABILITIES, ...options.capabilities };
  return {
    id: 'scripted',
    capabilities,
    inputFormat: options.inputFormat ?? PCM_24_KHZ,
    outputFormat: options.outputFormat ?? PCM_24_KHZ,
    plan: ({ credential, resumeHandle }) => ({
      kind: 'websocket',
      url: `${credential.url ?? 'wss://scripted.test/'}${resumeHandle === null ? '' : `?resume=${resumeHandle}`}`,
      protocols: ['scripted', credential.value],
    }),
    createCodec: () => ({
      decode: (frame) => [readScriptedEvent(frame)],
      encode(command) {
        const isRefused =
          (command.type === 'truncate-item' && capabilities.truncation !== 'client') ||
          (command.type === 'cancel-response' && !capabilities.canCancelResponse) ||
          (command.type === 'create-response' && !capabilities.isResponseOnDemand) ||
          (command.type === 'commit-turn' && !capabilities.canCommitTurns) ||
          (command.type === 'configure' &&
            !capabilities.outputModalities.includes(command.config.outputModality ?? 'audio'));
        if (!isRefused) return [writeScriptedFrame(command)];
        throw new RealtimeError('unsupported-capability', `The scripted vendor has no ${command.type}.`, {
          adapterId: 'scripted',
        });
      },
      ...(options.vendorEvents && { encodeVendorEvent: (event) => [JSON.stringify(event)] }),
    }),
    ...(options.transport ? { transport: options.transport } : {}),
    ...(options.silenceEveryMs ? { silenceEveryMs: options.silenceEveryMs } : {}),
    ...(options.silenceAfterSpeech ? { silenceAfterSpeech: true } : {}),
    ...(options.maxFrameBytes ? { maxFrameBytes: options.maxFrameBytes } : {}),
    ...(options.readClose ? { readClose: options.readClose } : {}),
  };
}
