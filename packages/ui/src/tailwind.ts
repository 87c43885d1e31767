/** A colour that takes Tailwind's opacity, as in `bg-repartee-accent/50`. */
const color = (name: string) =>
  `color-mix(in srgb, var(--repartee-${name}) calc(<alpha-value> * 100%), transparent)`;

const COLORS = [
  'paper',
  'surface',
  'raised',
  'sunken',
  'line',
  'edge',
  'ink',
  'ink-soft',
  'ink-faint',
  'accent',
  'accent-ink',
  'accent-text',
  'accent-wash',
  'user',
  'user-wash',
  'danger',
  'danger-wash',
] as const;

const tokens = (prefix: string, names: readonly string[]) =>
  Object.fromEntries(
    names.map((name) => [
      name === '' ? 'repartee' : `repartee-${name}`,
      `var(--repartee-${[prefix, name].filter(Boolean).join('-')})`,
    ]),
  );

/**
 * A preset for Tailwind CSS 3: the tokens of the parts as utilities, such as `bg-repartee-surface` and
 * `rounded-repartee`. With Tailwind CSS 4, import `@repartee/ui/tailwind.css` instead.
 *
 * @example
 * // tailwind.config.js
 * import { repartee } from '@repartee/ui/tailwind';
 * export default { presets: [repartee], content: ['./src/**\/*.tsx'] };
 */
export const repartee = {
  theme: {
    extend: {
      colors: Object.fromEntries(COLORS.map((name) => [`repartee-${name}`, color(name)])),
      fontFamily: tokens('font', ['', 'mono']),
      fontSize: tokens('text', ['xs', 's', 'm', 'l']),
      borderRadius: tokens('radius', ['', 's', 'pill']),
      boxShadow: tokens('shadow', ['', 'high']),
    },
  },
};
