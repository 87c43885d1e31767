/** The tabs of the drawer, in order. */
export const TABS = [
  { id: 'settings', name: 'Settings' },
  { id: 'measurements', name: 'Measurements' },
  { id: 'events', name: 'Events' },
  { id: 'failures', name: 'Failures' },
] as const;

/** The name of a tab of the drawer. */
export type TabId = (typeof TABS)[number]['id'];

/** The tab that the address asks for: `?drawer=settings`. */
export function readTab(search: string): TabId | null {
  const asked = new URLSearchParams(search).get('drawer');
  return TABS.find(({ id }) => id === asked)?.id ?? null;
}
