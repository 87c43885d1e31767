// Writes packages/ui/src/internal/SlotName.ts and docs/guides/slots.md from the classes in the sources of the parts. With `--check` it
// changes nothing, and fails if a file is not current.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './lib/shell.mjs';

const source = path.join(root, 'packages/ui/src');
/** Classes that say how an element behaves: it is no slot of a part. */
const HIDDEN = new Set(['hidden', 'focus', 'announcement']);

const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((file) => /^(parts|internal)\/.*\.tsx$/.test(file) && !/\.(test|stories)\./.test(file))
  .toSorted();

/** The slots of each part: its folder is its name. What several parts share is in `internal`. */
const slotsByPart = new Map();
for (const file of files) {
  const text = readFileSync(path.join(source, file), 'utf8');
  const part = file.startsWith('internal') ? 'shared' : file.split('/')[1];
  const slots = slotsByPart.get(part) ?? new Set();
  slotsByPart.set(part, slots);
  // Not the custom properties (`--repartee-`), and not the selectors (`.repartee-`).
  for (const [, name] of text.matchAll(/(?<![-.\w])repartee-([a-z-]*[a-z])/g)) {
    if (!HIDDEN.has(name)) slots.add(name);
  }
}

const all = [...new Set([...slotsByPart.values()].flatMap((slots) => [...slots]))].toSorted();

const type = `// Written by \`node scripts/slots.mjs\`.

/** The names of the elements of all parts, for \`classNames\`: each is the element's class without \`repartee-\`. */
export type SlotName =
${all.map((name) => `  | '${name}'`).join('\n')};
`;

const rows = [...slotsByPart]
  .filter(([, slots]) => slots.size > 0)
  .map(
    ([part, slots]) =>
      `| ${part === 'shared' ? 'several parts' : `\`${part}\``} | ${[...slots]
        .toSorted()
        .map((name) => `\`${name}\``)
        .join(', ')} |`,
  );

const page = `# Style the elements inside a part

Find the name of an element, and give it classes of your own. Each element inside a part has a name, and a class of that name: \`panel-stage\` is \`.repartee-panel-stage\`. \`classNames\` gives an element classes of
your own, with utilities of Tailwind or with CSS modules; see [Style the parts](styling.md#elements-and-icons). A part passes them on to the
parts inside it. The table is written by \`node scripts/slots.mjs\`, and a test checks that it is current.

| part | elements |
|---|---|
${rows.join('\n')}
`;

const outputs = [
  ['packages/ui/src/internal/SlotName.ts', type],
  ['docs/guides/slots.md', page],
];
const isCheck = process.argv.includes('--check');
for (const [file, text] of outputs) {
  const target = path.join(root, file);
  if (!isCheck) writeFileSync(target, text);
  else if (readFileSync(target, 'utf8') !== text) {
    console.error(`${file} is not current: node scripts/slots.mjs writes it.`);
    process.exitCode = 1;
  }
}
