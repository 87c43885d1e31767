/**
 * The address of a file of the package. A bundle that is a classic script has no `import.meta.url`: the file is then looked for
 * beside the page.
 */
export function packageFileUrl(file: string, resolve: () => URL): string {
  try {
    return resolve().href;
  } catch {
    // Where the page has no such file, its source takes its place.
    return `worklets/${file}`;
  }
}
