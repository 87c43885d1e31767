import type { LazyAdapter, ProviderAdapter } from '@repartee/core';
import { cartesia } from '@repartee/core/adapters/cartesia';
import { elevenlabs } from '@repartee/core/adapters/elevenlabs';
import { gemini } from '@repartee/core/adapters/gemini';
import { openai } from '@repartee/core/adapters/openai';
import { answerFrames, sessionFrame, soundOf } from './frames.ts';

/** Milliseconds of audio in one frame. */
const CHUNK_MS = 20;

type Frame = string | ArrayBuffer;

/** The frames of one answer, as a vendor sends them. */
interface WireAnswer {
  readonly begin: readonly Frame[];
  /** Audio, and words where they come in frames of their own. */
  readonly deltas: readonly Frame[];
  /** Ends the answer. */
  readonly end: readonly Frame[];
}

/** A vendor's wire: the adapter, what opens a session, and answers. */
export interface Wire {
  readonly name: string;
  readonly adapter: () => ProviderAdapter | LazyAdapter;
  readonly opening: readonly Frame[];
  /** @param number counts from 1 @param length the number of deltas */
  answer(number: number, length: number): WireAnswer;
  /** The part of a delta that every client needs: its base64, or its words. */
  read(message: never): { readonly audio?: string; readonly words?: string };
}

const write = (message: object): string => JSON.stringify(message);
const words = (length: number) => Array.from({ length }, (_, index) => `word${index} `);
const alternate = (length: number, word: (text: string) => Frame, audio: () => Frame): readonly Frame[] =>
  words(length / 2).flatMap((text) => [word(text), audio()]);

interface OpenAiDelta {
  readonly type: string;
  readonly delta: string;
}

const openAiWire: Wire = {
  name: 'openai',
  adapter: () => openai({ transport: 'websocket' }),
  opening: [sessionFrame('session.created'), sessionFrame('session.updated')],
  answer(number, length) {
    const frames = answerFrames(1_000_000 + number);
    return {
      begin: frames.begin(),
      deltas: alternate(length, frames.text, () => frames.audio(CHUNK_MS)),
      end: frames.end(words(length / 2).join('')),
    };
  },
  read: ({ type, delta }: OpenAiDelta) =>
    type === 'response.output_audio.delta' ? { audio: delta } : { words: delta },
};

interface GeminiDelta {
  readonly serverContent: {
    readonly modelTurn?: { readonly parts: readonly [{ readonly inlineData: { readonly data: string } }] };
    readonly outputTranscription?: { readonly text: string };
  };
}

/** Google sends its JSON in binary frames. */
const binary = (message: object): ArrayBuffer =>
  new TextEncoder().encode(write(message)).buffer as ArrayBuffer;

const geminiWire: Wire = {
  name: 'gemini',
  adapter: () => gemini(),
  opening: [binary({ setupComplete: {} })],
  answer: (_number, length) => ({
    begin: [],
    deltas: alternate(
      length,
      (text) => binary({ serverContent: { outputTranscription: { text } } }),
      () => {
        const inlineData = { mimeType: 'audio/pcm;rate=24000', data: soundOf(CHUNK_MS) };
        return binary({ serverContent: { modelTurn: { parts: [{ inlineData }] } } });
      },
    ),
    end: [
      binary({ serverContent: { interrupted: true } }),
      binary({ serverContent: { turnComplete: true } }),
    ],
  }),
  read: ({ serverContent: { modelTurn, outputTranscription } }: GeminiDelta) =>
    modelTurn ? { audio: modelTurn.parts[0].inlineData.data } : { words: outputTranscription?.text ?? '' },
};

interface ElevenLabsDelta {
  readonly audio_event: {
    readonly audio_base_64: string;
    readonly alignment: { readonly chars: readonly string[] };
  };
}

const elevenLabsWire: Wire = {
  name: 'elevenlabs',
  adapter: () => elevenlabs({ agentId: 'agent_bench' }),
  opening: [
    write({
      type: 'conversation_initiation_metadata',
      conversation_initiation_metadata_event: {
        conversation_id: 'conv_bench',
        agent_output_audio_format: 'pcm_16000',
        user_input_audio_format: 'pcm_16000',
      },
    }),
  ],
  answer: (number, length) => ({
    begin: [
      write({
        type: 'agent_response',
        agent_response_event: { agent_response: words(length).join(''), event_id: number },
      }),
    ],
    deltas: words(length).map((text) => {
      const chars = [...text];
      const alignment = {
        chars,
        char_start_times_ms: chars.map((_, index) => index * 3),
        char_durations_ms: chars.map(() => 3),
      };
      const audio_event = { audio_base_64: soundOf(CHUNK_MS), event_id: number, alignment };
      return write({ type: 'audio', audio_event });
    }),
    end: [write({ type: 'interruption', interruption_event: { event_id: number } })],
  }),
  read: ({ audio_event }: ElevenLabsDelta) => ({
    audio: audio_event.audio_base_64,
    words: audio_event.alignment.chars.join(''),
  }),
};

interface CartesiaDelta {
  readonly audio?: string;
  readonly text?: string;
}

const cartesiaWire: Wire = {
  name: 'cartesia',
  adapter: () => cartesia({ agentId: 'agent_bench' }),
  opening: [
    write({
      type: 'session_ready',
      call_id: 'ac_bench',
      agent_id: 'agent_bench',
      agent_version_id: 'av_bench',
      audio: { input_format: 'pcm_24000', output_delivery: 'as_available' },
    }),
  ],
  answer: (turn, length) => ({
    begin: [write({ type: 'turn_started', turn, role: 'assistant', start_time: turn })],
    deltas: alternate(
      length,
      (text) => write({ type: 'turn_output_text_delta', turn, role: 'assistant', text }),
      () => write({ type: 'audio_output', audio: soundOf(CHUNK_MS) }),
    ),
    end: [
      write({ type: 'audio_output_clear' }),
      write({
        type: 'turn_ended',
        turn,
        role: 'assistant',
        text: words(length / 2).join(''),
        interrupted: true,
        start_time: turn,
        end_time: turn + 1,
      }),
    ],
  }),
  read: ({ audio, text }: CartesiaDelta) => (audio === undefined ? { words: text ?? '' } : { audio }),
};

export const WIRES: readonly Wire[] = [openAiWire, geminiWire, elevenLabsWire, cartesiaWire];
