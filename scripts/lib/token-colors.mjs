// Computes the colours of style sheets as a browser does, for the tokens file of design tools and for the test of contrast. It
// knows what tokens.css uses: `var`, `light-dark`, `color-mix` in oklab, and relative colours in oklch and srgb-linear.
import { clampRgb, converter, formatHex, interpolate, wcagContrast } from 'culori';

const toOklch = converter('oklch');
const toLinear = converter('lrgb');
const toRgb = converter('rgb');

/** Reads `--name: value` from the rules of a style sheet; the last one wins. */
export function readTokens(css) {
  const plain = css.replaceAll(/\/\*[\s\S]*?\*\//g, '');
  return new Map(
    [...plain.matchAll(/(--repartee-[\w-]+):\s*([^;{}]+);/g)].map(([, name, value]) => [
      name,
      value.replaceAll(/\s+/g, ' ').trim(),
    ]),
  );
}

/** Splits at a separator that is not inside brackets. */
function split(text, separator) {
  const parts = [''];
  let depth = 0;
  for (const letter of text) {
    if (letter === '(') depth += 1;
    if (letter === ')') depth -= 1;
    if (letter === separator && depth === 0) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts.map((part) => part.trim()).filter(Boolean);
}

const FUNCTIONS = {
  calc: (value) => value,
  min: Math.min,
  max: Math.max,
  clamp: (low, value, high) => Math.min(Math.max(value, low), high),
};

/** Computes an expression such as `min(l, 0.5)` or `calc(h - 131)`. */
function compute(expression, channels) {
  const tokens = expression.match(/[\d.]+|[a-z]+|[-+*/(),]/g) ?? [];
  let at = 0;
  const factor = () => {
    const token = tokens[at++];
    if (token === '-') return -factor();
    if (token === '(') return closing(sum());
    if (!/[a-z]/.test(token)) return Number(token);
    if (tokens[at] !== '(') return channels[token] ?? 0;
    const values = [];
    do {
      at += 1;
      values.push(sum());
    } while (tokens[at] === ',');
    return closing(FUNCTIONS[token](...values));
  };
  const closing = (value) => {
    at += 1;
    return value;
  };
  const chain = (signs, next) => () => {
    let value = next();
    while (signs.includes(tokens[at])) {
      const sign = tokens[at++];
      const other = next();
      value = { '+': value + other, '-': value - other, '*': value * other, '/': value / other }[sign];
    }
    return value;
  };
  const product = chain(['*', '/'], factor);
  const sum = chain(['+', '-'], product);
  return sum();
}

function relative(body) {
  const space = body.space === 'oklch' ? toOklch(body.origin) : toLinear(body.origin);
  const [one, two, three] = body.values.map((value) => compute(value, space));
  return body.space === 'oklch'
    ? { mode: 'oklch', l: one, c: Math.max(0, two), h: three }
    : { mode: 'lrgb', r: one, g: two, b: three };
}

function mix(parts, resolve) {
  const [first, second] = parts.slice(1).map((part) => {
    const [, color, share] = /^(.*?)(?:\s+([\d.]+)%)?$/.exec(part);
    return { color: resolve(color), share: share === undefined ? null : Number(share) / 100 };
  });
  const amount = second.share ?? (first.share === null ? 0.5 : 1 - first.share);
  return interpolate([first.color, second.color], 'oklab')(amount);
}

/** Computes the value of a token in a scheme (`light` or `dark`), as a colour of culori; `null` if it is no colour. */
export function resolveColor(tokens, value, scheme) {
  const resolve = (text) => resolveColor(tokens, text, scheme);
  const call = /^([\w-]+)\((.*)\)$/.exec(value);
  // A number alone is no colour, though culori would read one.
  if (!call) return (/^[#a-z]/i.test(value) && toRgb(value)) || null;
  const [, name, body] = call;
  const parts = split(body, ',');
  if (name === 'var') return resolve(tokens.get(parts[0]) ?? '');
  if (name === 'light-dark') return resolve(parts[scheme === 'light' ? 0 : 1]);
  if (name === 'color-mix') return mix(parts, resolve);
  const words = split(body, ' ');
  if (words[0] !== 'from') return toRgb(value) ?? null;
  const [origin, ...rest] = words.slice(1);
  const space = name === 'color' ? rest.shift() : name;
  return relative({ origin: resolve(origin), space, values: rest });
}

/** Computes the colour of a token as a screen shows it, such as `#0a5f57`. */
export function hexOf(tokens, name, scheme) {
  const color = resolveColor(tokens, `var(${name})`, scheme);
  return color ? formatHex(clampRgb(toRgb(color))) : null;
}

/** The contrast of two tokens by WCAG 2.2, from 1 to 21. */
export function contrastOf(tokens, [one, other], scheme) {
  return wcagContrast(hexOf(tokens, one, scheme), hexOf(tokens, other, scheme));
}
