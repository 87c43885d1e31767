import type { Capabilities, ProviderAdapter } from '../../packages/core/src/index.ts';

/** The part of a contract that is read: the adapter that it is checked on. */
interface Contract {
  readonly createAdapter: () => ProviderAdapter;
}

type Value = Capabilities[Fact];

/** Facts that only the kit needs are not in the table. */
type Fact = Exclude<keyof Capabilities, 'neutralConfig' | 'acknowledgesChanges'>;

/** The name of each fact. One that is new does not compile until it has a name. */
const FACTS: Readonly<Record<Fact, string>> = {
  transports: 'transports',
  canSendText: 'the user can write (`sendText`)',
  canSendImages: 'the user can send images',
  vision: 'how much it sees',
  truncation: 'who tells the model how much was heard',
  canCancelResponse: 'a running response can be stopped',
  canHoldInterruption: 'a barge-in can be weighed before it cuts (`interrupt_response` and the like)',
  canCommitTurns: 'turns by hand (push-to-talk)',
  turnDetection: 'turn detection',
  isResponseOnDemand: 'a response is asked for (`respond`)',
  canRespondOutOfBand: 'responses beside the conversation',
  canUseTools: 'the app’s tools',
  canUseRemoteTools: 'remote tools (MCP), with consent',
  canSeedHistory: 'how a new conversation is told of an earlier one',
  seedableItems: 'items beside messages that it is told',
  canResume: 'a dropped conversation can be resumed',
  canOverlapConnections: 'a connection is renewed without a gap',
  hasInterimTranscript: 'the user’s words while they speak',
  hasWordTimes: 'word times',
  outputModalities: 'output',
  updatable: 'may change during a conversation',
  sessionCapMs: 'longest conversation',
  pause: 'a pause (`pause`)',
  signsOfLife: 'a healthy connection is heard from',
  usageUnit: 'usage is counted in',
};

/** The contracts that the folders of adapters export, by path. */
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

function show(fact: Fact, value: Value): string {
  if (fact === 'sessionCapMs') return typeof value === 'number' ? `${value / 60_000} min` : 'not stated';
  if (fact === 'signsOfLife') return showSigns(value as Capabilities['signsOfLife']);
  if (fact === 'vision') return showVision(value as Capabilities['vision']);
  if (typeof value === 'boolean' || value === undefined) return value ? 'yes' : '–';
  if (Array.isArray(value))
    return value.map((entry) => (fact === 'updatable' ? `\`${entry}\`` : entry)).join(', ') || '–';
  return value === 'none' ? '–' : String(value);
}

function showVision(vision: Capabilities['vision'] = false): string {
  if (!vision) return '–';
  const { maxSidePx, maxImages, liveView } = vision;
  const views = {
    stream: ', a live view with one image a second',
    turn: ', a live view with each turn',
  };
  const count = maxImages ? `, ${maxImages} in a message` : '';
  return `${maxSidePx} px${count}${liveView ? views[liveView] : ''}`;
}

function showSigns(signs: Capabilities['signsOfLife'] = {}): string {
  const { whileUserSpeaksMs, afterUserSpeechMs, afterRequestMs, hasHeartbeat, unheardSpeechMs } = signs;
  const within = (what: string, ms: number | undefined) => (ms ? [`${what}: ${ms / 1000} s`] : []);
  const all = [
    ...within('while the user speaks', whileUserSpeaksMs),
    ...within('after the user’s speech', afterUserSpeechMs),
    ...within('after a request', afterRequestMs),
    ...(hasHeartbeat ? ['at regular times'] : []),
    ...within('9 s after so much speech in all', unheardSpeechMs),
  ];
  return all.join(', ') || '–';
}

/** Writes the page of all adapters' capabilities. */
export function renderCapabilities(): string {
  const adapters = columns();
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const facts = Object.entries(FACTS) as [Fact, string][];
  return [
    '# Compare the vendors',
    '',
    'The features of each vendor. The page is made from the adapters by `node scripts/capabilities.mjs`; a test compares.',
    'The kit reads the same facts: what an adapter rules out does not compile where the adapter is known, and is refused with',
    '`unsupported-capability` elsewhere. Apps read them as `session.capabilities`, as the demo does to disable what does not apply.',
    '',
    row(['fact', ...adapters.map(([name]) => name)]),
    row(['---', ...adapters.map(() => '---')]),
    ...facts.map(([fact, name]) => row([name, ...adapters.map(([, can]) => show(fact, can[fact]))])),
    '',
  ].join('\n');
}
