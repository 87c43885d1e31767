import type { Case } from './Case.ts';
import { lookUpOrder, refundOrder } from './supportTools.ts';
// Vite gives the text of the file.
// oxlint-disable-next-line import/default
import toolsCode from './supportTools.ts?raw';

/** An agent that looks things up and acts. */
export const support: Case = {
  id: 'support',
  name: 'Support',
  headline: 'Where is my order?',
  invitation: 'A support agent that looks up orders, and pays a refund once you have agreed.',
  hint: 'Ask: “Where is my order 4711?” Then: “Refund order 4711.”',
  instructions:
    'You are the support agent of a small outdoor shop. Speak in one or two short sentences. Use look_up_order and refund_order; never invent an order.',
  opening:
    'Greet the customer of the outdoor shop in one short sentence and ask for the number of the order.',
  suggestions: ['Where is my order 4711?', 'Refund order 4711', 'Where is my order 4712?', 'Thank you'],
  inputMode: 'hands-free',
  tools: [lookUpOrder, refundOrder],
  toolsCode,
  toolRequest: 'Where is my order 4711?',
};
