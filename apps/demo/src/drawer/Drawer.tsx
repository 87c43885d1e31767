import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { TABS } from './tabs.ts';
import type { TabId } from './tabs.ts';

interface DrawerProps {
  readonly tab: TabId;
  readonly onTabChange: (tab: TabId) => void;
  readonly onClose: () => void;
  /** Receives the element that the conversation fills. */
  readonly slot: (element: HTMLElement | null) => void;
  /** The content above the rest, which does not depend on the conversation. */
  readonly children?: ReactNode;
}

/** A panel beside the stage: settings, measurements, events and failures. Escape closes it. */
export function Drawer({ tab, onTabChange, onClose, slot, children }: DrawerProps) {
  const drawer = useRef<HTMLElement>(null);
  const [opener] = useState(() => document.activeElement);
  useLayoutEffect(() => {
    const leaving = drawer.current;
    leaving?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus({ preventScroll: true });
    // React runs this before it removes the drawer: a focus that is inside goes back to what opened it.
    return () => {
      if (leaving?.contains(document.activeElement) && opener instanceof HTMLElement) opener.focus();
    };
  }, [opener]);
  useEffect(() => {
    const closeByKey = (event: globalThis.KeyboardEvent) => {
      const isInside = event.target instanceof Node && drawer.current?.contains(event.target);
      if (event.key === 'Escape' && isInside) onClose();
    };
    document.addEventListener('keydown', closeByKey);
    return () => document.removeEventListener('keydown', closeByKey);
  }, [onClose]);
  return (
    <aside ref={drawer} className="demo-drawer" aria-label="Details">
      <div className="demo-drawer-head">
        <Tabs tab={tab} onTabChange={onTabChange} />
        <button
          type="button"
          className="demo-quiet repartee-focus"
          onClick={onClose}
          aria-label="Close details"
        >
          <span aria-hidden="true">✕</span>
        </button>
      </div>
      <div
        className="demo-drawer-body repartee-focus"
        role="tabpanel"
        aria-labelledby={`tab-${tab}`}
        tabIndex={0}
      >
        {children}
        <div ref={slot} className="demo-drawer-slot" />
      </div>
    </aside>
  );
}

/** One stop of the tab key; the arrow keys go from tab to tab. */
function Tabs({ tab, onTabChange }: Pick<DrawerProps, 'tab' | 'onTabChange'>) {
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const at = TABS.findIndex(({ id }) => id === tab);
    const next = TABS[(at + step + TABS.length) % TABS.length] ?? TABS[0];
    onTabChange(next.id);
    list.current?.querySelector<HTMLElement>(`#tab-${next.id}`)?.focus();
  };
  return (
    <div ref={list} className="demo-tabs" role="tablist" aria-label="Details">
      {TABS.map(({ id, name }) => (
        <button
          key={id}
          id={`tab-${id}`}
          type="button"
          role="tab"
          className="repartee-focus"
          aria-selected={tab === id}
          tabIndex={tab === id ? 0 : -1}
          onClick={() => onTabChange(id)}
          onKeyDown={move}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
