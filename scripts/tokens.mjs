// Writes packages/ui/tokens.json, the tokens of the parts for design tools, from their style sheets. Its format is that of the
// Design Tokens Community Group (2025.10). With `--check` it changes nothing, and fails if the file is not current.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './lib/shell.mjs';
import { hexOf, readTokens } from './lib/token-colors.mjs';

const source = path.join(root, 'packages/ui/src');
const file = path.join(root, 'packages/ui/tokens.json');
const read = (name) => readFileSync(path.join(source, name), 'utf8');
const base = readTokens(read('tokens.css').split('[data-repartee-density')[0]);

const share = (hex, at) => Number((Number.parseInt(hex.slice(at, at + 2), 16) / 255).toFixed(4));

function colorOf(hex) {
  return {
    $type: 'color',
    $value: { colorSpace: 'srgb', components: [1, 3, 5].map((at) => share(hex, at)), hex },
  };
}

function colorsOf(tokens, scheme) {
  const entries = [...tokens.keys()].flatMap((name) => {
    const hex = name.startsWith('--repartee-brand-') ? null : hexOf(tokens, name, scheme);
    return hex ? [[name.replace('--repartee-', ''), colorOf(hex)]] : [];
  });
  return Object.fromEntries(entries);
}

function dimensionOf(value) {
  const [, number, unit] = /^([\d.]+)(rem|px)$/.exec(value) ?? [];
  return number && { $type: 'dimension', $value: { value: Number(number), unit } };
}

const fontOf = (value) => ({
  $type: 'fontFamily',
  $value: value.split(',').map((name) => name.trim().replaceAll("'", '')),
});

function themeOf(tokens) {
  const radius = tokens.get('--repartee-brand-radius');
  return {
    light: colorsOf(tokens, 'light'),
    dark: colorsOf(tokens, 'dark'),
    radius: dimensionOf(radius),
    font: fontOf(tokens.get('--repartee-brand-font')),
  };
}

const sizes = ['text-xs', 'text-s', 'text-m', 'text-l', 'space', 'control'];
const themes = readdirSync(path.join(source, 'themes')).map((name) => [
  name.replace('.css', ''),
  themeOf(new Map([...base, ...readTokens(read(`themes/${name}`))])),
]);
const tokens = {
  $description: 'The tokens of @repartee/ui, made from its style sheets by scripts/tokens.mjs.',
  size: Object.fromEntries(sizes.map((name) => [name, dimensionOf(base.get(`--repartee-${name}`))])),
  'font-mono': fontOf(base.get('--repartee-font-mono')),
  default: themeOf(base),
  ...Object.fromEntries(themes),
};

if (process.argv.includes('--check')) {
  // The formatter of the repository chooses the lines.
  if (JSON.stringify(JSON.parse(readFileSync(file, 'utf8'))) !== JSON.stringify(tokens)) {
    console.error('packages/ui/tokens.json is not current: run `node scripts/tokens.mjs`.');
    process.exit(1);
  }
} else writeFileSync(file, `${JSON.stringify(tokens, null, 2)}\n`);
