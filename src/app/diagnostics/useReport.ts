// The report as of now: asked of the engine anew after every frame.
import { useEffect, useState } from 'react';
import type { EngineInfo } from '../../protocol/engine.ts';
import { chosenCard } from '../../store/selectors.ts';
import { useAppStore } from '../shared/storeContext.ts';
import { readPageFacts, type PageFacts } from './pageFacts.ts';
import { reportSections, type ReportSection } from './report.ts';

/** What the engine says of itself now; the last that it said where it has gone since. */
export function useEngineInfo(): EngineInfo | null {
  const describeEngine = useAppStore((state) => state.describeEngine);
  const lastFrame = useAppStore((state) => state.lastFrame);
  const known = useAppStore((state) => state.info);
  const [newest, setNewest] = useState<EngineInfo | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const ask = async (): Promise<void> => {
      const info = await describeEngine();
      if (isCurrent) setNewest(info);
    };
    // A dead engine says nothing; its problem is on the page already.
    ask().catch(() => {});
    return () => void (isCurrent = false);
  }, [describeEngine, lastFrame]);
  return newest ?? known;
}

/** `null` until the browser has been asked. */
export function useReport(): readonly ReportSection[] | null {
  const info = useEngineInfo();
  const lastFrame = useAppStore((state) => state.lastFrame);
  const offline = useAppStore((state) => state.offline);
  const settingsKept = useAppStore((state) => state.settingsKept);
  const origin = useAppStore((state) => chosenCard(state)?.origin);
  const [page, setPage] = useState<Omit<PageFacts, 'offline' | 'settingsKept'> | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void readPageFacts().then((facts) => isCurrent && setPage(facts));
    return () => void (isCurrent = false);
  }, [lastFrame]);
  return page && reportSections(info, lastFrame, { ...page, offline, settingsKept }, origin ?? '');
}
