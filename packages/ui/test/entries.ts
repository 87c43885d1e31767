import type { LostMemory } from '@repartee/core';
import {
  createApprovalEntry,
  createContinuityEntry,
  createMessageEntry,
  createRemoteToolEntry,
  createToolEntry,
} from '@repartee/core/testing';

/** Everything that a new connection can lose. */
const everyLoss: readonly LostMemory[] = [
  { what: 'entries', itemIds: ['1', '2', '3'], reason: 'over-limit' },
  { what: 'entries', itemIds: ['4'], reason: 'unsupported' },
  { what: 'entries', itemIds: ['5', '6'], reason: 'summarized' },
  { what: 'images', itemIds: ['7'] },
  { what: 'user-audio', durationMs: 1_640 },
  { what: 'answer', itemId: '8' },
  { what: 'tool-call', callId: 'call_9' },
  { what: 'summary', message: 'It took too long.' },
];

/** One entry of every kind and state that a transcript can show. */
export const everyEntry = [
  createMessageEntry({ id: '1', role: 'user', text: 'What is the weather in Paris?' }),
  createToolEntry({
    id: '2',
    name: 'get_weather',
    argumentsText: '{"place":"Paris"}',
    output: '{"sky":"sunny","celsius":21}',
  }),
  createMessageEntry({ id: '3', text: 'It is sunny in Paris, at twenty-one degrees.' }),
  createMessageEntry({ id: '4', role: 'user', modality: 'text', text: 'And a long story, please.' }),
  createMessageEntry({
    id: '5',
    text: 'Once upon a time there was a lighthouse keeper who had never seen the sea by day.',
    state: 'interrupted',
    receivedMs: 5_200,
    heardMs: 2_300,
    cut: { by: 'user', heardMs: 2_300 },
  }),
  createMessageEntry({
    id: '6',
    text: 'As I was saying',
    state: 'interrupted',
    receivedMs: 900,
    cut: { by: 'app', heardMs: 0 },
  }),
  createToolEntry({ id: '7', name: 'set_theme', argumentsText: '{"theme":"dark"}', state: 'running' }),
  createToolEntry({ id: '8', name: 'book', argumentsText: '{"seats":', state: 'requested' }),
  createToolEntry({ id: '9', name: 'find_flight', state: 'failed', output: 'No such flight.' }),
  createToolEntry({
    id: '10',
    name: 'a_tool_with_quite_a_long_name',
    argumentsText: '{"q":"and with arguments that do not fit into one line either"}',
    state: 'cancelled',
  }),
  createToolEntry({ id: '26', name: 'find_seat', state: 'declined', output: 'tool-declined: No.' }),
  createToolEntry({
    id: '27',
    name: 'cancel_order',
    argumentsText: '{"orderNumber":17,"reason":"It came too late."}',
    state: 'awaiting-approval',
  }),
  createRemoteToolEntry({ id: '11', name: 'search', serverLabel: 'library', output: 'Two books.' }),
  createApprovalEntry({ id: '12', name: 'delete_note', serverLabel: 'notes', argumentsText: '{"id":7}' }),
  createApprovalEntry({ id: '13', name: 'read_note', serverLabel: 'notes', state: 'approved' }),
  createMessageEntry({
    id: '14',
    role: 'system',
    modality: 'text',
    text: 'The user has moved to the next page.',
  }),
  createMessageEntry({ id: '15', role: 'user', state: 'failed' }),
  createMessageEntry({ id: '16', role: 'user', text: 'مرحبا، كيف حالك؟' }),
  createMessageEntry({ id: '17', state: 'streaming' }),
  createMessageEntry({ id: '18', state: 'streaming', text: 'Very well, thank you. Let me' }),
  createMessageEntry({ id: '19', role: 'user', state: 'transcribing' }),
  createMessageEntry({ id: '20', role: 'user', state: 'speaking' }),
  createContinuityEntry({ id: '21', memory: 'resumed', cause: 'session-expiring', gapMs: 0 }),
  createContinuityEntry({ id: '22', memory: 'resumed' }),
  createContinuityEntry({ id: '23', memory: 'reseeded' }),
  createContinuityEntry({ id: '24', memory: 'reseeded', lost: everyLoss }),
  createContinuityEntry({ id: '25', memory: 'fresh', lost: everyLoss.slice(0, 1) }),
];
