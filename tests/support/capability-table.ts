import type { Capabilities, ProviderAdapter } from '../../packages/core/src/index.ts';

/** What is read of a contract: the adapter that it is checked on. */
interface Contract {
  readonly createAdapter: () => ProviderAdapter;
}

type Value = Capabilities[keyof Capabilities];

/** What each fact is called. One that is new does not compile until it has a name. */
const FACTS: Readonly<Record<keyof Capabilities, string>> = {
  transports: 'transports',
  canSendText: 'the user can write (`sendText`)',
  canSendImages: 'the user can send images',
  truncation: 'who tells the model how much was heard',
  canCancelResponse: 'a running response can be stopped',
  canHoldInterruption: 'a barge-in can be weighed before it cuts (`interrupt_response` and the like)',
  canCommitTurns: 'turns by hand (push-to-talk)',
  turnDetection: 'turn detection',
  isResponseOnDemand: 'a response is asked for (`respond`)',
  canRespondOutOfBand: 'responses beside the conversation',
  canUseTools: 'the app’s tools',
  canUseRemoteTools: 'remote tools (MCP), with consent',
  canSeedHistory: 'earlier items can be written into a new conversation',
  canResume: 'a dropped conversation can be resumed',
  hasInterimTranscript: 'the user’s words while they speak',
  hasWordTimes: 'word times',
  outputModalities: 'output',
  updatable: 'may change during a conversation',
  sessionCapMs: 'longest conversation',
  usageUnit: 'usage is counted in',
};

/** What every folder of an adapter exports as contracts, by path. */
const found = import.meta.glob<Readonly<Record<string, Contract>>>(
  '../../packages/core/src/adapters/*/contract.ts',
  { eager: true },
);

function columns(): readonly (readonly [name: string, capabilities: Capabilities])[] {
  return Object.entries(found).flatMap(([path, module]) =>
    Object.entries(module)
      .filter(([, contract]) => typeof contract?.createAdapter === 'function')
      .toSorted(([a], [b]) => a.length - b.length)
      .map(([key, contract]) => {
        const folder = path.split('/').at(-2) ?? '';
        // `contract` is the adapter itself; `lineContract` is its protocol `line`.
        const protocol = key.replace(/contract$/i, '');
        return [protocol ? `${folder}: ${protocol}` : folder, contract.createAdapter().capabilities] as const;
      }),
  );
}

function show(fact: keyof Capabilities, value: Value): string {
  if (fact === 'sessionCapMs') return typeof value === 'number' ? `${value / 60_000} min` : 'not stated';
  if (typeof value === 'boolean' || value === undefined) return value ? 'yes' : '–';
  if (Array.isArray(value))
    return value.map((entry) => (fact === 'updatable' ? `\`${entry}\`` : entry)).join(', ') || '–';
  return value === 'none' ? '–' : String(value);
}

/** Writes the page of all adapters' capabilities. */
export function renderCapabilities(): string {
  const adapters = columns();
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const facts = Object.entries(FACTS) as [keyof Capabilities, string][];
  return [
    '# Capabilities',
    '',
    'What each adapter says of its vendor. The page is made from the adapters by `node scripts/capabilities.mjs`; a test compares.',
    'The kit reads the same facts: what an adapter rules out does not compile where the adapter is known, and is refused with',
    '`unsupported-capability` elsewhere. Apps read them as `session.capabilities`, as the demo does to disable what does not apply.',
    '',
    row(['fact', ...adapters.map(([name]) => name)]),
    row(['---', ...adapters.map(() => '---')]),
    ...facts.map(([fact, name]) => row([name, ...adapters.map(([, can]) => show(fact, can[fact]))])),
    '',
  ].join('\n');
}
