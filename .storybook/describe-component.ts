/** Makes a description of a docs page out of a docstring: its example becomes a block of code. */
export function describeComponent(docstring: string): string {
  const [text = '', ...examples] = docstring.split(/^@example[ \t]*\n/m);
  const blocks = examples.map((code) => `\`\`\`tsx\n${code.trim()}\n\`\`\``);
  return [text.trim(), ...blocks].join('\n\n');
}

interface Documented {
  readonly __docgenInfo?: { readonly description?: string };
}

/** Storybook's own function shows the tag and the code as text. */
export function extractComponentDescription(component: unknown): string {
  return describeComponent((component as Documented | null)?.__docgenInfo?.description ?? '');
}
