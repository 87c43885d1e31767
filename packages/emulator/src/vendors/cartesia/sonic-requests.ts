import * as v from 'valibot';
import { Refusal } from './frames.ts';
import type { Wire } from './frames.ts';

/** The output formats (AsyncAPI of API version 2026-08-14). */
const MODELS = ['sonic-3.6', 'sonic-3.5', 'sonic-3', 'sonic-latest'];
const RATES = [8_000, 16_000, 22_050, 24_000, 44_100, 48_000];

const between = (min: number, max: number) => v.pipe(v.number(), v.minValue(min), v.maxValue(max));
const id = v.pipe(v.string(), v.nonEmpty());

/** The fields of a request that may not change within a context. */
const settings = {
  model_id: v.picklist(MODELS),
  voice: v.union([id, v.strictObject({ id })]),
  output_format: v.strictObject({
    container: v.literal('raw'),
    encoding: v.picklist(['pcm_s16le', 'pcm_f32le', 'pcm_mulaw', 'pcm_alaw']),
    sample_rate: v.picklist(RATES),
  }),
  // The vendor's own client types these as nullable.
  max_buffer_delay_ms: v.nullish(between(0, 5_000), 3_000),
  add_timestamps: v.nullish(v.boolean(), false),
  add_phoneme_timestamps: v.nullish(v.boolean(), false),
  use_normalized_timestamps: v.nullish(v.boolean(), false),
  language: v.optional(v.string()),
  locale: v.optional(v.string()),
  accent: v.optional(v.string()),
  normalization: v.optional(v.string()),
  pronunciation_dict_id: v.optional(v.string()),
  generation_config: v.optional(
    v.strictObject({
      volume: v.optional(between(0.5, 2), 1),
      speed: v.optional(between(0.6, 1.5), 1),
      emotion: v.optional(v.string()),
    }),
    {},
  ),
};

const generation = v.pipe(
  v.strictObject({
    ...settings,
    transcript: v.string(),
    context_id: id,
    continue: v.optional(v.boolean(), false),
    flush: v.optional(v.boolean(), false),
  }),
  v.check(({ language, locale }) => language === undefined || locale === undefined, 'language and locale'),
);

const cancellation = v.strictObject({ context_id: id, cancel: v.literal(true) });

/** A text, or a piece of one. */
export type Generation = v.InferOutput<typeof generation>;

/** A request to Sonic. */
export type SonicRequest = Generation | v.InferOutput<typeof cancellation>;

/** Checks a request. @throws Refusal */
export function readSonicRequest(wire: Wire): SonicRequest {
  const schema = 'cancel' in wire ? cancellation : generation;
  const result = v.safeParse(schema as v.GenericSchema<unknown, SonicRequest>, wire);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new Refusal('invalid_request', `${v.getDotPath(issue) ?? 'request'}: ${issue.message}`);
}

/** The fixed fields of a context as text, for comparison. Speed and emotion may change between pieces, as in the vendor's client. */
export function settingsOf(request: Generation): string {
  const { transcript: _text, continue: _more, flush: _now, generation_config: _how, ...fixed } = request;
  return JSON.stringify(fixed);
}
