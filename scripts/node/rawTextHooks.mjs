// Module hook: `import text from './x.wgsl?raw'` gives the file's text in Node, as it does under Vite.
import { readFileSync } from 'node:fs';

/**
 * Serves as a synchronous hook (module.registerHooks) and as an asynchronous one (module.register).
 * @template Context, Result
 * @param {string} url resolved module URL, query included
 * @param {Context} context
 * @param {(url: string, context: Context) => Result} nextLoad
 */
export function load(url, context, nextLoad) {
  if (!url.startsWith('file:')) return nextLoad(url, context);
  const file = new URL(url);
  if (!file.searchParams.has('raw')) return nextLoad(url, context);
  file.search = '';
  const text = readFileSync(file, 'utf8');
  return { format: 'module', shortCircuit: true, source: `export default ${JSON.stringify(text)};` };
}
