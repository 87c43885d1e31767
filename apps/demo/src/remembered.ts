import { useCallback, useState } from 'react';
import { CASES } from './cases/cases.ts';
import type { CaseId } from './cases/Case.ts';
import type { Setup } from './drawer/setup.ts';
import { TEMPLATES } from './templates/templates.ts';
import type { TemplateId } from './templates/templates.ts';
import type { Transport } from './vendors.ts';

/** The settings that the demo remembers in this browser. */
export interface Remembered {
  /** The vendor, as `id` or `id real`; `null` before the user has chosen. */
  readonly vendor: string | null;
  readonly transport: Transport | null;
  readonly theme: 'light' | 'dark' | null;
  readonly caseId: CaseId;
  readonly template: TemplateId;
  /** The user's changes to the settings of each case. */
  readonly setups: Partial<Readonly<Record<CaseId, Partial<Setup>>>>;
  /** Whether the user has been told that the voice is a synthetic one. */
  readonly knowsVoice: boolean;
}

const KEY = 'repartee-demo';

const FIRST: Remembered = {
  vendor: null,
  transport: null,
  theme: null,
  caseId: 'guide',
  template: 'stage',
  setups: {},
  knowsVoice: false,
};

const oneOf = <Value>(values: readonly Value[], value: unknown, fallback: Value): Value =>
  values.includes(value as Value) ? (value as Value) : fallback;

/** Reads what was stored, whatever it is, and what the address asks for: `?vendor=`, `?transport=`, `?case=`, `?screen=`. */
export function readRemembered(stored: string | null, search: string): Remembered {
  const asked = new URLSearchParams(search);
  const saved = Object(parse(stored)) as Partial<Record<keyof Remembered, unknown>>;
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  const templates = TEMPLATES.map(({ id }) => id);
  const cases = CASES.map(({ id }) => id);
  return {
    vendor: asked.get('vendor') ?? text(saved.vendor),
    transport: oneOf(['webrtc', 'websocket', null], asked.get('transport') ?? saved.transport, null),
    theme: oneOf(['light', 'dark', null], saved.theme, null),
    caseId: oneOf(cases, asked.get('case') ?? saved.caseId, FIRST.caseId),
    template: oneOf(templates, asked.get('screen') ?? saved.template, FIRST.template),
    setups: Object(saved.setups) as Remembered['setups'],
    knowsVoice: saved.knowsVoice === true,
  };
}

function parse(stored: string | null): unknown {
  try {
    return JSON.parse(stored ?? 'null');
  } catch {
    // Another version of the page may have stored something else.
    return null;
  }
}

function load(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    // A browser may forbid storage.
    return null;
  }
}

function store(remembered: Remembered): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(remembered));
  } catch {
    // Without storage the page forgets with the next visit.
  }
}

/** Holds what the demo remembers, and stores each change. */
export function useRemembered(): readonly [Remembered, (patch: Partial<Remembered>) => void] {
  const [remembered, setRemembered] = useState(() => readRemembered(load(), location.search));
  const remember = useCallback((patch: Partial<Remembered>) => {
    setRemembered((current) => {
      const next = { ...current, ...patch };
      store(next);
      return next;
    });
  }, []);
  return [remembered, remember];
}
