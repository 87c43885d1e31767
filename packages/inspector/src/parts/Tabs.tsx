import { useId } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';

const TABS = [
  { id: 'events', name: 'Frames and events' },
  { id: 'moments', name: 'Timeline as a list' },
  { id: 'summary', name: 'Summary' },
  { id: 'configuration', name: 'Configuration' },
] as const;

/** The panel that is shown below the timeline. */
export type TabId = (typeof TABS)[number]['id'];

interface TabsProps {
  readonly tab: TabId;
  readonly onTabChange: (tab: TabId) => void;
  readonly children: ReactNode;
}

/** One stop of the tab key; the arrow keys go from tab to tab. */
export function Tabs({ tab, onTabChange, children }: TabsProps) {
  const id = useId();
  const move = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const at = TABS.findIndex((one) => one.id === tab);
    const next = TABS[(at + step + TABS.length) % TABS.length] ?? TABS[0];
    onTabChange(next.id);
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus();
  };
  return (
    <div className="repartee-inspector-lower">
      {/* Its tabs have the focus. */}
      {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus */}
      <div role="tablist" aria-label="Views" className="repartee-inspector-tabs" onKeyDown={move}>
        {TABS.map((one) => (
          <button
            key={one.id}
            type="button"
            role="tab"
            id={`${id}${one.id}`}
            data-tab={one.id}
            aria-selected={one.id === tab}
            aria-controls={`${id}panel`}
            tabIndex={one.id === tab ? 0 : -1}
            onClick={() => onTabChange(one.id)}
          >
            {one.name}
          </button>
        ))}
      </div>
      <div
        role="tabpanel"
        id={`${id}panel`}
        aria-labelledby={`${id}${tab}`}
        className="repartee-inspector-panel"
      >
        {children}
      </div>
    </div>
  );
}
