import type { CommandFixture } from './fixture.ts';

/*
 * The part of the commands' fixtures that is about configuration; written from the same description as the others.
 */

const commandId = 'cmd_1';
const event_id = commandId;
const pcm = { type: 'audio/pcm', rate: 24_000 };

export const CONFIGURE_FIXTURES: readonly CommandFixture[] = [
  {
    name: 'configure without settings',
    command: { type: 'configure', commandId, isInitial: true, config: {} },
    frames: [
      {
        type: 'session.update',
        event_id,
        session: { type: 'realtime', audio: { input: { format: pcm }, output: { format: pcm } } },
      },
    ],
  },
  {
    name: 'configure with all settings',
    command: {
      type: 'configure',
      commandId,
      isInitial: true,
      config: {
        model: 'never-sent: it is in the address',
        instructions: 'Be brief.',
        voice: 'cedar',
        speed: 1.2,
        outputModality: 'audio',
        turnDetection: {
          mode: 'server',
          threshold: 0.6,
          prefixPaddingMs: 200,
          silenceMs: 400,
          idleTimeoutMs: 6000,
          autoRespond: true,
          autoInterrupt: false,
        },
        transcription: {
          model: 'gpt-transcribe',
          languages: ['en', 'nb'],
          keywords: ['Oslo'],
          prompt: 'Towns.',
        },
        noiseReduction: 'far-field',
        tools: [{ name: 'get_weather', description: 'Tells the weather.', parameters: { type: 'object' } }],
        remoteTools: [
          {
            label: 'docs',
            url: 'https://tools.example/mcp',
            description: 'Pages.',
            authorization: 'token',
            headers: { 'x-team': 'a' },
            allowedTools: ['search'],
            requireApproval: 'never',
          },
        ],
        toolChoice: { tool: 'get_weather' },
        parallelToolCalls: false,
        reasoningEffort: 'low',
        maxOutputTokens: 900,
        contextTruncation: { retentionRatio: 0.8, maxTokensAfterInstructions: 8000 },
        vendorOptions: { tracing: 'auto', audio: { input: { noise_reduction: { strength: 0.5 } } } },
      },
    },
    frames: [
      {
        type: 'session.update',
        event_id,
        session: {
          type: 'realtime',
          instructions: 'Be brief.',
          output_modalities: ['audio'],
          tools: [
            {
              type: 'function',
              name: 'get_weather',
              description: 'Tells the weather.',
              parameters: { type: 'object' },
            },
            {
              type: 'mcp',
              server_label: 'docs',
              server_url: 'https://tools.example/mcp',
              server_description: 'Pages.',
              authorization: 'token',
              headers: { 'x-team': 'a' },
              allowed_tools: ['search'],
              require_approval: 'never',
            },
          ],
          tool_choice: { type: 'function', name: 'get_weather' },
          parallel_tool_calls: false,
          reasoning: { effort: 'low' },
          max_output_tokens: 900,
          truncation: {
            type: 'retention_ratio',
            retention_ratio: 0.8,
            token_limits: { post_instructions: 8000 },
          },
          tracing: 'auto',
          audio: {
            input: {
              format: pcm,
              transcription: {
                model: 'gpt-transcribe',
                languages: ['en', 'nb'],
                keywords: ['Oslo'],
                prompt: 'Towns.',
              },
              noise_reduction: { type: 'far_field', strength: 0.5 },
              turn_detection: {
                type: 'server_vad',
                threshold: 0.6,
                prefix_padding_ms: 200,
                silence_duration_ms: 400,
                idle_timeout_ms: 6000,
                create_response: true,
                interrupt_response: false,
              },
            },
            output: { format: pcm, voice: 'cedar', speed: 1.2 },
          },
        },
      },
    ],
  },
  {
    name: 'configure with all that can be turned off turned off',
    command: {
      type: 'configure',
      commandId,
      isInitial: true,
      config: {
        instructions: '',
        voice: { id: 'voice_1' },
        outputModality: 'text',
        turnDetection: { mode: 'off' },
        transcription: 'off',
        noiseReduction: 'off',
        tools: [],
        toolChoice: 'none',
        maxOutputTokens: 'unlimited',
        contextTruncation: 'disabled',
      },
    },
    frames: [
      {
        type: 'session.update',
        event_id,
        session: {
          type: 'realtime',
          instructions: '',
          output_modalities: ['text'],
          tools: [],
          tool_choice: 'none',
          max_output_tokens: 'inf',
          truncation: 'disabled',
          audio: {
            input: { format: pcm, transcription: null, noise_reduction: null, turn_detection: null },
            output: { format: pcm, voice: { id: 'voice_1' } },
          },
        },
      },
    ],
  },
  {
    name: 'configure with semantic turns, the standard recogniser and a remote tool that must be called',
    command: {
      type: 'configure',
      commandId,
      isInitial: false,
      config: {
        turnDetection: { mode: 'semantic', eagerness: 'high' },
        transcription: { language: 'en' },
        noiseReduction: 'near-field',
        toolChoice: { server: 'docs', tool: 'search' },
      },
    },
    frames: [
      {
        type: 'session.update',
        event_id,
        session: {
          type: 'realtime',
          tool_choice: { type: 'mcp', server_label: 'docs', name: 'search' },
          audio: {
            input: {
              format: pcm,
              transcription: { model: 'gpt-realtime-whisper', language: 'en' },
              noise_reduction: { type: 'near_field' },
              turn_detection: { type: 'semantic_vad', eagerness: 'high' },
            },
          },
        },
      },
    ],
  },
];
