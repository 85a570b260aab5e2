// What the diagnostics panel shows and copies: sections of rows, from what the engine and the browser tell. No prompt is in it.
import type { EngineInfo, FrameResult, KernelChoice } from '../../protocol/engine.ts';
import { formatBytes } from '../models/formatBytes.ts';
import { formatMilliseconds } from '../panes/paneTexts.ts';
import { drawnName } from '../../store/paneNames.ts';
import type { PageFacts } from './pageFacts.ts';
import { STAGE_NAMES } from './stageNames.ts';

export type ReportRow = readonly [label: string, value: string];

export interface ReportSection {
  readonly title: string;
  readonly rows: readonly ReportRow[];
}

const BACKENDS = {
  webgpu: 'WebGPU: all of it on the GPU',
  hybrid: 'Hybrid: our op on the GPU, ONNX Runtime as WebAssembly',
  wasm: 'WebAssembly: stock operators on the CPU',
} as const satisfies Readonly<Record<EngineInfo['backend'], string>>;

const OFFLINE = {
  none: 'not kept by this browser or server',
  saving: 'being kept',
  kept: 'kept: opens without a network',
  failed: 'not kept: the browser refused storage',
} as const satisfies Readonly<Record<PageFacts['offline'], string>>;

/** @param origin where the model comes from, in a few words */
export function reportSections(
  info: EngineInfo | null,
  lastFrame: Pick<FrameResult, 'timings' | 'panes'> | null,
  page: PageFacts,
  origin: string,
): readonly ReportSection[] {
  const sections = [
    ...(info ? engineSections(info, origin) : []),
    { title: 'Last frame', rows: frameRows(lastFrame, info) },
    { title: 'Memory and storage', rows: memoryRows(info, page) },
    { title: 'Browser', rows: browserRows(page) },
  ];
  return sections.filter(({ rows }) => rows.length > 0);
}

/** Ready to paste into a bug report. */
export function toMarkdown(sections: readonly ReportSection[]): string {
  const blocks = sections.map(({ title, rows }) => {
    const lines = rows.map(([label, value]) => `| ${escape(label)} | ${escape(value)} |`);
    return [`### ${title}`, '', '| | |', '|---|---|', ...lines].join('\n');
  });
  return `${['## Steeraway diagnostics', ...blocks].join('\n\n')}\n`;
}

const escape = (cell: string): string => cell.replace(/\|/g, '\\|').replace(/\s+/g, ' ');

function engineSections(info: EngineInfo, origin: string): ReportSection[] {
  const { modelName, modelLicence, imageSize, steps, precision, backend, adapter, loadMilliseconds } = info;
  const range = steps.min === steps.max ? String(steps.min) : `${steps.min} to ${steps.max}`;
  return [
    {
      title: 'Model',
      rows: [
        ['Name', modelName],
        ['Comes from', origin],
        ['Licence', modelLicence ? `${modelLicence.name}, ${modelLicence.url}` : 'not told: your own model'],
        ['Picture', `${imageSize} × ${imageSize} pixels, steps: ${range}`],
        ['Ready after', `${(loadMilliseconds / 1000).toFixed(1)} s`],
      ],
    },
    {
      title: 'What runs where',
      rows: [
        ['Backend', BACKENDS[backend]],
        ['Adapter', adapter],
        ['Precision', precision],
        ...info.notices.map((notice): ReportRow => ['Because', notice]),
      ],
    },
    { title: 'GPU', rows: gpuRows(info) },
    { title: 'Attention kernels', rows: info.kernels.map(kernelRow) },
    { title: 'Self-tests against float64', rows: selfTestRows(info) },
  ];
}

function gpuRows({ gpu }: EngineInfo): ReportRow[] {
  if (!gpu) return [];
  const limits = Object.entries(gpu.limits).map(([name, value]): ReportRow => [name, limit(name, value)]);
  return [['Features', gpu.features.join(', ') || 'none'], ...limits];
}

const limit = (name: string, value: number): string =>
  name.endsWith('Size') ? `${value} (${formatBytes(value)})` : String(value);

function kernelRow({ shape, kernel, chosen, reason, milliseconds }: KernelChoice): ReportRow {
  const times = Object.entries(milliseconds).sort(([, a], [, b]) => a - b);
  const measured = times.map(([name, time]) => `${name} ${formatMilliseconds(time)}`).join(', ');
  return [shape, [`${kernel} (${chosen}: ${reason})`, measured].filter((part) => part !== '').join('; ')];
}

function selfTestRows({ gpu }: EngineInfo): ReportRow[] {
  return (gpu?.selfTests ?? []).map(({ kernel, fault }) => [kernel, fault ?? 'right']);
}

function frameRows(
  frame: Pick<FrameResult, 'timings' | 'panes'> | null,
  info: EngineInfo | null,
): ReportRow[] {
  if (!frame) return [];
  const { tokenize, text, prompt, total } = frame.timings;
  return [
    [STAGE_NAMES.tokenize, formatMilliseconds(tokenize)],
    [STAGE_NAMES.text, formatMilliseconds(text)],
    [STAGE_NAMES.prompt, formatMilliseconds(prompt)],
    ...frame.panes.map((pane): ReportRow => {
      const others = frame.panes.filter((other) => other !== pane);
      return [drawnName(pane, others, info?.checkpoints ?? []), formatMilliseconds(pane.frame)];
    }),
    ['All of it', formatMilliseconds(total)],
  ];
}

function memoryRows(info: EngineInfo | null, page: PageFacts): ReportRow[] {
  const rows: ReportRow[] = [];
  if (info?.gpu) rows.push(['GPU buffers of our op', formatBytes(info.gpu.bufferBytes)]);
  if (page.heapBytes !== undefined) rows.push(['JavaScript heap of the page', formatBytes(page.heapBytes)]);
  if (page.storedBytes !== undefined) {
    const quota = page.quotaBytes === undefined ? '' : ` of ${formatBytes(page.quotaBytes)}`;
    rows.push(['Stored by this site', formatBytes(page.storedBytes) + quota]);
  }
  rows.push(['Page for offline use', OFFLINE[page.offline]]);
  rows.push(['Settings', page.settingsKept ? 'kept for the next visit' : 'not kept: the browser refuses']);
  return rows;
}

function browserRows({ userAgent, threads, isIsolated }: PageFacts): ReportRow[] {
  const isolation = isIsolated ? 'yes' : 'no: the server sends no COOP and COEP headers';
  return [
    ['Browser', userAgent],
    ['Logical cores', String(threads)],
    ['Cross-origin isolated (threads for WebAssembly)', isolation],
  ];
}
