// The whole state: its slices, each one topic. Plain data and actions; no tensor, buffer, worker or timer.
import type { AttentionSlice } from './attentionSlice.ts';
import type { CompareSlice } from './compareSlice.ts';
import type { DownloadSlice } from './downloadSlice.ts';
import type { EngineSlice } from './engineSlice.ts';
import type { ExploreSlice } from './exploreSlice.ts';
import type { FrameSlice } from './frameSlice.ts';
import type { GuidanceSlice } from './guidanceSlice.ts';
import type { HistorySlice } from './historySlice.ts';
import type { LiveSlice } from './liveSlice.ts';
import type { ModelSlice } from './modelSlice.ts';
import type { NoteSlice } from './noteSlice.ts';
import type { PageSlice } from './pageSlice.ts';
import type { PromptSlice } from './promptSlice.ts';
import type { RecentSlice } from './recentSlice.ts';

export type AppState = PromptSlice &
  GuidanceSlice &
  CompareSlice &
  EngineSlice &
  FrameSlice &
  ModelSlice &
  DownloadSlice &
  ExploreSlice &
  LiveSlice &
  PageSlice &
  HistorySlice &
  NoteSlice &
  RecentSlice &
  AttentionSlice;
