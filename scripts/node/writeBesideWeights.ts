// Writes graphs whose weights stay where they are: external data that points into the files they came from.

import { constants } from 'node:fs';
import { copyFile, link, mkdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { SteerawayError } from '../../src/lib/errors.ts';
import { writeModel, type Model } from '../../src/onnx/index.ts';
import { UsageError } from './program.ts';
import { readBytes } from './readBytes.ts';

/** How weights get into another folder: a copy, or a hard link, which takes no space but needs the same disk. */
export type WeightTransfer = 'copy' | 'link';

/** Something else stands in the way, or the disks differ. */
export class WeightTransferError extends SteerawayError {
  readonly code = 'weight-transfer-failed';
  constructor(reason: string, cause: unknown) {
    super(
      `${reason}.`,
      'Choose an empty folder with room for it; --weights link needs one on the same disk.',
      {
        cause,
      },
    );
  }
}

/**
 * ONNX allows no location outside a graph's own folder, so files of weights are brought there first. Weights are never
 * written inline: protobuf ends at 2 GB, and what they came from is as large.
 * @param models by name: `frame` becomes frame.onnx
 * @param source the model file that they were made from
 * @param files of openModelWithFiles: location relative to the source's folder -> contents
 * @returns lines for the user
 * @throws UsageError where a graph would overwrite its own weights; WeightTransferError
 */
export async function writeBesideWeights(
  models: Readonly<Record<string, Model>>,
  source: string,
  files: ReadonlyMap<string, Uint8Array>,
  out: string,
  transfer: WeightTransfer,
): Promise<string[]> {
  const used = new Map(
    [...files].filter(([, bytes]) => Object.values(models).some((model) => reads(model, bytes))),
  );
  const folders = [path.resolve(path.dirname(source)), path.resolve(out)] as const;
  for (const name of Object.keys(models)) {
    const target = `${name}.onnx`;
    if (files.has(target))
      throw new UsageError(
        `${target} is a file of the model that is read: rename it, or choose another folder.`,
      );
  }
  const lines: string[] = [];
  await mkdir(out, { recursive: true });
  for (const [location, bytes] of used) {
    const done = await bring(location, bytes, folders, transfer);
    lines.push(`${path.join(out, location)}: ${bytes.length} bytes of weights, ${done}`);
  }
  for (const [name, model] of Object.entries(models)) {
    const bytes = writeModel(model, { externalFiles: used });
    const target = path.join(out, `${name}.onnx`);
    await writeFile(target, bytes);
    lines.push(`${target}: ${bytes.length} bytes, ${model.graph.nodes.length} nodes`);
    lines.push(`  inputs  ${model.graph.inputs.map((input) => input.name).join(' ')}`);
    lines.push(`  outputs ${model.graph.outputs.map((output) => output.name).join(' ')}`);
  }
  return lines;
}

function reads({ graph }: Model, file: Uint8Array): boolean {
  return [...graph.initializers.values()].some(({ bytes }) => bytes.buffer === file.buffer);
}

/** Never overwrites: a file of that name with other contents is somebody else's. */
async function bring(
  location: string,
  contents: Uint8Array,
  [from, to]: readonly [string, string],
  transfer: WeightTransfer,
): Promise<string> {
  if (from === to) return 'stays where it is';
  const [source, target] = [path.join(from, location), path.join(to, location)];
  await mkdir(path.dirname(target), { recursive: true });
  try {
    if (transfer === 'link') await link(source, target);
    else await copyFile(source, target, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  } catch (cause) {
    const { code = 'unknown' } = cause as NodeJS.ErrnoException;
    if (code !== 'EEXIST')
      throw new WeightTransferError(`${source} cannot be brought to ${to} (${code})`, cause);
    if (await hasContents(target, contents)) return 'there already';
    throw new WeightTransferError(`${target} exists already and is another file`, cause);
  }
  return transfer === 'link' ? 'linked' : 'copied (--weights link takes no space on the same disk)';
}

async function hasContents(file: string, contents: Uint8Array): Promise<boolean> {
  const { size } = await stat(file);
  return size === contents.length && Buffer.compare(await readBytes(file), contents) === 0;
}
