/** A screen of the demo. `stage` is the demo's own; the others are assemblies of the kit. */
export interface Template {
  readonly id: 'stage' | 'panel' | 'widget' | 'call' | 'check' | 'console';
  readonly name: string;
  /** The parts of the kit that it imports, and its markup in a product. */
  readonly parts: readonly string[];
  readonly markup: string;
}

/** The name of a screen. */
export type TemplateId = Template['id'];

/** The screens, the first one first. */
export const TEMPLATES: readonly Template[] = [
  {
    id: 'stage',
    name: 'Stage',
    parts: ['Captions', 'ConnectButton', 'ErrorNotice', 'MicToggle', 'SessionStatus', 'VoiceOrb'],
    markup: `<ErrorNotice />
<VoiceOrb seed={seed} />
<SessionStatus />
<Captions background="none" size="large" />
<MicToggle />
<ConnectButton />`,
  },
  {
    id: 'panel',
    name: 'Panel',
    parts: ['VoicePanel'],
    markup: '<VoicePanel seed={seed} />',
  },
  {
    id: 'widget',
    name: 'Widget',
    parts: ['VoiceWidget'],
    markup: '<VoiceWidget name={seed} whenOpened="connect" />',
  },
  {
    id: 'call',
    name: 'Call',
    parts: ['CallScreen'],
    markup: '<CallScreen name={seed} />',
  },
  {
    id: 'check',
    name: 'Setup',
    parts: ['PreCallCheck', 'SettingsSheet', 'VoicePicker'],
    markup: `<PreCallCheck />
<SettingsSheet open modal={false} onOpenChange={() => {}}>
  <VoicePicker
    voices={[{ id: 'ada', name: 'Ada' }]}
    voice="ada"
    onVoiceChange={(voice) => session.updateConfig({ voice })}
  />
</SettingsSheet>`,
  },
  {
    id: 'console',
    name: 'Console',
    parts: ['VoicePanel', 'Console'],
    markup: `<VoicePanel seed={seed} />
<Console defaultTab="events" />`,
  },
];
