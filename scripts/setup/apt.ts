// Installs Debian packages when this machine can: Debian or a relative of it, and root.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { run } from './run.ts';

const aptEnv = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
const aptOptions = ['-y', '-q', '-o', 'DPkg::Lock::Timeout=180', '-o', 'Acquire::Retries=3'];
const minutes = 60_000;

/** Fields of /etc/os-release; empty elsewhere than on Linux. */
function osRelease(): Readonly<Record<string, string>> {
  const file = '/etc/os-release';
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  const fields = lines.map((line) => /^(\w+)="?([^"]*)"?$/.exec(line)).filter((match) => match !== null);
  return Object.fromEntries(fields.map(([, key = '', value = '']) => [key, value]));
}

/** bookworm's own Mesa (22) is too old for Dawn: its backports carry Mesa 25. */
const needsBackports = (): boolean => osRelease().VERSION_CODENAME === 'bookworm';

export const hasApt = (): boolean => existsSync('/usr/bin/apt-get');
export const isRoot = (): boolean => process.getuid?.() === 0;

/** The commands a person without root would hand to an administrator. */
export function aptInstructions(packages: readonly string[], backports = false): string {
  const fromBackports = backports && needsBackports();
  const source = `echo '${backportsLine()}' | sudo tee ${backportsFile} && `;
  const target = fromBackports ? '-t bookworm-backports ' : '';
  return `${fromBackports ? source : ''}sudo apt-get update && sudo apt-get install -y ${target}${packages.join(' ')}`;
}

/**
 * @param backports take the packages from bookworm-backports where this is bookworm
 * @returns true when apt-get installed them
 */
export function aptInstall(packages: readonly string[], backports = false): boolean {
  const fromBackports = backports && needsBackports();
  if (fromBackports && !hasBackports()) writeFileSync(backportsFile, `${backportsLine()}\n`);
  const target = fromBackports ? ['-t', 'bookworm-backports'] : [];
  const options = { env: aptEnv, timeout: 10 * minutes };
  run('apt-get', ['update', '-q', ...aptOptions.slice(2)], options);
  return run(
    'apt-get',
    ['install', ...aptOptions, '--no-install-recommends', ...target, ...packages],
    options,
  );
}

const backportsFile = '/etc/apt/sources.list.d/steeraway-backports.list';

function hasBackports(): boolean {
  const folder = '/etc/apt/sources.list.d';
  const files = ['/etc/apt/sources.list', ...readdirSync(folder).map((name) => `${folder}/${name}`)];
  return files.some(
    (file) =>
      /\.(list|sources)$/.test(file) &&
      existsSync(file) &&
      /^[^#]*bookworm-backports/m.test(readFileSync(file, 'utf8')),
  );
}

/** Uses the mirror that this machine already uses. */
function backportsLine(): string {
  const targets = spawnSync('apt-get', ['indextargets', '--format', '$(CODENAME) $(REPO_URI)'], {
    encoding: 'utf8',
  });
  const known = targets.stdout.split('\n').find((line) => line.startsWith('bookworm '));
  const mirror = known?.split(' ')[1] ?? 'http://deb.debian.org/debian';
  return `deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] ${mirror} bookworm-backports main`;
}
