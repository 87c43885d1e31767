'use client';

import { readObject } from './readJson.ts';
import { useSlots } from './useSlots.ts';

/** The arguments of a call as a list of names and values, or as they are where they are no object. */
export function Arguments({ text }: { readonly text: string }) {
  const slot = useSlots();
  const fields = readObject(text);
  if (!fields) {
    return (
      <code dir="ltr" className={slot('repartee-arguments-text')}>
        {text}
      </code>
    );
  }
  const entries = Object.entries(fields);
  if (entries.length === 0) return null;
  return (
    <dl className={slot('repartee-arguments')}>
      {entries.map(([name, value]) => (
        <div key={name} className={slot('repartee-argument')}>
          <dt className={slot('repartee-argument-name')}>{readableName(name)}</dt>
          <dd className={slot('repartee-argument-value')} dir="auto">
            {inWords(value)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Plain values as they are, lists of them with commas, and anything else as JSON. */
function inWords(value: unknown): string {
  const isPlain = (one: unknown) => typeof one !== 'object' || one === null;
  if (isPlain(value)) return String(value);
  return Array.isArray(value) && value.every(isPlain) ? value.join(', ') : JSON.stringify(value);
}

/** The name of a field in words: `orderId` and `order_id` are `order id`. */
function readableName(name: string): string {
  const words = name.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').replaceAll(/[_-]+/g, ' ');
  return words.trim().toLowerCase() || name;
}
