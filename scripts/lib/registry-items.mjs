// Makes the items of a shadcn registry out of the sources of @repartee/ui: one for each part, one for each language, and `base` with what
// they share. An item has the files of its folder, and names the items whose files those import.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './shell.mjs';

const source = path.join(root, 'packages/ui/src');
const TARGET = 'components/repartee';
const manifest = JSON.parse(readFileSync(path.join(root, 'packages/ui/package.json'), 'utf8'));

const read = (file) => readFileSync(path.join(source, file), 'utf8');
const kebab = (name) => name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();

/** The item of a file's folder. */
function folderItemOf(file) {
  const [folder, name] = file.split('/');
  if (folder === 'parts') return kebab(name);
  return folder === 'locales' && name !== 'formatsOf.ts' ? `locale-${name}` : 'base';
}

const BASE_CSS = [
  'tokens.css',
  'guard.css',
  'shared.css',
  'internal/presence/presence.css',
  'internal/choice.css',
];
const LAYERS = /^@layer [^;]*;$/gm;

/** All labels and the hook that returns them: they would make each part depend on all others. */
const LEFT_OUT = new Set(['index.ts', 'tailwind.ts', 'labels/englishLabels.ts', 'labels/useLabels.ts']);

function sourceFiles() {
  return readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|tsx|css)$/.test(file) && !/\.(test|stories|d)\./.test(file))
    .filter((file) => !LEFT_OUT.has(file) && !/^(themes|shadcn|tailwind|styles)/.test(file))
    .toSorted();
}

/** The imports of a module: relative files, and packages. */
function importsOf(file) {
  const text = read(file);
  const specifiers = [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(([, name]) => name);
  return specifiers.map((name) =>
    name.startsWith('.') ? { file: path.posix.join(path.posix.dirname(file), name) } : { package: name },
  );
}

/** Finds the item that has a file. What the shared files import is shared too, such as the types that labels are about. */
function createItemOf(files) {
  const base = new Set();
  const add = (file) => {
    if (base.has(file) || !/\.tsx?$/.test(file)) return;
    base.add(file);
    for (const one of importsOf(file)) if (one.file) add(one.file);
  };
  for (const file of files) if (folderItemOf(file) === 'base') add(file);
  return (file) => (base.has(file) ? 'base' : folderItemOf(file));
}

/** A module as an app has it: imports without endings, and the style sheets of its folder beside the part. */
function contentOf(file, styles) {
  const text = read(file).replaceAll(/((?:from|import\()\s*'\.[^']*)\.tsx?'/g, "$1'");
  const isPart = file.startsWith('parts/') && /\busePart\(|usePresencePart\(/.test(text);
  const sheets = isPart ? styles : file === 'internal/usePart.ts' ? ['../styles.css'] : [];
  const imports = sheets.map((sheet) => `import '${sheet}';\n`).join('');
  const directive = "'use client';\n\n";
  return text.startsWith(directive)
    ? `${directive}${imports}${text.slice(directive.length)}`
    : imports + text;
}

function entry(file, content) {
  return { path: `registry/${file}`, type: 'registry:file', target: `${TARGET}/${file}`, content };
}

/** @param options - `address`: where the items are served; `versions`: of packages, by name. */
export function createRegistry({ address, versions = {} }) {
  const files = sourceFiles();
  const itemOf = createItemOf(files);
  const names = [...new Set(files.map(itemOf))].toSorted();
  const items = names.map((name) => {
    const own = files.filter((file) => itemOf(file) === name);
    const modules = own.filter((file) => !file.endsWith('.css'));
    const imports = modules.flatMap(importsOf);
    const needed = imports.flatMap(({ file }) => (file ? [itemOf(file)] : []));
    const packages = imports.flatMap((one) => (one.package ? [packageOf(one.package)] : []));
    const sheets = own.filter((file) => file.endsWith('.css') && !BASE_CSS.includes(file));
    const code = modules.map((file) =>
      entry(
        file,
        contentOf(
          file,
          sheets.map((sheet) => `./${path.posix.basename(sheet)}`),
        ),
      ),
    );
    const styles = sheets.map((file) => entry(file, read(file)));
    if (name === 'base') {
      const layers = read('styles.css').match(LAYERS).join('\n');
      styles.push(entry('styles.css', [layers, ...BASE_CSS.map(read)].join('\n\n')));
    }
    return {
      $schema: 'https://ui.shadcn.com/schema/registry-item.json',
      name,
      type: 'registry:block',
      title: titleOf(name, own),
      dependencies: [...new Set(packages)]
        .filter((one) => !/^react(-dom)?$/.test(one))
        .toSorted()
        .map((one) => `${one}@${versions[one] ?? versionOf(one)}`),
      registryDependencies: [...new Set(name === 'base' ? [] : ['base', ...needed])]
        .filter((one) => one !== name)
        .toSorted()
        .map((one) => `${address}/${one}.json`),
      files: [...code, ...styles],
    };
  });
  const index = {
    $schema: 'https://ui.shadcn.com/schema/registry.json',
    name: 'repartee',
    homepage: manifest.homepage,
    items: items.map(({ files: own, $schema: _schema, ...item }) => ({
      ...item,
      files: own.map(({ content: _content, ...file }) => file),
    })),
  };
  return { index, items };
}

const packageOf = (name) =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');

function versionOf(name) {
  const version = manifest.dependencies[name];
  return version.startsWith('workspace:') ? `^${manifest.version}` : version;
}

function titleOf(name, files) {
  const [, part] = /^parts\/(\w+)\//.exec(files[0] ?? '') ?? [];
  return part ?? (name === 'base' ? 'What the parts share' : `Labels: ${name.slice('locale-'.length)}`);
}
