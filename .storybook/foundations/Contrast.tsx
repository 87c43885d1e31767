import { useLayoutEffect, useRef, useState } from 'react';
import { measureContrast, readToken, TEXT_PAIRS, toHex } from '../../packages/ui/test/measureTokens.ts';

/** Reads values from the page after each rendering, and renders again if they have changed. */
function useMeasured<Value>(read: (element: HTMLElement) => Value) {
  const ref = useRef<HTMLDivElement>(null);
  const [value, setValue] = useState<Value | null>(null);
  // Another theme changes colours without changing a prop, so this runs after each rendering. Equal values end the chain.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  useLayoutEffect(() => {
    if (!ref.current) return;
    const next = read(ref.current);
    setValue((last) => (JSON.stringify(last) === JSON.stringify(next) ? last : next));
  });
  return [ref, value] as const;
}

/** A colour with its name and the value that the browser has derived. */
export function Swatch({ name, use }: { readonly name: string; readonly use: string }) {
  const [ref, hex] = useMeasured((element) => toHex(readToken(element, name)));
  return (
    <div ref={ref} className="foundation-card">
      <div className="foundation-swatch" style={{ background: `var(--repartee-${name})` }} />
      <div className="foundation-row">
        <span className="foundation-name">{name}</span>
        <span className="foundation-value">{hex}</span>
      </div>
      <span>{use}</span>
    </div>
  );
}

/** Every text on its background, with the measured contrast. */
export function ContrastPairs() {
  const [ref, ratios] = useMeasured((element) =>
    TEXT_PAIRS.map(([ink, ground]) => measureContrast(element, ink, ground)),
  );
  return (
    <div ref={ref} className="foundation-grid">
      {TEXT_PAIRS.map(([ink, ground], index) => (
        <div key={`${ink} ${ground}`} className="foundation-card">
          <div
            className="foundation-swatch"
            style={{ color: `var(--repartee-${ink})`, background: `var(--repartee-${ground})` }}
          >
            Aa
          </div>
          <span className="foundation-name">
            {ink} on {ground}
          </span>
          <Ratio value={ratios?.[index] ?? 0} />
        </div>
      ))}
    </div>
  );
}

/** The lowest contrast of all pairs, and whether it suffices. */
export function ContrastMeter() {
  const [ref, value] = useMeasured((element) =>
    Math.min(...TEXT_PAIRS.map(([ink, ground]) => measureContrast(element, ink, ground))),
  );
  return (
    <div ref={ref} className="foundation-row">
      <span>Lowest contrast of a text</span>
      <Ratio value={value ?? 0} />
    </div>
  );
}

function Ratio({ value }: { readonly value: number }) {
  const grade = value >= 7 ? 'AAA' : value >= 4.5 ? 'AA' : 'too low';
  return (
    <strong data-grade={grade}>
      {value.toFixed(2)} : 1, {grade}
    </strong>
  );
}
