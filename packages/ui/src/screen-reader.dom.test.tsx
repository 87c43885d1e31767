import { getRoles, queryAllByRole } from '@testing-library/dom';
import { act as reactAct, render } from '@testing-library/react';
import {
  createApprovalEntry,
  createMessageEntry,
  createStaticSession,
  createToolEntry,
} from '@repartee/core/testing';
import { SessionProvider } from '@repartee/hooks';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { loadParts } from '../test/loadParts.ts';
import { VoicePanel } from './index.ts';

loadParts();

/** The whole conversation as a screen reader has it. `node scripts/screen-reader.mjs` writes it anew. */
const FILE = path.join(import.meta.dirname, '../../../docs/screen-reader.txt');

interface Read {
  readonly role: string;
  readonly name: string;
}

/** Roles that hold other things, and are read as what they hold. */
const SILENT = new Set(['generic', 'none', 'paragraph', 'term', 'definition']);

/** The texts of an element, in words. */
function textOf(element: Element): string {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const words: string[] = [];
  while (walker.nextNode()) words.push(walker.currentNode.textContent?.trim() ?? '');
  return words.filter(Boolean).join(' ');
}

/** The page in the order of reading: each role with the accessible name that the specification computes, and its states. */
function readPage(): readonly string[] {
  const found = new Map<Element, Read>();
  for (const role of Object.keys(getRoles(document.body))) {
    const keep = (name: string, element: Element) => {
      found.set(element, { role, name: name.trim() });
      return true;
    };
    queryAllByRole(document.body, role, { name: keep });
  }
  return [...document.body.querySelectorAll('*')].flatMap((element) => {
    const read = found.get(element);
    if (!read || SILENT.has(read.role) || (read.role === 'group' && read.name === '')) return [];
    const states = ['pressed', 'expanded', 'disabled', 'busy'].filter(
      (state) =>
        element.getAttribute(`aria-${state}`) === 'true' ||
        (state === 'disabled' && element.matches(':disabled')),
    );
    const own = read.role === 'listitem' ? textOf(element) : read.name;
    return [[read.role, own && `“${own}”`, ...states].filter(Boolean).join(' ')];
  });
}

const LIVE = '[role="status"], [role="alert"], [role="log"]';

/** Collects what live regions say. */
function listen(): { readonly heard: string[]; stop(): void } {
  const heard: string[] = [];
  const observer = new MutationObserver((changes) => {
    const regions = new Set<Element>();
    for (const { target, addedNodes } of changes) {
      const element = target instanceof Element ? target : target.parentElement;
      const region = element?.closest(LIVE);
      if (region?.matches('[role="log"]')) {
        for (const node of addedNodes) heard.push(`log: ${node.textContent}`);
      } else if (region) regions.add(region);
      for (const node of addedNodes)
        if (node instanceof Element)
          for (const alert of node.querySelectorAll('[role="alert"]')) regions.add(alert);
    }
    for (const region of regions) {
      const words = region.textContent?.trim();
      if (words) heard.push(`${region.getAttribute('role')}: ${words}`);
    }
  });
  observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  return { heard, stop: () => observer.disconnect() };
}

it('a whole conversation is what docs/screen-reader.txt says', async () => {
  const session = createStaticSession();
  render(
    <SessionProvider session={session}>
      <VoicePanel defaultView="transcript" />
    </SessionProvider>,
  );
  const { heard, stop } = listen();
  const script: string[] = ['A whole conversation with VoicePanel, as a screen reader has it.', ''];
  script.push('THE PAGE BEFORE IT', ...readPage(), '', 'WHAT IS ANNOUNCED');
  const step = async (name: string, act: () => void) => {
    heard.length = 0;
    reactAct(act);
    // Observers report at the end of the task.
    await Promise.resolve();
    script.push(`${name}:`, ...(heard.length > 0 ? heard : ['(nothing)']).map((words) => `  ${words}`));
  };
  const live = { status: 'live', phase: 'listening', microphone: 'on' } as const;
  const question = createMessageEntry({ id: 'u', role: 'user', text: 'Cancel my order.' });
  const ask = createApprovalEntry({ id: 'q', name: 'cancel_order', serverLabel: 'shop' });
  const tool = createToolEntry({ id: 't', name: 'look_up_order', output: 'Found.' });
  const spoken = createMessageEntry({ id: 'a', text: 'Your order is cancelled.' });
  const written = createMessageEntry({ id: 'w', modality: 'text', text: 'Receipt: order 4711.' });
  const cut = createMessageEntry({
    id: 'c',
    text: 'Is there anything else',
    state: 'interrupted',
    cut: { by: 'user', heardMs: 900 },
  });
  await step('The user starts', () => session.setState({ status: 'connecting' }));
  await step('It is connected', () => session.setState(live));
  await step('The user speaks', () => session.setState({ phase: 'user-speaking' }));
  await step('The user has spoken', () => {
    session.setState({ phase: 'thinking', entries: [question] });
    session.emit('entry-done', question);
  });
  await step('A tool has run', () => {
    session.setState({ entries: [question, tool] });
    session.emit('entry-done', tool);
  });
  await step('The agent asks for consent', () => {
    session.setState({ phase: 'listening', entries: [question, tool, ask] });
    session.emit('entry-added', ask);
  });
  await step('The user agrees', () => {
    const approved = { ...ask, state: 'approved' } as const;
    session.setState({ entries: [question, tool, approved] });
    session.emit('entry-done', approved);
  });
  await step('The agent answers aloud', () => {
    session.setState({ phase: 'listening', entries: [question, tool, ask, spoken] });
    session.emit('entry-done', spoken);
  });
  await step('The agent answers in writing', () => {
    session.setState({ entries: [question, tool, spoken, written] });
    session.emit('entry-done', written);
  });
  await step('The user interrupts the next answer', () => {
    session.setState({ entries: [question, tool, spoken, written, cut] });
    session.emit('entry-done', cut);
  });
  await step('The user ends it', () =>
    session.setState({ status: 'closed', endReason: 'user', phase: 'idle' }),
  );
  stop();
  script.push('', 'THE PAGE AFTER IT', ...readPage(), '');
  const text = script.join('\n');
  if (process.env['REPARTEE_WRITE']) writeFileSync(FILE, text);
  expect(text).toBe(readFileSync(FILE, 'utf8'));
});
