import { useState } from 'react';
import type { CSSProperties } from 'react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { SessionProvider } from '../../packages/hooks/src/index.ts';
import { createStaticSession } from '../../packages/core/src/testing/index.ts';
import { expect, fireEvent, userEvent, within } from 'storybook/test';
import { everyEntry } from '../../packages/ui/test/entries.ts';
import {
  ConnectButton,
  ControlBar,
  LabelsProvider,
  SessionStatus,
  TranscriptRoot,
  VoiceOrb,
} from '../../packages/ui/src/index.ts';
import { ContrastMeter } from './Contrast.tsx';
import './foundations.css';

const meta: Meta = { title: 'Foundations/Theme editor', tags: ['!autodocs'] };
export default meta;

interface Brand {
  readonly accent: string;
  readonly surface: string;
  readonly text: string;
  readonly radius: string;
  readonly font: string;
}

const BRANDS: Readonly<Record<string, Brand>> = {
  default: {
    accent: '#0a5f57',
    surface: '#fffefc',
    text: '#17191b',
    radius: '0.875rem',
    font: 'Inter, sans-serif',
  },
  atlantic: {
    accent: '#1f55d0',
    surface: '#fcfdff',
    text: '#131a2a',
    radius: '0.625rem',
    font: 'Geist, sans-serif',
  },
  ember: {
    accent: '#e4572e',
    surface: '#fffaf3',
    text: '#2b1a14',
    radius: '1.25rem',
    font: 'Nunito, sans-serif',
  },
  graphite: {
    accent: '#18181b',
    surface: '#ffffff',
    text: '#09090b',
    radius: '0.1875rem',
    font: 'Arial, sans-serif',
  },
  lemon: { accent: '#f5d90a', surface: '#fffef5', text: '#2a2710', radius: '2rem', font: 'system-ui' },
};

const propertiesOf = (brand: Brand) =>
  Object.entries(brand).map(([name, value]) => [`--repartee-brand-${name}`, String(value)] as const);

const live = createStaticSession({
  status: 'live',
  phase: 'speaking',
  microphone: 'on',
  entries: everyEntry.slice(0, 5),
});
const idle = createStaticSession();

function Preview({ brand, theme }: { readonly brand: Brand; readonly theme: 'light' | 'dark' }) {
  return (
    <div
      className="editor-preview"
      data-theme={theme}
      data-repartee-brand="own"
      style={Object.fromEntries(propertiesOf(brand)) as CSSProperties}
    >
      <ContrastMeter />
      <SessionProvider session={live}>
        <div className="foundation-row">
          <SessionStatus />
          <div style={{ inlineSize: '5rem' }}>
            <VoiceOrb seed={brand.accent} />
          </div>
        </div>
        <LabelsProvider labels={{ transcript: `Conversation, ${theme}` }}>
          <TranscriptRoot style={{ blockSize: '18rem' }} />
        </LabelsProvider>
        <ControlBar captions onCaptionsChange={() => {}} devices={false} />
      </SessionProvider>
      <SessionProvider session={idle}>
        <ConnectButton />
      </SessionProvider>
    </div>
  );
}

function Editor() {
  const [brand, setBrand] = useState<Brand>(BRANDS['default'] as Brand);
  const css = `:root {\n${propertiesOf(brand)
    .map(([name, value]) => `  ${name}: ${value};`)
    .join('\n')}\n}`;
  const field = (name: keyof Brand, type: string) => (
    <label className="editor-field">
      {name}
      <input
        type={type}
        value={brand[name]}
        onChange={(event) => setBrand({ ...brand, [name]: event.target.value })}
      />
    </label>
  );
  return (
    <div className="foundation editor">
      <h1>Theme editor</h1>
      <div className="editor-fields">
        <label className="editor-field">
          start from
          <select onChange={(event) => setBrand(BRANDS[event.target.value] ?? brand)}>
            {Object.keys(BRANDS).map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        {field('accent', 'color')}
        {field('surface', 'color')}
        {field('text', 'color')}
        {field('radius', 'text')}
        {field('font', 'text')}
      </div>
      <div className="editor-previews">
        <Preview brand={brand} theme="light" />
        <Preview brand={brand} theme="dark" />
      </div>
      <div className="foundation-row">
        <h2>Your style sheet</h2>
        <button
          type="button"
          className="repartee-button"
          onClick={() => void navigator.clipboard.writeText(css)}
        >
          Copy the CSS
        </button>
      </div>
      <output className="editor-css" aria-label="CSS of the brand">
        {css}
      </output>
    </div>
  );
}

/** Five values, the parts in both schemes, the contrast measured, and the CSS to copy. */
export const ThemeEditor: StoryObj = {
  name: 'Theme editor',
  render: () => <Editor />,
  async play({ canvasElement }) {
    const view = within(canvasElement);
    await userEvent.selectOptions(view.getByLabelText('start from'), 'lemon');
    await fireEvent.input(view.getByLabelText('accent'), { target: { value: '#ffe600' } });
    await expect(view.getByLabelText('CSS of the brand')).toHaveTextContent(
      '--repartee-brand-accent: #ffe600;',
    );
    const previews = [...canvasElement.querySelectorAll('.editor-preview')];
    const accents = previews.map((preview) =>
      getComputedStyle(preview.querySelector('.repartee-connect') as Element),
    );
    await expect(accents.map((style) => style.backgroundColor)).not.toContain('rgb(10, 95, 87)');
    await expect(canvasElement.querySelectorAll('[data-grade="too low"]')).toHaveLength(0);
  },
};
