import * as v from 'valibot';
import type { DeclaredTool } from '../../agent/agent.ts';
import type { Random } from '../../random.ts';
import { randomLetters } from '../../random.ts';
import type { FileSettings } from './files.ts';
import { FORMAT_NAMES, Fault } from './frames.ts';
import type { FormatName, Wire } from './frames.ts';

/** A tool of an agent. */
export interface AgentTool extends DeclaredTool {
  readonly type: 'client' | 'mcp';
  readonly expectsResponse: boolean;
  /** In milliseconds; -1 for as long as it takes. */
  readonly timeoutMs: number;
  readonly isApprovalNeeded: boolean;
}

/** An agent as it is set up. */
export interface AgentSettings {
  readonly agentId: string;
  readonly isPrivate: boolean;
  readonly prompt: string;
  readonly firstMessage: string;
  readonly voiceId: string;
  readonly inputFormat: FormatName;
  readonly outputFormat: FormatName;
  readonly clientEvents: readonly string[];
  readonly maxDurationMs: number;
  readonly tools: readonly AgentTool[];
  /** Paths of the overrides that are allowed; `null` for all of them. */
  readonly allowed: ReadonlySet<string> | null;
  readonly files: FileSettings;
  /** Whether the app's server may join its conversations. */
  readonly isMonitored: boolean;
}

/** The vendor's default (types of `@elevenlabs/elevenlabs-js` 2.73.0). */
const MAX_FILES = 10;

/** The contract's defaults and the settings of the emulator's own agents. */
const DEFAULT_EVENTS = [
  'audio',
  'interruption',
  'agent_response',
  'user_transcript',
  'tentative_user_transcript',
  'conversation_initiation_metadata',
  'ping',
];
const OWN_EVENTS = [
  ...DEFAULT_EVENTS,
  'agent_response_correction',
  'agent_chat_response_part',
  'client_tool_call',
  'mcp_tool_call',
  'agent_tool_response',
];

const OBJECT = { type: 'object', properties: {} };

const tool = v.looseObject({
  type: v.picklist(['client', 'mcp']),
  name: v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/, 'letters, digits, underscores and dashes')),
  description: v.string(),
  parameters: v.optional(v.record(v.string(), v.unknown()), OBJECT),
  expects_response: v.optional(v.boolean(), false),
  response_timeout_secs: v.optional(v.pipe(v.number(), v.minValue(-1), v.maxValue(120)), 20),
  approval_policy: v.optional(v.picklist(['auto_approve_all', 'require_approval_all']), 'auto_approve_all'),
});

const format = v.picklist(FORMAT_NAMES);

const request = v.object({
  name: v.optional(v.string()),
  conversation_config: v.object({
    agent: v.optional(
      v.object({
        first_message: v.optional(v.string(), ''),
        prompt: v.optional(
          v.object({ prompt: v.optional(v.string(), ''), tools: v.optional(v.array(tool), []) }),
        ),
      }),
      {},
    ),
    asr: v.optional(v.object({ user_input_audio_format: v.optional(format, 'pcm_16000') })),
    tts: v.optional(
      v.object({
        voice_id: v.optional(v.string(), 'slt'),
        agent_output_audio_format: v.optional(format, 'pcm_16000'),
      }),
    ),
    conversation: v.optional(
      v.object({
        client_events: v.optional(v.pipe(v.array(v.string()), v.minLength(1)), DEFAULT_EVENTS),
        max_duration_seconds: v.optional(v.number(), 600),
        monitoring_enabled: v.optional(v.boolean(), false),
      }),
    ),
    file_input: v.optional(
      v.object({
        enabled: v.optional(v.boolean(), true),
        max_files_per_conversation: v.optional(v.pipe(v.number(), v.integer(), v.minValue(-1)), MAX_FILES),
      }),
      { enabled: true, max_files_per_conversation: MAX_FILES },
    ),
  }),
  platform_settings: v.optional(
    v.object({
      auth: v.optional(v.object({ enable_auth: v.optional(v.boolean(), false) })),
      overrides: v.optional(
        v.object({ conversation_config_override: v.optional(v.record(v.string(), v.unknown()), {}) }),
      ),
    }),
  ),
});

type Tool = v.InferInput<typeof tool>;

/** The default tools: those of the kit's demo and examples. */
const BUILT_IN: readonly Tool[] = [
  {
    type: 'client',
    name: 'get_weather',
    description: 'Tells the weather in a place.',
    parameters: { type: 'object', properties: { place: { type: 'string' } }, required: ['place'] },
    expects_response: true,
  },
  {
    type: 'client',
    name: 'get_time',
    description: 'Tells what time it is where the user is, on the clock.',
    expects_response: true,
  },
  {
    type: 'client',
    name: 'set_theme',
    description: 'Switches the page to the light or the dark theme mode.',
    parameters: {
      type: 'object',
      properties: { theme: { type: 'string', enum: ['light', 'dark'] } },
      required: ['theme'],
    },
    expects_response: true,
  },
];

/** The agents of the account. An agent that was never created exists, too: it is public and allows all overrides. */
export class AgentCatalog {
  readonly #random: Random;
  readonly #agents = new Map<string, AgentSettings>();

  constructor(random: Random) {
    this.#random = random;
  }

  /** Finds an agent. @throws Fault for a string that is no agent's id. */
  find(agentId: string | null): AgentSettings {
    if (!agentId || !/^(agent|seng)_\w+$/.test(agentId))
      throw new Fault('value_error', `There is no agent '${agentId ?? ''}'.`, 3000);
    return (
      this.#agents.get(agentId) ?? {
        agentId,
        isPrivate: false,
        prompt: 'You are the emulator’s agent.',
        firstMessage: 'Hello! I am listening.',
        voiceId: 'slt',
        inputFormat: 'pcm_16000',
        outputFormat: 'pcm_16000',
        clientEvents: OWN_EVENTS,
        maxDurationMs: 600_000,
        tools: BUILT_IN.map((entry) => readTool(v.parse(tool, entry))),
        allowed: null,
        files: { isEnabled: true, maxFiles: MAX_FILES },
        isMonitored: true,
      }
    );
  }

  /** Answers `POST /v1/convai/agents/create`. @throws v.ValiError */
  create(body: unknown): Wire {
    const { conversation_config: config, platform_settings: platform } = v.parse(request, body);
    const agentId = `agent_${randomLetters(this.#random, 26)}`;
    const { agent, asr, tts, conversation, file_input } = config;
    this.#agents.set(agentId, {
      agentId,
      isPrivate: platform?.auth?.enable_auth ?? false,
      prompt: agent.prompt?.prompt ?? '',
      firstMessage: agent.first_message ?? '',
      voiceId: tts?.voice_id ?? 'slt',
      inputFormat: asr?.user_input_audio_format ?? 'pcm_16000',
      outputFormat: tts?.agent_output_audio_format ?? 'pcm_16000',
      clientEvents: conversation?.client_events ?? DEFAULT_EVENTS,
      maxDurationMs: (conversation?.max_duration_seconds ?? 600) * 1000,
      tools: (agent.prompt?.tools ?? []).map(readTool),
      isMonitored: conversation?.monitoring_enabled ?? false,
      files: { isEnabled: file_input.enabled, maxFiles: file_input.max_files_per_conversation },
      allowed: new Set(pathsOf(platform?.overrides?.conversation_config_override ?? {})),
    });
    return { agent_id: agentId };
  }
}

function readTool(wire: v.InferOutput<typeof tool>): AgentTool {
  const { type, name, description, parameters } = wire;
  return {
    type,
    name,
    description,
    parameters,
    expectsResponse: wire.expects_response,
    timeoutMs: wire.response_timeout_secs < 0 ? -1 : wire.response_timeout_secs * 1000,
    isApprovalNeeded: wire.approval_policy === 'require_approval_all',
  };
}

/** The paths under which something is set: `agent.prompt.prompt`. A permission that is `false` is none. */
export function pathsOf(value: Wire, prefix = ''): readonly string[] {
  return Object.entries(value).flatMap(([key, entry]) => {
    if (entry === undefined || entry === null || entry === false) return [];
    const path = `${prefix}${key}`;
    return typeof entry === 'object' && !Array.isArray(entry) ? pathsOf(entry as Wire, `${path}.`) : [path];
  });
}
