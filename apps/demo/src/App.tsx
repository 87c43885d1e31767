import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Case } from './cases/Case.ts';
import { caseOf } from './cases/cases.ts';
import { CodeDialog } from './code/CodeDialog.tsx';
import { codeOf } from './code/codeOf.ts';
import { Conversation } from './conversation/Conversation.tsx';
import type { View } from './conversation/ConversationProps.ts';
import { createSpeech, fetchDemoConfig, listChoices } from './demo-config.ts';
import type { DemoConfig } from './demo-config.ts';
import { Drawer } from './drawer/Drawer.tsx';
import { setupOf } from './drawer/setup.ts';
import type { Setup } from './drawer/setup.ts';
import { readTab } from './drawer/tabs.ts';
import type { TabId } from './drawer/tabs.ts';
import { keyOf, VendorFields } from './drawer/VendorFields.tsx';
import { EndConversationDialog } from './EndConversationDialog.tsx';
import { Header, ScreenSwitch } from './Header.tsx';
import { useRemembered } from './remembered.ts';
import type { Remembered } from './remembered.ts';
import { TEMPLATES } from './templates/templates.ts';
import { useAdapter } from './useAdapter.ts';
import type { Loaded } from './useAdapter.ts';
import { useIsWide } from './useIsWide.ts';
import { useTheme } from './useTheme.ts';
import { VENDORS } from './vendors.ts';
import type { Vendor } from './vendors.ts';

/** Without the guide the agent waits for the user, and the conversation is shown in writing: `?guide=off`. */
const isGuided = new URLSearchParams(location.search).get('guide') !== 'off';

/** A link can ask for push-to-talk: `?input=push-to-talk`. */
const asksForPushToTalk = new URLSearchParams(location.search).get('input') === 'push-to-talk';

/** The page: the header, the conversation with the selected vendor, and the drawer. */
export function App() {
  const [remembered, remember] = useRemembered();
  const { config, problem } = useDemoConfig();
  const vendor = useVendor(config, remembered);
  const { choices, choice, transport, loaded } = vendor;
  const [hasConversation, watchConversation] = useHasConversation(remember);
  const { round, pending, change, confirm, cancel } = useConfirmedChange(hasConversation);
  const { view, setVoice, setPane, setTab, setSlot, setInspected } = useView(remembered, vendor);
  const example = caseOf(remembered.caseId);
  const closeDrawer = useCallback(() => setTab(null), [setTab]);
  const setTheme = useCallback((next: 'light' | 'dark') => remember({ theme: next }), [remember]);
  const page = {
    ...vendor,
    example,
    view,
    remembered,
    remember,
    change,
    setTab,
    setSlot,
    setInspected,
    closeDrawer,
    setTheme,
  };
  return (
    <div className="demo">
      <PageHeader {...page} />
      {pending && <EndConversationDialog onConfirm={confirm} onCancel={cancel} />}
      <Problem problem={problem} isEmpty={config !== null && choices.length === 0} failed={vendor.failed} />
      {config && loaded && (
        // While another adapter loads, the old conversation must not be started.
        <div className="demo-loaded" inert={loaded.choice !== choice || loaded.transport !== transport}>
          <Conversation
            key={`${keyOf(loaded.choice)} ${loaded.transport} ${example.id} ${round}`}
            {...loaded}
            example={example}
            emulatorUrl={loaded.choice.isReal ? null : config.speech.emulatorUrl}
            speech={createSpeech(config, loaded.choice)}
            canWrite={vendor.canWrite}
            view={view}
            setup={readSetup(remembered, loaded)}
            onSetupChange={(patch) => remember(changeSetup(remembered, patch))}
            onVoiceChange={setVoice}
            // Where the vendor can change its modality, the conversation goes on.
            onVoiceRequest={(next) => (vendor.canSwitchMode ? setVoice(next) : change(() => setVoice(next)))}
            onPaneChange={setPane}
            onDrawerClose={closeDrawer}
            onInspectedChange={setInspected}
            onConversationChange={watchConversation}
            onThemeChange={setTheme}
          />
        </div>
      )}
      {view.tab && <PageDrawer {...page} tab={view.tab} />}
    </div>
  );
}

interface PageProps extends ReturnType<typeof useVendor> {
  readonly example: Case;
  readonly view: View;
  readonly remembered: Remembered;
  readonly remember: (patch: Partial<Remembered>) => void;
  /** Makes a change that needs a new conversation. */
  readonly change: (apply: () => void) => void;
  readonly setTab: (tab: TabId | null) => void;
  readonly setSlot: (element: HTMLElement | null) => void;
  readonly setInspected: (isInspected: boolean) => void;
  readonly closeDrawer: () => void;
  readonly setTheme: (theme: 'light' | 'dark') => void;
}

/** The header, with the code of the screen. */
function PageHeader({ example, view, loaded, remembered, remember, change, ...page }: PageProps) {
  const theme = useTheme(remembered.theme);
  const [isCodeOpen, setCodeOpen] = useState(false);
  const template = TEMPLATES.find(({ id }) => id === view.template);
  const code =
    loaded && template ? codeOf({ ...loaded, example, template, setup: readSetup(remembered, loaded) }) : '';
  return (
    <>
      <Header
        example={example}
        onCaseChange={(caseId) => change(() => remember({ caseId }))}
        template={view.template}
        onTemplateChange={(next) => remember({ template: next })}
        tab={view.tab}
        onTabChange={page.setTab}
        isInspected={view.isInspected}
        onInspectedChange={page.setInspected}
        code={code}
        onCode={() => setCodeOpen(true)}
        theme={theme}
        onThemeChange={page.setTheme}
      />
      {isCodeOpen && <CodeDialog page={code} tools={example.toolsCode} onClose={() => setCodeOpen(false)} />}
    </>
  );
}

/** The drawer, with the vendor; in a small window with the screen, too. */
function PageDrawer({
  tab,
  view,
  setTab,
  closeDrawer,
  setSlot,
  ...page
}: PageProps & { readonly tab: TabId }) {
  const { choices, choice, transports, transport, remember, change } = page;
  const isWide = useIsWide();
  return (
    <Drawer tab={tab} onTabChange={setTab} onClose={closeDrawer} slot={setSlot}>
      {tab === 'settings' && !isWide && (
        <div className="demo-settings">
          <ScreenSwitch template={view.template} onTemplateChange={(template) => remember({ template })} />
        </div>
      )}
      {tab === 'settings' && (
        <VendorFields
          {...{ choices, choice, transports, transport }}
          onChoose={(next) => change(() => remember({ vendor: keyOf(next) }))}
          onTransportChange={(next) => change(() => remember({ transport: next }))}
        />
      )}
    </Drawer>
  );
}

/** Whether there is a conversation to lose. With the first one, the user knows that the voice is a synthetic one. */
function useHasConversation(remember: (patch: Partial<Remembered>) => void) {
  const [hasConversation, setHasConversation] = useState(false);
  const watch = useCallback(
    (isThere: boolean) => {
      setHasConversation(isThere);
      if (isThere) remember({ knowsVoice: true });
    },
    [remember],
  );
  return [hasConversation, watch] as const;
}

/** The vendor and the transport that are selected, with the adapter that is loaded. */
function useVendor(config: DemoConfig | null, remembered: Remembered) {
  const choices = useMemo(() => (config ? listChoices(config) : []), [config]);
  const choice = choices.find((entry) => keyOf(entry) === remembered.vendor) ?? choices[0] ?? null;
  const transports = VENDORS.find(({ id }) => id === choice?.vendorId)?.transports ?? [];
  const transport = transports.find((entry) => entry === remembered.transport) ?? transports[0];
  const { loaded, failed } = useAdapter(config, choice, transport);
  return {
    choices,
    choice,
    transports,
    transport,
    loaded,
    failed,
    canWrite: !loaded || canWriteWith(loaded),
    canSwitchMode: loaded?.adapter.capabilities.updatable.includes('outputModality') ?? false,
  };
}

/** The view of the page. */
function useView({ template, knowsVoice }: Remembered, { canWrite }: { readonly canWrite: boolean }) {
  const [isVoicePreferred, setVoice] = useState(true);
  const [pane, setPane] = useState(!isGuided);
  const [tab, setTab] = useState(() => readTab(location.search));
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  const [isInspected, setInspected] = useState(() => new URLSearchParams(location.search).has('inspector'));
  const [isNewcomer] = useState(!knowsVoice);
  const isVoice = isVoicePreferred || !canWrite;
  const hasPane = pane || !isVoice;
  const view: View = { template, isVoice, hasPane, tab, slot, isNewcomer, isGuided, isInspected };
  return { view, setVoice, setPane, setTab, setSlot, setInspected };
}

/** The settings of the case with what the user has changed. */
function readSetup({ caseId, setups }: Remembered, { vendor, adapter }: Loaded): Setup {
  const changed = setups[caseId] ?? {};
  const asked = asksForPushToTalk ? { inputMode: 'push-to-talk' as const } : {};
  return setupOf(caseOf(caseId), { ...asked, ...changed }, vendor.voices, adapter.capabilities);
}

/** Changes the settings of the case. */
function changeSetup({ caseId, setups }: Remembered, patch: Partial<Setup>): Pick<Remembered, 'setups'> {
  return { setups: { ...setups, [caseId]: { ...setups[caseId], ...patch } } };
}

function useDemoConfig(): { readonly config: DemoConfig | null; readonly problem: string | null } {
  const [config, setConfig] = useState<DemoConfig | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    fetchDemoConfig(controller.signal).then(setConfig, (error: unknown) => {
      if (!controller.signal.aborted) setProblem(String(error));
    });
    return () => controller.abort();
  }, []);
  return { config, problem };
}

/** Runs a change that starts a new conversation: at once, or after the user has confirmed it where there is one to lose. */
function useConfirmedChange(hasConversation: boolean) {
  const [round, setRound] = useState(0);
  const [pending, setPending] = useState<(() => void) | null>(null);
  const cancel = useCallback(() => setPending(null), []);
  return {
    /** Counts the confirmed changes; a new number is a new conversation. */
    round,
    pending,
    change: (apply: () => void) => (hasConversation ? setPending(() => apply) : apply()),
    confirm: () => {
      pending?.();
      setPending(null);
      setRound((current) => current + 1);
    },
    cancel,
  };
}

interface ProblemProps {
  /** The reason why the demo's server did not answer. */
  readonly problem: string | null;
  /** Whether the server offers no vendor. */
  readonly isEmpty: boolean;
  /** The vendor whose adapter could not be loaded. */
  readonly failed: Vendor | null;
}

/** Explains why there is no vendor. */
function Problem({ problem, isEmpty, failed }: ProblemProps) {
  return (
    <>
      {problem && (
        <p role="alert" className="demo-problem">
          The demo’s server cannot be reached. Start it with <code>npm start</code>. ({problem})
        </p>
      )}
      {isEmpty && (
        <p role="alert" className="demo-problem">
          This server runs no emulator and has no vendor’s key, so there is no vendor to talk to.
        </p>
      )}
      {failed && (
        <p role="alert" className="demo-problem">
          The code that talks to {failed.name} could not be loaded. Check that the server is running, then
          reload the page.
        </p>
      )}
    </>
  );
}

/** Whether the vendor takes written messages and can answer in writing. */
function canWriteWith({ adapter: { capabilities } }: Loaded): boolean {
  return capabilities.canSendText && capabilities.outputModalities.includes('text');
}
