import * as v from 'valibot';

/** The voices of every model (Live API guide, September 2026). */
const VOICES = [
  'Zephyr',
  'Puck',
  'Charon',
  'Kore',
  'Fenrir',
  'Leda',
  'Orus',
  'Aoede',
  'Callirrhoe',
  'Autonoe',
  'Enceladus',
  'Iapetus',
  'Umbriel',
  'Algieba',
  'Despina',
  'Erinome',
  'Algenib',
  'Rasalgethi',
  'Laomedeia',
  'Achernar',
  'Alnilam',
  'Schedar',
  'Gacrux',
  'Pulcherrima',
  'Achird',
  'Zubenelgenubi',
  'Vindemiatrix',
  'Sadachbia',
  'Sadaltager',
  'Sulafat',
];

const text = v.string();
const flag = v.boolean();
const number = v.number();
const whole = v.pipe(number, v.integer(), v.minValue(0));
/** 64 bit numbers are text, and numbers are taken for them. */
const long = v.union([v.pipe(text, v.regex(/^\d+$/)), whole]);
const record = v.record(text, v.unknown());

/** The content of a turn. */
export const contentSchema = v.strictObject({
  role: v.optional(v.picklist(['user', 'model'])),
  parts: v.array(
    v.strictObject({
      text: v.optional(text),
      thought: v.optional(flag),
      inlineData: v.optional(v.strictObject({ mimeType: text, data: text })),
    }),
  ),
});

/** The app's tools, and the vendor's own search. */
export const toolsSchema = v.array(
  v.strictObject({
    functionDeclarations: v.optional(
      v.pipe(
        v.array(
          v.strictObject({
            name: v.pipe(text, v.regex(/^[A-Za-z_][\w.:-]{0,127}$/)),
            description: v.optional(text),
            parameters: v.optional(record),
            parametersJsonSchema: v.optional(record),
            response: v.optional(record),
            responseJsonSchema: v.optional(record),
            behavior: v.optional(v.picklist(['BLOCKING', 'NON_BLOCKING'])),
          }),
        ),
        v.maxLength(512),
      ),
    ),
    googleSearch: v.optional(record),
  }),
);

const voiceConfig = v.strictObject({
  prebuiltVoiceConfig: v.optional(v.strictObject({ voiceName: v.picklist(VOICES) })),
  voice: v.optional(text),
  replicatedVoiceConfig: v.optional(record),
});

const generationConfig = v.strictObject({
  responseModalities: v.optional(v.array(v.pipe(text, v.regex(/^(audio|text|image)$/i)))),
  temperature: v.optional(number),
  topP: v.optional(number),
  topK: v.optional(number),
  maxOutputTokens: v.optional(whole),
  seed: v.optional(number),
  presencePenalty: v.optional(number),
  frequencyPenalty: v.optional(number),
  speechConfig: v.optional(
    v.strictObject({ voiceConfig: v.optional(voiceConfig), languageCode: v.optional(text) }),
  ),
  thinkingConfig: v.optional(
    v.strictObject({
      thinkingLevel: v.optional(text),
      thinkingBudget: v.optional(number),
      includeThoughts: v.optional(flag),
    }),
  ),
  enableAffectiveDialog: v.optional(flag),
  mediaResolution: v.optional(
    v.picklist(['MEDIA_RESOLUTION_LOW', 'MEDIA_RESOLUTION_MEDIUM', 'MEDIA_RESOLUTION_HIGH']),
  ),
});

const realtimeInputConfig = v.strictObject({
  automaticActivityDetection: v.optional(
    v.strictObject({
      disabled: v.optional(flag),
      startOfSpeechSensitivity: v.optional(v.picklist(['START_SENSITIVITY_HIGH', 'START_SENSITIVITY_LOW'])),
      endOfSpeechSensitivity: v.optional(v.picklist(['END_SENSITIVITY_HIGH', 'END_SENSITIVITY_LOW'])),
      prefixPaddingMs: v.optional(whole),
      silenceDurationMs: v.optional(whole),
    }),
  ),
  activityHandling: v.optional(v.picklist(['START_OF_ACTIVITY_INTERRUPTS', 'NO_INTERRUPTION'])),
  turnCoverage: v.optional(
    v.picklist([
      'TURN_INCLUDES_ONLY_ACTIVITY',
      'TURN_INCLUDES_ALL_INPUT',
      'TURN_INCLUDES_AUDIO_ACTIVITY_AND_ALL_VIDEO',
    ]),
  ),
  interimTranscriptTimestampEnabled: v.optional(flag),
});

const transcription = v.strictObject({
  languageCodes: v.optional(v.array(text)),
  customVocabulary: v.optional(v.array(text)),
  mode: v.optional(v.picklist(['VERBATIM', 'SMART'])),
  wordTimestamp: v.optional(flag),
  diarization: v.optional(flag),
  sourceText: v.optional(text),
  languageAuto: v.optional(v.unknown()),
  languageHints: v.optional(v.unknown()),
  adaptationPhrases: v.optional(v.array(text)),
});

/** The first message of a connection. What only the vendor's other platform takes is no field here. */
export const setupSchema = v.strictObject({
  model: text,
  generationConfig: v.optional(generationConfig),
  systemInstruction: v.optional(contentSchema),
  tools: v.optional(toolsSchema),
  realtimeInputConfig: v.optional(realtimeInputConfig),
  inputAudioTranscription: v.optional(transcription),
  outputAudioTranscription: v.optional(transcription),
  // An empty handle would be looked up, and not found: the real service closes on `null` (public reports).
  sessionResumption: v.optional(v.strictObject({ handle: v.optional(v.pipe(text, v.minLength(1))) })),
  contextWindowCompression: v.optional(
    v.strictObject({
      triggerTokens: v.optional(long),
      slidingWindow: v.optional(v.strictObject({ targetTokens: v.optional(long) })),
    }),
  ),
  proactivity: v.optional(
    v.strictObject({ proactiveAudio: v.optional(flag), proactiveVideo: v.optional(flag) }),
  ),
  historyConfig: v.optional(v.strictObject({ initialHistoryInClientContent: v.optional(flag) })),
  safetySettings: v.optional(v.array(record)),
  labels: v.optional(record),
});
