import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect } from 'storybook/test';
import { Icon } from '../../packages/ui/src/internal/Icon.tsx';
import * as shapes from '../../packages/ui/src/internal/iconShapes.ts';
import { ContrastPairs, Swatch } from './Contrast.tsx';
import './foundations.css';

const meta: Meta = { title: 'Foundations', tags: ['!autodocs'] };
export default meta;

const COLOURS = [
  ['paper', 'the page'],
  ['surface', 'cards, notices, panels'],
  ['raised', 'what stands out: buttons, menus'],
  ['sunken', 'what lies in: fields, badges'],
  ['ink', 'text'],
  ['ink-soft', 'secondary text'],
  ['ink-faint', 'hints, times'],
  ['line', 'hairlines'],
  ['edge', 'edges of fields, 3 to 1'],
  ['accent', 'the agent, and the main action'],
  ['accent-text', 'the accent as text, line and focus'],
  ['accent-wash', 'a background of the agent'],
  ['user', 'the user'],
  ['user-wash', 'a background of the user'],
  ['danger', 'errors, mute, interruptions'],
  ['danger-wash', 'a background of errors'],
] as const;

/** Every colour as the browser derives it from the brand, and the contrast of every text, measured here and now. */
export const Colour: StoryObj = {
  render: () => (
    <div className="foundation">
      <h1>Colour</h1>
      <p className="foundation-lead">
        Five properties make a brand. Everything here is derived from them, in light and in dark: choose a
        theme and a brand in the toolbar.
      </p>
      <div className="foundation-grid">
        {COLOURS.map(([name, use]) => (
          <Swatch key={name} name={name} use={use} />
        ))}
      </div>
      <h2>Measured contrast</h2>
      <ContrastPairs />
    </div>
  ),
  async play({ canvasElement }) {
    await expect(canvasElement.querySelectorAll('[data-grade]')).toHaveLength(10);
    await expect(canvasElement.querySelectorAll('[data-grade="too low"]')).toHaveLength(0);
  },
};

const TYPE = [
  ['text-l', 'Titles of panels'],
  ['text-m', 'What the agent and the user say'],
  ['text-s', 'Status, advice, fields'],
  ['text-xs', 'Times and notes'],
] as const;

const RADII = [
  ['radius', 'cards, panels'],
  ['radius-s', 'fields, swatches'],
  ['radius-pill', 'buttons'],
] as const;

/** Type, space, corners and motion. Density and brand change them. */
export const Scale: StoryObj = {
  render: () => (
    <div className="foundation">
      <h1>Type, space, corners, motion</h1>
      <div className="foundation-card">
        {TYPE.map(([name, words]) => (
          <div key={name} className="foundation-row">
            <span style={{ fontSize: `var(--repartee-${name})` }}>{words}</span>
            <span className="foundation-name">{name}</span>
          </div>
        ))}
      </div>
      <div className="foundation-card">
        {[1, 2, 3, 4, 6].map((times) => (
          <div key={times} className="foundation-row">
            <div
              className="foundation-bar"
              style={{ inlineSize: `calc(var(--repartee-space) * ${times * 4})` }}
            />
            <span className="foundation-name">space × {times * 4}</span>
          </div>
        ))}
      </div>
      <div className="foundation-grid">
        {RADII.map(([name, use]) => (
          <div key={name} className="foundation-card">
            <div
              className="foundation-swatch"
              style={{ borderRadius: `var(--repartee-${name})`, background: 'var(--repartee-accent-wash)' }}
            />
            <span className="foundation-name">{name}</span>
            <span>{use}</span>
          </div>
        ))}
      </div>
      <div className="foundation-card">
        <h2>Motion</h2>
        <p className="foundation-lead">
          One curve for all changes of state. The presence moves with the voice and rests in silence. With
          reduced motion every state keeps a still form of its own.
        </p>
        <button type="button" className="foundation-track" aria-label="Show the curve">
          <div className="foundation-dot" style={{ transition: 'translate var(--repartee-ease)' }} />
        </button>
      </div>
    </div>
  ),
};

/** Every drawing. They are strokes of 1.75 in a box of 24, and take the colour of the text beside them. */
export const Icons: StoryObj = {
  render: () => (
    <div className="foundation">
      <h1>Icons</h1>
      <p className="foundation-lead">Decorative: the words are in the button or the row.</p>
      <div className="foundation-grid">
        {Object.entries(shapes).map(([name, shape]) => (
          <div key={name} className="foundation-card foundation-icon">
            <Icon shape={shape} />
            <span className="foundation-name">{name.replace('Shape', '')}</span>
          </div>
        ))}
      </div>
    </div>
  ),
};

const PRINCIPLES = [
  {
    title: 'Say what happened, then what to do',
    good: 'The microphone is blocked. Allow it in the site settings, then try again.',
    bad: 'NotAllowedError: Permission denied',
  },
  {
    title: 'Say the truth about the conversation',
    good: 'Reconnected. The agent has forgotten the earlier conversation.',
    bad: 'Everything is fine again!',
  },
  {
    title: 'Name the person, not the system',
    good: 'You are speaking, but your microphone is muted.',
    bad: 'Input track disabled',
  },
  { title: 'A button says what it does', good: 'Use another microphone', bad: 'OK' },
] as const;

/** The style of the labels. */
export const VoiceAndTone: StoryObj = {
  name: 'Voice and tone',
  render: () => (
    <div className="foundation">
      <h1>Voice and tone</h1>
      <p className="foundation-lead">
        Calm, short, and honest. No blame, no exclamation marks, no vendor’s words.
      </p>
      {PRINCIPLES.map(({ title, good, bad }) => (
        <section key={title} className="foundation">
          <h2>{title}</h2>
          <div className="foundation-grid">
            <div className="foundation-card foundation-do">
              <strong>Do</strong>
              {good}
            </div>
            <div className="foundation-card foundation-dont">
              <strong>Don’t</strong>
              {bad}
            </div>
          </div>
        </section>
      ))}
    </div>
  ),
};
