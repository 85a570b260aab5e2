// Vite plugin: ships licenses.txt, our NOTICE and the licence of every package and typeface in the page.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';

interface LockedPackage {
  readonly version: string;
  /** Set where the folder's name is an alias. */
  readonly name?: string;
  readonly license?: string;
  /** Needed only to build or test. */
  readonly dev?: boolean;
}

interface Lock {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

function licenseText(folder: string): string {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const file = names.find((name) => /^licen[cs]e/i.test(name));
  return file === undefined ? '' : readFileSync(path.join(folder, file), 'utf8').trim();
}

/**
 * Vite's own `build.license` sees the page's packages but not its worker's, so this goes by the lock file.
 * @param root folder of package-lock.json and NOTICE
 */
export function collectLicenses(root: string): string {
  const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as Lock;
  const shipped = Object.entries(lock.packages).filter(
    ([folder, { dev }]) => folder !== '' && dev !== true && !folder.includes('/@types/'),
  );
  const entries = shipped.map(([folder, { name, version, license = 'no licence named' }]) => {
    const title = `${name ?? folder.replace(/^.*node_modules\//, '')} ${version} (${license})`;
    return [title, `${title}\n\n${licenseText(path.join(root, folder))}`.trim()] as const;
  });
  const fonts = path.join(root, 'src/app/theme/fonts');
  const fontTexts = readdirSync(fonts)
    .filter((name) => name.endsWith('.OFL.txt'))
    .map((name) => readFileSync(path.join(fonts, name), 'utf8').trim());
  const notice = readFileSync(path.join(root, 'NOTICE'), 'utf8').trim();
  return [notice, ...fontTexts, ...new Map(entries).values()].join(`\n\n${'-'.repeat(80)}\n\n`) + '\n';
}

export function licenses(): Plugin {
  const root = path.resolve(import.meta.dirname, '../..');
  return {
    name: 'steeraway:licenses',
    apply: 'build',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'licenses.txt', source: collectLicenses(root) });
    },
  };
}
